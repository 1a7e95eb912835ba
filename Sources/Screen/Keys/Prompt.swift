package import Core

/// What a person is being asked.
package enum Question: Equatable, Sendable {
  case veto(experiment: Int)
  case interrupt(lane: LaneID)
  /// Takes a keep back; its number has to be typed.
  case revoke(experiment: Int)
  /// All lanes when nil.
  case steer(lane: LaneID?)
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

  /// Seconds in which keys typed ahead are ignored.
  package static let deadTime = 0.3

  package init(_ question: Question, at opened: Timestamp) {
    self.question = question
    self.opened = opened
  }

  /// Whether an answer can lose work.
  var isDangerous: Bool {
    switch question {
    case .veto, .interrupt, .revoke, .stopNow: true
    case .steer, .quit: false
    }
  }

  /// The lines of a menu, the harmless one first; empty for a question answered with text.
  var choices: [(title: String, help: String)] {
    switch question {
    case .quit:
      [
        ("leave it running", "the engine goes on without a screen"),
        ("stop after the current runs", "nothing new is started"),
        ("stop now", "ends every run at once"),
      ]
    case .stopNow:
      [("cancel", "everything goes on"), ("stop now", "their work is lost")]
    case .veto, .interrupt, .revoke, .steer: []
    }
  }
}
