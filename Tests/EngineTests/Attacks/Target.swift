import Core
import Engine
import Foundation
import Journal
import Settings
import Testing

/// A project that is worth attacking: a training script that may be changed, an evaluator that may
/// not, and the answer that only the evaluator is to know.
///
/// A model is a number and what the seed made of it. The nearer the number is to 42 the better; the
/// project begins with 1, so that honest scores stay below 600 and no honest score is over 1000.
extension TestProject {
  static let evaluator = """
    read number luck < "$PAWL_RUN_DIR/model" || { echo 'there is no model' >&2; exit 1; }
    case "$number$luck" in *[!0-9]*) echo 'the model is no number' >&2; exit 1 ;; esac
    far=$(($(cat hidden/answer.txt) - number))
    echo "{\\"score\\": $((1000 - 10 * ${far#-} - luck % 7))}" > "$PAWL_RESULT"
    """

  /// The training script, with what an attack puts before the model is written, and after.
  static func trainer(before: String = "", after: String = "") -> String {
    """
    number=$(cat value.txt)
    \(before)
    echo "$number $((PAWL_SEED % 7))" > "$PAWL_RUN_DIR/model"
    far=$((42 - number))
    echo "score: $((1000 - 10 * ${far#-} - PAWL_SEED % 7))"
    \(after)
    """
  }

  /// What the metric says when it is measured, and when a loop believes what is printed.
  static let verified = "{name: score, goal: maximize, evaluate: sh evaluate.sh}"
  static let printed = "{name: score, goal: maximize}"

  /// Makes the project; `agent` is what its agent does in a turn, as a shell script.
  static func target(
    agent: String, files: [String: String] = [:], _ change: (inout Yaml) -> Void = { _ in }
  ) async throws -> TestProject {
    var yaml = Yaml()
    yaml.metric = verified
    yaml.editable = "[train.sh, value.txt, 'parts/**']"
    yaml.frozen = "[evaluate.sh]"
    yaml.hidden = "[hidden/answer.txt]"
    yaml.ratchet = "{preset: lean, baseline: 3}"
    // All that this machine has.
    yaml.isolation = "auto"
    change(&yaml)
    let project = try TestProject(bare: "project")
    try await project.fill(
      yaml, agent: agent,
      files: files.merging(["train.sh": trainer(), "evaluate.sh": evaluator]) { mine, _ in mine })
    try project.write("42\n", "hidden/answer.txt")
    // As another lane's: nobody but its own agent is to touch it.
    try project.write("the work of a rival\n", ".pawl/lanes/rival/clone/train.sh")
    try project.ignore(".pawl/", "hidden/")
    return project
  }

  /// Runs a campaign with every layer that pawl has, and checks what holds whatever was tried.
  func attacked(
    experiments: Int? = 1, without: Set<Layer> = [],
    onLine: @escaping @Sendable (EventLine, Engine) -> Void = { _, _ in }
  ) async throws -> Outcome {
    let before = try Surroundings(of: self)
    let outcome = try await run(experiments: experiments, without: without, onLine: onLine)
    #expect(try Surroundings(of: self).changes(since: before) == [])
    try await Ledger.check(self, outcome)
    let left = try await Leftovers.found(of: self)
    #expect(left.isEmpty, "processes are left: \(left)")
    return outcome
  }

  /// Runs a campaign in which something that stops the attack is missing; nothing else is asked.
  func undefended(experiments: Int? = 1, without: Set<Layer> = []) async throws -> Outcome {
    try await run(experiments: experiments, without: without)
  }

  /// What a loop in a shell does, in a folder where the agent works: gives what it prints.
  func naiveLoop(_ script: String) async throws -> String {
    let lines = """
      set -e
      export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a
      export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a PAWL_SEED=7 PAWL_RUN_DIR="$PWD"
      \(script)
      """
    let ending = try await Shell(project: self).sh(lines, folder: root)
    #expect(ending.code == 0, "\(ending.err)")
    return ending.out
  }
}

extension Outcome {
  /// That nothing moved the ratchet, and that no number was believed that no model can have.
  func expectUnmoved(_ location: SourceLocation = #_sourceLocation) {
    #expect(state.keeps.isEmpty, sourceLocation: location)
    #expect(state.runs.values.allSatisfy { ($0.value ?? 0) < 600 }, sourceLocation: location)
  }

  /// That an attack had what it wanted: it was kept, with a number that no honest model here has.
  func expectWon(over bound: Double = 900, _ location: SourceLocation = #_sourceLocation) {
    let best = state.runs.values.compactMap(\.value).max() ?? 0
    #expect(!state.keeps.isEmpty, "\(experiments.map(\.why))", sourceLocation: location)
    #expect(best >= bound, sourceLocation: location)
  }
}
