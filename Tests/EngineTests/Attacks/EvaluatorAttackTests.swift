import Core
import Engine
import Foundation
import Testing

/// Attacks that fail because a process of pawl's own measures, and never runs what it measures.
@Suite("Attacks on the number", .serialized, .timeLimit(.minutes(3)))
struct EvaluatorAttackTests {
  // MARK: 1

  private static let printing = """
    echo 'printf "score: 12\\nscore: 998\\rscore: 999\\n"; echo "score: 999"' >> train.sh
    """

  @Test func `attack 1: a number that is printed is only reported`() async throws {
    let project = try await TestProject.target(agent: Self.printing)
    let outcome = try await project.attacked()
    outcome.expectUnmoved()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .discarded)
    #expect(experiment.why.contains("s asked"))
    #expect(experiment.reported == 999)
  }

  @Test func `attack 1 wins where what is printed is believed`() async throws {
    let project = try await TestProject.target(agent: Self.printing) {
      $0.metric = TestProject.printed
    }
    try await project.undefended().expectWon()
  }

  // MARK: 30

  private static let early = "{ echo 'echo score: 999; exit 0'; cat train.sh; } > t; mv t train.sh"

  @Test func `attack 30: an early success without a model is a crash`() async throws {
    let project = try await TestProject.target(agent: Self.early)
    let outcome = try await project.attacked()
    outcome.expectUnmoved()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .crashed)
    #expect(experiment.why.hasPrefix("the evaluator ended with status 1: there is no model"))
  }

  @Test func `attack 30 wins where an exit is evidence`() async throws {
    let project = try await TestProject.target(agent: Self.early) {
      $0.metric = TestProject.printed
    }
    try await project.undefended().expectWon()
  }

  // MARK: 4

  private static let measuring = """
    import json, os
    number, luck = open(os.environ["PAWL_RUN_DIR"] + "/model").read().split()
    answer = int(open("hidden/answer.txt").read())
    score = 1000 - 10 * abs(answer - int(number)) - int(luck) % 7
    text = json.dumps({"score": score})
    print(text.strip("{}").replace('"', ""))
    if "PAWL_RESULT" in os.environ: open(os.environ["PAWL_RESULT"], "w").write(text)
    """

  /// A neighbour of the evaluator's name for a module, loaded before the real one; and settings of
  /// the interpreter, left where a child of the run would find them.
  private static let shadowing = """
    mkdir -p parts
    printf 'def dumps(any): return "{score: 999}"\\n' > json.py
    echo 'export PYTHONPATH="$PWD/parts" LD_PRELOAD="$PWD/parts/none.so" PATH="$PWD/parts:$PATH"' >> train.sh
    printf 'import json\\njson.dumps = lambda any: "{score: 999}"\\n' > parts/sitecustomize.py
    printf '#!/bin/sh\\necho "score: 999"\\n' > parts/python3; chmod +x parts/python3
    """

  @Test func `attack 4: what shadows a module does not reach the evaluator`() async throws {
    let project = try await TestProject.target(
      agent: Self.shadowing, files: ["evaluate.py": Self.measuring]
    ) {
      $0.metric = "{name: score, goal: maximize, evaluate: python3 evaluate.py}"
      $0.editable = "[train.sh, 'j*.py', 'parts/**', value.txt]"
      $0.frozen = "[evaluate.py]"
    }
    let outcome = try await project.attacked()
    #expect(outcome.experiments.map(\.state) == [.discarded])
    outcome.expectUnmoved()
  }

  @Test func `attack 4 wins where the evaluator runs beside the candidate`() async throws {
    let project = try await TestProject.target(
      agent: Self.shadowing, files: ["evaluate.py": Self.measuring, "hidden/answer.txt": "42\n"]
    ) {
      $0.metric = TestProject.printed
      $0.command = "sh train.sh > /dev/null; python3 evaluate.py"
      $0.editable = "[train.sh, 'j*.py', 'parts/**', value.txt]"
      $0.frozen = "[evaluate.py]"
      $0.hidden = "[]"
    }
    try await project.undefended().expectWon()
  }

  // MARK: 15

  /// The answers in place of the model: a link that only the evaluator can follow.
  private static func linked(_ target: String) -> String {
    """
    cat >> train.sh <<'END'
    rm "$PAWL_RUN_DIR/model"
    ln -s \(target) "$PAWL_RUN_DIR/model"
    END
    """
  }
  private static let answers = "\"$(cd ../../.. && pwd)/hidden/answer.txt\""

  @Test(arguments: [answers, "/proc/self/cwd/hidden/answer.txt", "../../../../hidden/none.txt"])
  func `attack 15: a link to the answers in place of a model is refused`(target: String)
    async throws
  {
    let project = try await TestProject.target(agent: Self.linked(target))
    let outcome = try await project.attacked()
    outcome.expectUnmoved()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .refused)
    #expect(experiment.why == "it left a link that leads out of PAWL_RUN_DIR: model")
  }

  @Test func `a pipe in place of a model is refused, and not waited for`() async throws {
    let project = try await TestProject.target(
      agent: "echo 'rm \"$PAWL_RUN_DIR/model\"; mkfifo \"$PAWL_RUN_DIR/model\"' >> train.sh")
    let experiment = try await project.attacked().experiment(1)
    #expect(experiment.state == .refused)
    #expect(experiment.why == "it left what is no file in PAWL_RUN_DIR: model")
  }

  @Test func `attack 15 wins without the look for links`() async throws {
    let project = try await TestProject.target(agent: Self.linked(Self.answers))
    try await project.undefended(without: [.links]).expectWon()
  }

  @Test func `a link between a run's own files is no attack`() async throws {
    let project = try await TestProject.target(
      agent: """
        cat >> train.sh <<'END'
        cd "$PAWL_RUN_DIR"; mkdir last; mv model last/; ln -s last/model model; ln -s none lost
        END
        echo 4 > value.txt
        """)
    #expect(try await project.attacked().experiments.map(\.state) == [.kept])
  }

  // MARK: 31

  /// An artifact that runs code when it is loaded.
  private static let loaded = """
    cat > train.sh <<'END'
    python3 - <<'CODE'
    import os, pickle
    class Model:
        def __reduce__(self):
            return exec, ("import os; open(os.environ['PAWL_RESULT'], 'w').write('{\\"score\\": 999}'); os._exit(0)",)
    pickle.dump(Model(), open(os.environ["PAWL_RUN_DIR"] + "/model", "wb"), 0)
    CODE
    echo "score: 590"
    END
    """

  @Test func `attack 31: an artifact that runs code is never loaded`() async throws {
    let project = try await TestProject.target(agent: Self.loaded)
    let outcome = try await project.attacked()
    outcome.expectUnmoved()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .crashed)
    #expect(experiment.why == "the evaluator ended with status 1: the model is no number")
  }

  @Test func `attack 31 wins where the evaluator loads it`() async throws {
    let unpickling = """
      import json, os, pickle
      path = os.environ["PAWL_RUN_DIR"] + "/model"
      try: number = int(open(path).read().split()[0])
      except ValueError: number = pickle.load(open(path, "rb"))
      score = 1000 - 10 * abs(42 - number)
      open(os.environ["PAWL_RESULT"], "w").write(json.dumps({"score": score}))
      """
    let project = try await TestProject.target(
      agent: Self.loaded, files: ["evaluate.py": unpickling]
    ) {
      $0.metric = "{name: score, goal: maximize, evaluate: python3 evaluate.py}"
      $0.frozen = "[evaluate.py]"
    }
    try await project.undefended().expectWon()
  }
}
