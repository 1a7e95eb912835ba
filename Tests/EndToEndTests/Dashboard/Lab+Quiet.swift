import Core
import Foundation
import Journal

extension Lab {
  /// A project whose campaign has begun and whose engine is gone: nothing moves.
  static func quiet() async throws -> Lab {
    let lab = try await Lab(.init(lanes: 1))
    try lab.layout.create()
    let journal = try Journal(path: lab.layout.journal)
    let settings = CampaignSettings(
      project: "quiet", branch: "pawl/lab", metric: "score", goal: .minimize, verified: true,
      rule: .standard, review: .never, limits: Limits(), budget: .steps(10, ceiling: 600),
      slots: [Slot(id: "cpu0", cores: [0])], lanes: [LaneEntry(agent: "plan", count: 1)],
      seed: 7, isolation: "process", comparability: "same", unattended: false)
    let tip = try await lab.git("rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
    let opened = StampedEvent(
      at: Date().timeIntervalSince1970, cause: .rule, event: .opened(settings, tip: tip))
    var state = CampaignState()
    let reduction = CampaignState.reduce(&state, opened)
    try journal.append(opened, reduction, state: state)
    return lab
  }

  /// The environment of a terminal.
  var terminalEnvironment: [String: String] {
    environment.merging([
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
    ]) { $1 }
  }

  /// The dashboard on a bare terminal, looking only, once its first picture is there.
  func looking(_ lead: String = "") throws -> BarePty {
    let pty = try BarePty(
      "\(lead) exec '\(Self.pawl)' --read-only", in: folder, environment: terminalEnvironment)
    let picture = pty.read(until: "help")
    guard picture.contains("\u{1B}[?1049h"), picture.contains("help") else {
      throw Hang(description: "no picture came: \(picture.debugDescription)")
    }
    return pty
  }
}
