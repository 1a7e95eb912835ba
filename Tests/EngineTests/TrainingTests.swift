import CSupervise
import Core
import Foundation
import Journal
import Testing

/// Training commands that do not do what they should: each ends in a verdict with a reason.
@Suite("Training that goes wrong", .serialized, .timeLimit(.minutes(2)))
struct TrainingTests {
  /// What the unchanged code comes to with this training command.
  private func baseline(
    _ train: String, _ change: (inout Yaml) -> Void = { _ in }
  ) async throws -> (outcome: Outcome, project: TestProject) {
    var yaml = Yaml()
    change(&yaml)
    let project = try await TestProject(yaml, files: ["train.sh": train])
    return (try await project.run(), project)
  }

  private func crash(of outcome: Outcome) throws -> String {
    guard case .crashed(let why)? = outcome.baselineOutcomes.first else {
      Issue.record("\(outcome.baselineOutcomes)")
      return ""
    }
    #expect(outcome.halted == "everything waits: the unchanged code does not give a score: \(why)")
    #expect(outcome.state.finished)
    return why
  }

  @Test func `a command that does not exist is named`() async throws {
    let (outcome, _) = try await baseline("") { $0.command = "no-such-trainer --fast" }
    let why = try crash(of: outcome)
    #expect(why.hasPrefix("ended with status 127"))
    #expect(why.contains("no-such-trainer"))
  }

  @Test func `a run that prints no metric is a crash`() async throws {
    let (outcome, _) = try await baseline("echo loss: 3; exit 0")
    #expect(try crash(of: outcome) == "it printed no score")
  }

  @Test func `a metric that is no number is a crash`() async throws {
    let (outcome, _) = try await baseline("echo score: nan")
    #expect(try crash(of: outcome) == "it printed score as nan")
  }

  @Test func `a traceback's last line is the reason`() async throws {
    let (outcome, _) = try await baseline(
      """
      echo score: 4
      printf 'Traceback (most recent call last):\\n  File "t.py"\\nValueError: shapes \\033[31mdiffer\\n' >&2
      exit 3
      """)
    #expect(try crash(of: outcome) == "ended with status 3: ValueError: shapes differ")
  }

  @Test func `a signal is told by its number`() async throws {
    let (outcome, _) = try await baseline("echo score: 4; kill -SEGV $$")
    #expect(try crash(of: outcome).hasPrefix("was ended by signal 11 (SEGV)"))
  }

  @Test func `ending early is allowed`() async throws {
    let (outcome, _) = try await baseline("echo score: $((PAWL_SEED % 7)); exit 0")
    #expect(outcome.baselineOutcomes.allSatisfy { if case .measured = $0 { true } else { false } })
    #expect(outcome.halted.isEmpty)
  }

  @Test func `going on computing after the budget is refused`() async throws {
    let (outcome, _) = try await baseline(
      "trap '' TERM; echo score: 4; while :; do :; done"
    ) {
      $0.budget = "{cpu: 200ms, wall: 60s}"
      $0.grace = "2s"
    }
    guard case .refused(let why)? = outcome.baselineOutcomes.first else {
      Issue.record("\(outcome.baselineOutcomes)")
      return
    }
    #expect(why.contains("went on computing"))
  }

  @Test func `one that sleeps through its end is killed after the grace and may be scored`()
    async throws
  {
    let (outcome, project) = try await baseline(
      """
      trap '' TERM
      echo score: $((PAWL_SEED % 7))
      echo $$ > "$PAWL_RUN_DIR/../../../pid"
      while :; do sleep 30; done
      """
    ) {
      $0.budget = "300ms"
      $0.grace = "100ms"
    }
    #expect(outcome.baselineOutcomes.allSatisfy { if case .measured = $0 { true } else { false } })
    let pid = try #require(Int32(try project.read(".pawl/pid").dropLast()))
    #expect(pawl_start_ticks(pid) == -1)
  }

  @Test func `the ceiling of a budget in steps is a crash`() async throws {
    let (outcome, _) = try await baseline("while :; do sleep 30; done") {
      $0.budget = "{steps: 10, wall: 300ms}"
    }
    #expect(try crash(of: outcome).hasPrefix("it reached the ceiling of its budget"))
  }

  @Test func `processes that forked away are gone when the run is over`() async throws {
    let (outcome, project) = try await baseline(
      """
      echo score: $((PAWL_SEED % 7))
      pids="$PAWL_RUN_DIR/../../../pids"
      setsid sh -c "trap '' TERM HUP; echo \\$\\$ >> $pids.part; sleep 300" >/dev/null 2>&1 &
      (setsid sh -c "(sh -c 'echo \\$\\$ >> $pids.part; exec sleep 300' &)" >/dev/null 2>&1)
      until [ -e $pids.part ] && [ $(wc -l < $pids.part) -ge 2 ]; do :; done
      cat $pids.part >> $pids; rm $pids.part
      """)
    #expect(outcome.halted.isEmpty)
    let pids = try project.read(".pawl/pids").split(separator: "\n").compactMap { Int32($0) }
    #expect(pids.count >= 4)
    for pid in pids { #expect(pawl_start_ticks(pid) == -1) }
  }

  @Test func `a log of 200 MB is bounded and its last word counts`() async throws {
    let (outcome, project) = try await baseline(
      """
      yes 'a line of no interest to anybody, again and again' | head -c 200000000
      echo
      echo score: $((PAWL_SEED % 7))
      """
    ) { $0.ratchet = "{preset: naive}" }
    #expect(outcome.halted.isEmpty)
    let log = project.layout.job("r1-train") + "/out.log"
    let size = try #require(
      try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int)
    #expect(size < 70 << 20)
  }

  @Test func `preparing that fails is told with its own words`() async throws {
    let (outcome, _) = try await baseline("echo score: 1") {
      $0.prepare = "sh -c 'echo no network here >&2; exit 4'"
    }
    #expect(
      try crash(of: outcome)
        == "cannot start the run: `sh -c 'echo no network here >&2; exit 4'` ended with status 4: no network here"
    )
  }

  @Test func `a proposal that crashes says why and the campaign goes on`() async throws {
    let project = try await TestProject(
      agent: """
        case $PAWL_TURN in
        1) echo 3x > value.txt ;;
        2) echo 3 > value.txt ;;
        esac
        """)
    let outcome = try await project.run(experiments: 2)
    #expect(try outcome.experiment(1).state == .crashed)
    #expect(try outcome.experiment(1).why.contains("ended with status"))
    #expect(try outcome.experiment(2).state == .kept)
  }
}
