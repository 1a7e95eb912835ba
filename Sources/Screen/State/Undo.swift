package import Core

/// How a steering action is taken back.
package struct Undo: Equatable, Sendable {
  /// What was done, for the sentence that asks and answers: `the veto of #12`.
  package var what: String
  /// What takes it back; empty where nothing can.
  package var commands: [Command]

  package init(_ what: String, _ commands: [Command]) {
    self.what = what
    self.commands = commands
  }

  /// More than a person remembers.
  static let kept = 20

  /// How to take a command back, given what was known when it was handed in; nil for a command that
  /// says nothing a person would take back.
  static func of(_ command: Command, _ snapshot: Snapshot) -> Undo? {
    switch command {
    case .pause(let lanes):
      return Undo(
        "pausing \(lanes?.joined(separator: ", ") ?? "all lanes")", [.resume(lanes: lanes)])
    case .resume(let lanes):
      let stopped = snapshot.lanes.filter {
        $0.paused && (lanes?.contains($0.id) ?? true)
      }.map(\.id)
      return Undo(
        "resuming \(lanes?.joined(separator: ", ") ?? "all lanes")",
        stopped.isEmpty ? [] : [.pause(lanes: stopped)])
    case .review(let mode):
      return mode == snapshot.reviewMode
        ? nil : Undo("review: \(mode.rawValue)", [.review(snapshot.reviewMode)])
    case .addLane(let agent, let count):
      let first = snapshot.record.lanes.count + 1
      return Undo(
        "adding \(count == 1 ? "a lane" : "\(count) lanes") of \(agent)",
        (first..<first + count).map { .removeLane("a\($0)") })
    case .veto(let n, _, _): return Undo("the veto of #\(n)", [.restore(experiment: n)])
    case .approve(let n): return Undo("the approval of #\(n)", [])
    case .rerun(let n): return Undo("the re-run of #\(n)", [])
    case .revoke(let n, _): return Undo("the revocation of #\(n)", [])
    case .steer(let lane, let text):
      return Undo("what \(lane ?? "every lane") was told", [.unsay(lane: lane, text: text)])
    case .interrupt(let lane, _): return Undo("the end of \(lane)'s turn", [])
    case .removeLane(let lane): return Undo("the removal of \(lane)", [.keepLane(lane)])
    case .removeRule(let id):
      let rule = snapshot.record.rules.first { $0.id == id }
      return Undo(
        "the removal of rule \(id)", rule.map { [.addRule(text: $0.text, lane: $0.lane)] } ?? [])
    case .editRule(let id, _):
      let rule = snapshot.record.rules.first { $0.id == id }
      return Undo("the change of rule \(id)", rule.map { [.editRule(id: id, text: $0.text)] } ?? [])
    case .answer(let lane, _, _): return Undo("the answer to \(lane)", [])
    case .freshConversation(let lane): return Undo("\(lane)'s new conversation", [])
    // Their numbers are the engine's to give.
    case .addRule: return Undo("a new rule", [])
    case .propose: return Undo("a proposal", [])
    // These take something back themselves.
    case .restore, .unsay, .keepLane, .stop: return nil
    }
  }
}
