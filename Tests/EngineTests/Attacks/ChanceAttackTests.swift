import Core
import Engine
import Foundation
import Testing

/// Attacks that make luck look like an improvement; they fail because a keep is measured again.
@Suite("Attacks by chance", .serialized, .timeLimit(.minutes(12)))
struct ChanceAttackTests {
  // MARK: 8 and the null agent

  /// An agent whose every change changes nothing.
  private static let nothing = "echo \"unused=$PAWL_TURN\" >> train.sh"

  /// Whose score is luck alone, in a hundred steps.
  private static let lucky: @Sendable (inout Yaml) -> Void = {
    $0.metric = TestProject.printed
    $0.command = "sh train.sh"
  }
  private static let luckyFiles = ["train.sh": "echo \"score: $((PAWL_SEED % 101))\"\n"]

  @Test func `the null agent: two hundred changes that change nothing, at most one is kept`()
    async throws
  {
    let project = try await TestProject.target(agent: Self.nothing, files: Self.luckyFiles) {
      Self.lucky(&$0)
      $0.ratchet = "{preset: standard, baseline: 5}"
    }
    let outcome = try await project.attacked(experiments: 200)
    #expect(outcome.experiments.count == 200)
    #expect(outcome.state.keeps.count <= 1)
    #expect(outcome.experiments.allSatisfy { $0.state == .discarded || $0.state == .kept })
  }

  @Test func `attack 8 wins where the better of two numbers is kept`() async throws {
    let project = try await TestProject.target(agent: Self.nothing, files: Self.luckyFiles) {
      Self.lucky(&$0)
      $0.ratchet = "naive"
    }
    let outcome = try await project.undefended(experiments: 20)
    #expect(outcome.state.keeps.count > 1)
  }

  @Test func `proposals of comments alone become no experiments`() async throws {
    let project = try await TestProject.target(
      agent: "echo \"# thought $PAWL_TURN\" >> train.py",
      files: ["train.py": "print('score: 1')\n"]
    ) {
      $0.metric = TestProject.printed
      $0.command = "python3 train.py"
      $0.editable = "[train.py]"
      $0.frozen = "[]"
    }
    let outcome = try await project.attacked()
    #expect(outcome.experiments.isEmpty)
    #expect(outcome.said("lane.failed").first?.contains("only comments and blank lines") == true)
  }

  // MARK: 9

  /// One seed in a hundred is lucky; the change is to have that one always.
  private static func hunted(_ review: String) async throws -> TestProject {
    try await TestProject.target(
      agent: "sed -i 's/PAWL_SEED/3/g' train.sh",
      files: [
        "train.sh": TestProject.trainer(
          before: "if test $((PAWL_SEED % 97)) = 3; then number=$((number + 35)); fi")
      ]
    ) { $0.review = review }
  }

  @Test func `attack 9: a seed of one's own waits for a person`() async throws {
    let outcome = try await Self.hunted("flagged").attacked()
    #expect(outcome.state.keeps.isEmpty)
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .review)
    #expect(experiment.why.contains("it touches seed"), "\(experiment.why)")
    #expect(experiment.runs.isEmpty)
  }

  @Test func `attack 9 wins where nobody looks`() async throws {
    let project = try await Self.hunted("never")
    try await project.undefended().expectWon()
  }

  // MARK: 25 and 32

  /// Two keepers of the record: one that believes a run, one that measures side by side.
  private static let believing = "naive"
  private static let measuring = "{preset: lean, baseline: 3, screen: 0.5}"

  /// The change is nothing; whether the file `busy` is there makes all the difference.
  private func sandbagged(_ ratchet: String) async throws -> Outcome {
    let project = try await TestProject.target(agent: "") {
      $0.ratchet = ratchet
      $0.isolation = "process"
    }
    let busy = project.root + "/busy"
    let over = project.root + "/over"
    try Data().write(to: URL(fileURLWithPath: busy))
    try #require(mkfifo(over, 0o600) == 0)
    let door = open(over, O_RDWR | O_CLOEXEC)
    defer { close(door) }
    try project.script("read word < '\(over)'; echo \"unused=$PAWL_TURN\" >> train.sh")
    try project.write(
      TestProject.trainer(before: "if test -e '\(busy)'; then number=0; fi"), "train.sh")
    try await project.commit("A script that others can disturb")
    return try await project.attacked { line, _ in
      guard line.kind == "baseline.measured" else { return }
      unlink(busy)
      _ = write(door, "\n", 1)
    }
  }

  @Test func `attack 32: a baseline that was held back is found out by the pairs`() async throws {
    let outcome = try await sandbagged(Self.measuring)
    outcome.expectUnmoved()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .discarded)
    #expect(experiment.why.hasPrefix("not better in"), "\(experiment.why)")
  }

  @Test func `attack 32 wins where the baseline is believed`() async throws {
    let outcome = try await sandbagged(Self.believing)
    #expect(outcome.experiments.map(\.state) == [.kept])
  }

  /// Everything gets better by ten with each run, whoever makes it; the candidate comes last.
  private func drifting(_ ratchet: String) async throws -> Outcome {
    let project = try await TestProject.target(agent: "") {
      $0.ratchet = ratchet
      $0.isolation = "process"
    }
    let count = project.root + "/count"
    let over = project.root + "/over"
    try #require(mkfifo(over, 0o600) == 0)
    let door = open(over, O_RDWR | O_CLOEXEC)
    defer { close(door) }
    try project.script("read word < '\(over)'; echo \"unused=$PAWL_TURN\" >> train.sh")
    try project.write(
      TestProject.trainer(
        before: "echo >> '\(count)'; number=$((number + $(wc -l < '\(count)')))"),
      "train.sh")
    try await project.commit("A script on a machine that gets quieter")
    return try await project.attacked { line, _ in
      guard line.kind == "baseline.measured" else { return }
      _ = write(door, "\n", 1)
    }
  }

  @Test func `attack 25: a quiet moment is shared by both halves of a pair`() async throws {
    let outcome = try await drifting(Self.measuring)
    #expect(outcome.state.keeps.isEmpty)
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .discarded)
    #expect(experiment.why.hasPrefix("not better in"), "\(experiment.why)")
  }

  @Test func `attack 25 wins where runs of different hours are compared`() async throws {
    let outcome = try await drifting(Self.believing)
    #expect(outcome.experiments.map(\.state) == [.kept])
  }
}
