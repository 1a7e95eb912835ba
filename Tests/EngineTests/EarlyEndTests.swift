import Core
import Engine
import Foundation
import Testing

/// Trainings that print a loss for each step; one that only hangs half way, with a loss that does not
/// fall, has to be ended by what the others taught.
@Suite("Runs that end early", .serialized, .timeLimit(.minutes(4)))
struct EarlyEndTests {
  private static let train = """
    sum=0
    for number in $(cat value.txt parts/* 2>/dev/null); do sum=$((sum + number)); done
    step=0
    while [ $step -lt 200 ]; do
      loss=$((4000 - step * 10))
      if [ -e parts/flat ]; then loss=3900; fi
      if [ -e parts/broken ] && [ $step -gt 20 ]; then loss=nan; fi
      if [ -e parts/loud ] && [ $step -eq 15 ]; then
        head -c 50000000 /dev/zero | tr '\\0' x | fold -w 1000000; echo
      fi
      echo "step $step loss $loss"
      step=$((step + 1))
      if [ -e parts/flat ] && [ $step -eq 120 ]; then exec sleep 600; fi
      if [ -e parts/broken ] && [ $step -eq 40 ]; then exec sleep 600; fi
    done
    echo "score: $((sum * 100 + PAWL_SEED % 7))"
    """

  /// Some steps forward, then a change that only leaves a file.
  ///
  /// Proposals are made ahead, so that the last one begins while the newest are not decided yet.
  private static func agent(_ last: String, after steps: Int) -> String {
    """
    echo "TITLE: step $PAWL_TURN"
    mkdir -p parts
    if [ "$PAWL_TURN" -le \(steps) ]; then echo 1 > parts/$PAWL_TURN; else \(last); fi
    """
  }

  private func campaign(
    _ last: String, after steps: Int, _ change: (inout Yaml) -> Void = { _ in }
  ) async throws -> Outcome {
    var yaml = Yaml()
    yaml.budget = "{steps: 200, wall: 100s}"
    yaml.grace = "1s"
    change(&yaml)
    let project = try await TestProject(
      yaml, agent: Self.agent(last, after: steps), files: ["train.sh": Self.train])
    return try await project.run(experiments: steps + 1)
  }

  @Test func `a curve beyond what was recovered from is ended, with the numbers`() async throws {
    // Three have to be kept when it begins; up to three of those before it may not be decided by then.
    let outcome = try await campaign("echo 0 > parts/flat", after: 7)
    #expect(outcome.state.keeps.count == 7)
    let experiment = try outcome.experiment(8)
    #expect(experiment.state == .discarded)
    #expect(experiment.why.hasPrefix("hopeless after 6"))
    let run = try #require(experiment.runs.first.flatMap { outcome.state.runs[$0] })
    #expect(run.stop?.kind == .hopeless)
    #expect((run.stop?.gap ?? 0) > 900)
    #expect((run.stop?.witnesses ?? 0) >= 3)
    #expect(outcome.said("run.hopeless").count == 1)
  }

  @Test func `a loss that is no number ends the run as a crash`() async throws {
    let outcome = try await campaign("echo 0 > parts/broken", after: 1)
    let experiment = try outcome.experiment(2)
    #expect(experiment.state == .crashed)
    #expect(experiment.why == "loss is not a number after 10 % of the budget")
  }

  @Test func `so does one far behind the part of the log that is kept at its beginning`()
    async throws
  {
    let outcome = try await campaign("echo 0 > parts/broken; echo 0 > parts/loud", after: 1)
    let experiment = try outcome.experiment(2)
    #expect(experiment.state == .crashed)
    #expect(experiment.why == "loss is not a number after 10 % of the budget")
  }
}
