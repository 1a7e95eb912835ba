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
      echo "step $step loss $loss"
      step=$((step + 1))
      if [ -e parts/flat ] && [ $step -eq 120 ]; then exec sleep 600; fi
      if [ -e parts/broken ] && [ $step -eq 40 ]; then exec sleep 600; fi
    done
    echo "score: $((sum * 100 + PAWL_SEED % 7))"
    """

  /// Three steps forward, then a change that only leaves a file.
  private static func agent(_ last: String) -> String {
    """
    echo "TITLE: step $PAWL_TURN"
    mkdir -p parts
    if [ "$PAWL_TURN" -le 3 ]; then echo 1 > parts/$PAWL_TURN; else \(last); fi
    """
  }

  private func campaign(
    _ last: String, experiments: Int = 4, _ change: (inout Yaml) -> Void = { _ in }
  ) async throws -> Outcome {
    var yaml = Yaml()
    yaml.budget = "{steps: 200, wall: 100s}"
    yaml.grace = "1s"
    change(&yaml)
    let project = try await TestProject(
      yaml, agent: Self.agent(last), files: ["train.sh": Self.train])
    return try await project.run(experiments: experiments)
  }

  @Test func `a curve beyond what was recovered from is ended, with the numbers`() async throws {
    let outcome = try await campaign("echo 0 > parts/flat")
    #expect(outcome.state.keeps.count == 3)
    let experiment = try outcome.experiment(4)
    #expect(experiment.state == .discarded)
    #expect(experiment.why.hasPrefix("hopeless after 6"))
    let run = try #require(experiment.runs.first.flatMap { outcome.state.runs[$0] })
    #expect(run.stop?.kind == .hopeless)
    #expect((run.stop?.gap ?? 0) > 900)
    #expect(run.stop?.witnesses == 3)
    #expect(outcome.said("run.hopeless").count == 1)
  }

  @Test func `a loss that is no number ends the run as a crash`() async throws {
    let outcome = try await campaign("echo 0 > parts/broken")
    let experiment = try outcome.experiment(4)
    #expect(experiment.state == .crashed)
    #expect(experiment.why == "loss is not a number after 10 % of the budget")
  }
}
