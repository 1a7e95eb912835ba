package import Core

/// What a person is being asked.
package enum Question: Equatable, Sendable {
  case veto(experiment: Int)
  case interrupt(lane: LaneID)
  /// Why an agent may not do what it asks.
  case deny(lane: LaneID, ask: String)
  /// Takes a keep back; its number has to be typed.
  case revoke(experiment: Int)
  /// All lanes when nil.
  case steer(lane: LaneID?)
  /// The title of an experiment a person wrote; the text says what it changes.
  case propose(base: CommitID, patch: String, what: String)
  /// A filter for lists, live; what there was before comes back with esc.
  case filter(ListState, events: String)
  /// Words to find in the diff or the text in front.
  case search(before: String)
  /// Every action by name.
  case palette
  /// The theme there was before comes back with esc.
  case themes(before: String)
  case addLane
  case removeLane(LaneID)
  case review
  /// The instructions, and the rules people made.
  case rules
  /// A new rule; for the lane alone if the person says so.
  case addRule(lane: LaneID?)
  case editRule(id: Int)
  case quit
  /// Stop at once, after all.
  case stopNow
}

/// A question on the screen and the answer so far.
package struct Prompt: Equatable, Sendable {
  package var question: Question
  package var opened: Timestamp
  package var field = TextField()
  /// Whether a veto's reason becomes a rule for its own lane only.
  package var isForLaneOnly = false
  /// The chosen line of a menu.
  package var choice = 0
  /// How many of what was chosen.
  package var count = 1

  /// Seconds in which keys typed ahead are ignored.
  package static let deadTime = 0.3

  package init(_ question: Question, at opened: Timestamp) {
    self.question = question
    self.opened = opened
  }

  /// Whether an answer can lose work.
  var isDangerous: Bool {
    switch question {
    case .veto, .interrupt, .deny, .revoke, .stopNow, .removeLane: true
    case .steer, .propose, .quit, .filter, .search, .palette, .themes, .addLane, .review: false
    case .rules, .addRule, .editRule: false
    }
  }

  /// What is said after the number of the keep that is taken back; nil while the number is missing.
  static func reason(forRevoking n: Int, _ text: String) -> String? {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard let first = parts.first, first == "\(n)" || first == "#\(n)" else { return nil }
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// Whether a line of its menu ends something.
  var stops: Bool {
    switch question {
    case .quit, .stopNow, .removeLane: true
    default: false
    }
  }

  /// Whether it is answered by choosing a line.
  var isMenu: Bool {
    switch question {
    case .quit, .stopNow, .themes, .addLane, .removeLane, .review, .rules: true
    case .veto, .interrupt, .deny, .revoke, .steer, .propose, .filter, .search, .palette: false
    case .addRule, .editRule: false
    }
  }

  /// Whether it is the box of rules, or one of its questions.
  var isAboutRules: Bool {
    switch question {
    case .rules, .addRule, .editRule: true
    default: false
    }
  }

  /// The lines of a menu, the harmless one first; empty for a question answered with text.
  func choices(_ snapshot: Snapshot) -> [(title: String, help: String)] {
    switch question {
    case .quit:
      return [
        ("leave it running", "the engine goes on without a screen"),
        ("stop after the current runs", "nothing new is started"),
        ("stop now", "ends every run at once"),
      ]
    case .stopNow: return [("cancel", "everything goes on"), ("stop now", "their work is lost")]
    case .removeLane(let lane):
      let isDrafting = snapshot.lane(lane)?.turn != nil
      return [
        ("cancel", "\(lane) goes on"),
        ("remove \(lane)", isDrafting ? "it leaves after its turn" : "it drafts nothing more"),
      ]
    case .addLane:
      return snapshot.addable.map { ($0, snapshot.account(ofAgent: $0)) }
    case .review:
      return [
        ("never", "every proposal that passes the guard runs"),
        ("flagged", "those with a tripwire wait for you"),
        ("always", "every proposal waits for you"),
      ]
    case .themes: return snapshot.themes.map { ($0, "") }
    case .veto, .interrupt, .deny, .revoke, .steer, .propose, .filter, .search, .palette: return []
    case .rules, .addRule, .editRule: return []
    }
  }
}
