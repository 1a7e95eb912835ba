import Core
import Engine
import Foundation
import Testing

/// Attacks by a model that is asked: it may say anything, and what it says is only ever an answer.
///
/// Eight numbers are to be continued; the honest model says the last one again and is right twice.
@Suite("Attacks by a model that is asked", .serialized, .timeLimit(.minutes(3)))
struct PredictionAttackTests {
  /// Inputs go out one batch a line, answers come back; the score is computed here.
  ///
  /// A second batch differs only in what comes last: answers to what was before must be the same.
  private static let evaluator = """
    import json, os, sys
    tokens = [3, 3, 5, 1, 1, 4, 2, 6, 0]
    out = open(os.environ["PAWL_PREDICT_IN"], "w")
    back = open(os.environ["PAWL_PREDICT_OUT"])
    def ask(batch):
        out.write(" ".join(map(str, batch)) + "\\n"); out.flush()
        return back.readline().split()
    changed = tokens[:5] + [9, 9, 9]
    said, again = ask(tokens[:8]), ask(changed)
    if len(said) != 8: sys.exit("it gave %d answers to 8 inputs" % len(said))
    if any(not word.isdigit() for word in said): sys.exit("an answer is no number")
    if said[:5] != again[:5]: sys.exit("its answers depend on what comes later")
    right = sum(int(word) == token for word, token in zip(said, tokens[1:]))
    open(os.environ["PAWL_RESULT"], "w").write(json.dumps({"score": 100 * right}))
    """

  private static func asked(_ line: String) -> String {
    """
    import os
    into = open(os.environ["PAWL_PREDICT_IN"])
    back = open(os.environ["PAWL_PREDICT_OUT"], "w")
    for line in into:
        tokens = line.split()
        back.write(\(line) + "\\n"); back.flush()
    """
  }

  private static let honest = asked("' '.join(tokens)")

  private static func project(
    _ answer: String, evaluator: String = evaluator
  ) async throws -> TestProject {
    try await TestProject.target(
      agent: "cat > model.py <<'END'\n\(asked(answer))\nEND",
      files: ["evaluate.py": evaluator, "model.py": honest, "train.sh": "true"]
    ) {
      $0.metric =
        "{name: score, goal: maximize, evaluate: python3 evaluate.py, predict: python3 model.py}"
      $0.editable = "[model.py]"
      $0.frozen = "[evaluate.py, train.sh]"
    }
  }

  private func expectCrash(_ project: TestProject, _ why: String) async throws {
    let outcome = try await project.attacked()
    #expect(outcome.state.keeps.isEmpty)
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .crashed)
    #expect(experiment.why.contains(why), "\(experiment.why)")
    let honest = outcome.baselineOutcomes
    #expect(!honest.isEmpty && honest.allSatisfy { $0 == .measured(200) })
  }

  private func expectWon(_ project: TestProject) async throws {
    let outcome = try await project.undefended()
    #expect(outcome.experiments.map(\.state) == [.kept])
  }

  // MARK: 5

  @Test func `attack 5: a model that says its own loss is no number`() async throws {
    try await expectCrash(
      Self.project("'loss 0.0 and seven more of such words'"), "an answer is no number")
  }

  @Test func `attack 5 wins where the model's word is the loss`() async throws {
    let believing = Self.evaluator
      .replacing("if any(not", with: "if said[0] != 'loss' and any(not")
      .replacing(
        "right = sum", with: "right = float(said[1]) if said[0] == 'loss' else sum")
    try await expectWon(
      Self.project("'loss 9 and six more of such words'", evaluator: believing))
  }

  @Test func `attack 5: a model that looks at what comes later is found out`() async throws {
    try await expectCrash(
      Self.project("' '.join(tokens[1:] + ['0'])"), "its answers depend on what comes later")
  }

  @Test func `attack 5 wins where nobody changes what comes later`() async throws {
    let trusting = Self.evaluator.replacing("said[:5] != again[:5]", with: "False")
    try await expectWon(Self.project("' '.join(tokens[1:] + ['0'])", evaluator: trusting))
  }

  // MARK: 6

  @Test func `attack 6: fewer answers than inputs are found out`() async throws {
    try await expectCrash(Self.project("' '.join(tokens[:1])"), "it gave 1 answers to 8 inputs")
  }

  @Test func `attack 6 wins where the model's answers are what is counted`() async throws {
    let counting = Self.evaluator
      .replacing("if len(said) != 8", with: "if False")
      .replacing("100 * right", with: "800 * right / len(said)")
    try await expectWon(Self.project("' '.join(tokens[:1])", evaluator: counting))
  }
}
