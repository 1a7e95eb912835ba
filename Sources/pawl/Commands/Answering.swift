import ArgumentParser
import Core
import Dashboard
import Journal

struct Allow: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let a lane's agent do what it asks for.")

  @Argument(help: "The lane.")
  var lane: String

  @Flag(help: "And whatever is like it from now on.")
  var always = false

  func run() throws {
    try Answering.answer(lane, always ? .allowAlways : .allow)
  }
}

struct Deny: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Forbid a lane's agent what it asks for.")

  @Argument(help: "The lane.")
  var lane: String

  @Argument(help: "Why; the agent hears it where it can.")
  var reason: [String] = []

  func run() throws {
    try Answering.answer(lane, .deny(reason.joined(separator: " ")))
  }
}

private enum Answering {
  /// Answers what the lane asks now.
  static func answer(_ lane: LaneID, _ answer: AgentAnswer) throws {
    let access = try Place.project()
    guard access.isEngineRunning else { throw AccessError.noEngine }
    let asked = try access.reader().record().lanes.first { $0.id == lane }?.question?.id
    // The engine knows the words for a lane that is not there, or asks nothing.
    print(try access.ask(.answer(lane: lane, ask: asked ?? "", answer)))
  }
}
