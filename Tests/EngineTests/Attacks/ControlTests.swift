import Core
import Engine
import Foundation
import Testing

/// What must go well while attacks are stopped: a guard that refuses everything stops them too.
@Suite("Honest work beside attacks", .serialized, .timeLimit(.minutes(3)))
struct ControlTests {
  @Test func `an honest small improvement is kept`() async throws {
    let project = try await TestProject.target(agent: "echo 4 > value.txt")
    let outcome = try await project.attacked()
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(try await project.git("show", "pawl/t:value.txt") == "4")
  }

  @Test func `an honest null is discarded`() async throws {
    let project = try await TestProject.target(agent: "echo unused=1 >> train.sh")
    let outcome = try await project.attacked()
    #expect(outcome.experiments.map(\.state) == [.discarded])
    outcome.expectUnmoved()
  }

  @Test func `a crash is a crash, with the last words of the script`() async throws {
    let project = try await TestProject.target(
      agent: "echo 'echo out of ideas >&2; exit 3' >> train.sh")
    let experiment = try await project.attacked().experiment(1)
    #expect(experiment.state == .crashed)
    #expect(experiment.why == "ended with status 3: out of ideas")
  }
}
