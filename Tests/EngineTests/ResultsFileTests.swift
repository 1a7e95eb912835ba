import Core
import Engine
import Foundation
import Journal
import Settings
import Testing

/// A campaign in a repository laid out as autoresearch has it, with a stand-in for its training.
@Suite("A repository of autoresearch", .serialized, .timeLimit(.minutes(2)))
struct ResultsFileTests {
  /// Prints what such a training prints: its progress rewritten in place, then the summary.
  static let train = """
    import os, sys
    GAIN = 0
    steps = int(os.environ["PAWL_BUDGET_STEPS"])
    print("Vocab size: 8,192")
    if GAIN > 8:
        raise RuntimeError("out of memory")
    for step in range(steps):
        done = step / steps
        loss = 9 - 6 * done
        print(f"\\rstep {step:05d} ({100 * done:.1f}%) | loss: {loss:.6f} | lrm: 1.00 | dt: 312ms"
              f" | tok/sec: 1,663,902 | mfu: 39.8% | epoch: 1 | remaining: {steps - step}s    ",
              end="", flush=True)
    print()
    print("---")
    print(f"val_bpb:          {1 - 0.1 * GAIN + int(os.environ['PAWL_SEED']) % 7 * 1e-5:.6f}")
    print("training_seconds: 300.1")
    print("peak_vram_mb:     45060.2")
    print(f"num_steps:        {steps}")

    """

  static let agent = """
    case $PAWL_TURN in
      1) echo "TITLE: gain of 2"; sed -i 's/^GAIN = .*/GAIN = 2/' train.py ;;
      2) echo "TITLE: less gain"; sed -i 's/^GAIN = .*/GAIN = -3/' train.py ;;
      *) echo "TITLE: too much gain"; sed -i 's/^GAIN = .*/GAIN = 9/' train.py ;;
    esac
    """

  private static let before = "0ldc0de\t1.250000\t12.0\tkeep\tan earlier session"

  private func project() async throws -> TestProject {
    let project = try TestProject(bare: "nightly")
    try project.write("# what to try", "program.md")
    try project.write("TIME_BUDGET = 300\n", "prepare.py")
    try project.write(Self.train, "train.py")
    try await project.commit("The project as it begins", make: true)
    try project.write(
      "commit\tval_bpb\tmemory_gb\tstatus\tdescription\n\(Self.before)\n", "results.tsv")
    try project.script(Self.agent)
    return project
  }

  @Test func `what init finds runs, and each experiment gets its row`() async throws {
    let project = try await project()
    let proposal = RepositoryScout.look(at: project.path)
    #expect(proposal.layout == .autoresearch)
    #expect(proposal.history?.rows == 1)
    var settings = proposal.settings
    #expect(settings.results == "results.tsv")
    settings.run.budget = .steps(20, ceiling: 60)
    settings.run.grace = 1
    settings.agents = [AgentEntry(use: .command, command: "sh '\(project.agentPath)'")]
    settings.slots = .list([SlotEntry(cores: .count(1))])
    settings.ratchet = try #require(RatchetRule.preset(named: "lean"))
    settings.ratchet.baselineRuns = 2
    settings.review = .never
    try project.write(SettingsWriter.text(settings), "pawl.yaml")
    let outcome = try await project.run(experiments: 3)
    #expect(outcome.experiments.map(\.state) == [.kept, .discarded, .crashed])

    let lines = try project.read("results.tsv").split(separator: "\n").map(String.init)
    #expect(lines.first == "commit\tval_bpb\tmemory_gb\tstatus\tdescription")
    #expect(lines.dropFirst().first == Self.before)
    let rows = lines.dropFirst(2).map { $0.split(separator: "\t").map(String.init) }
    #expect(rows.map { $0[3] } == ["keep", "keep", "discard", "crash"])
    #expect(rows.map { $0[4] } == ["baseline", "gain of 2", "less gain", "too much gain"])
    #expect(rows.map { $0[2] } == ["44.0", "44.0", "44.0", "0.0"])
    #expect(rows[1][0] == outcome.experiments[0].commit.prefix(7))
    #expect(rows[1][1].hasPrefix("0.80"))
    #expect(rows[3][1] == "0.000000")

    #expect(!(try await project.git("status", "--porcelain")).contains("results.tsv"))
    #expect(!FileManager.default.fileExists(atPath: project.layout.clone("a1") + "/results.tsv"))
    let first = try #require(outcome.experiments[0].runs.first)
    let series = try JournalReader(path: project.layout.journal).series(run: first)
    #expect(series.first { $0.name == "loss" }?.points.count == 20)
    #expect(!series.contains { $0.name == "val_bpb" })
  }

  @Test func `without the setting no table is made`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    _ = try await project.run(experiments: 1)
    #expect(!project.exists("results.tsv"))
  }
}
