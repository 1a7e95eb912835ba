/// What a lane is doing.
package enum LaneState: String, Codable, Sendable {
  case drafting, waiting, review, limited, failed, paused
}

/// One agent loop: an agent, its clone, its conversation.
package struct Lane: Codable, Equatable, Sendable, Identifiable {
  package var id: LaneID
  /// The agent's kind, and the entry of the configuration it came from.
  package var agent: String
  package var entry: Int
  package var paused: Bool
  /// Taken away; finishes nothing new.
  package var removed: Bool
  /// The turn in progress, or nil; turns are counted per lane from 1.
  package var turn: Int?
  package var turns: Int
  package var turnBase: CommitID?
  /// Whether a person ended the turn in progress.
  package var interrupted: Bool
  /// When the present state began.
  package var since: Timestamp
  /// Turns in a row that failed, and turns in a row without a proposal.
  package var failures: Int
  package var empties: Int
  /// Why it needs a person to go on; nil when it does not.
  package var trouble: String?
  /// When a rate limit ends.
  package var limitedUntil: Timestamp?
  /// Messages from people that no turn has heard yet.
  package var messages: [String]
  /// Messages the turn in progress has heard.
  package var hearing: [String]
  /// Dollars spent; nil when the agent does not say.
  package var dollars: Double?
  package var tokens: Int?
  /// The state as the last reduction left it, and a few words on why.
  package var state: LaneState
  package var note: String

  // What older journals do not have is optional.

  /// The conversation the next turn goes on with, the turns it has had, and how full it is, 0 to 1.
  package var session: String?
  package var sessionTurns: Int?
  package var sessionFill: Double?
  /// Whether a person wants the next turn to begin a conversation of its own.
  package var wantsFresh: Bool?
  /// Limits in a row whose end nobody knew.
  package var limits: Int?
  /// Why it is limited.
  package var limitWords: String?
  /// What its agent waits to be allowed, and what a person answered.
  package var question: AgentQuestion?
  package var answer: AgentAnswer?
  /// What keeps the turn in progress from going on; nil while it works.
  package var hold: TurnHold?
  /// Whether the turn in progress is stopped in place; nil where it never was.
  package var isHeld: Bool?
  /// What people said into the turn in progress, and the last number given to such words.
  package var spoken: [SpokenWords]?
  package var lastWords: Int?
  /// Experiments that wait to be repaired, and the one the turn in progress repairs.
  package var repairs: [Int]?
  package var repairing: Int?
  /// Whether it was added for an agent that pawl.yaml does not name; nil: it is named.
  package var isUnnamed: Bool?

  package init(id: LaneID, agent: String, entry: Int, since: Timestamp) {
    self.id = id
    self.agent = agent
    self.entry = entry
    self.paused = false
    self.removed = false
    self.turns = 0
    self.interrupted = false
    self.since = since
    self.failures = 0
    self.empties = 0
    self.messages = []
    self.hearing = []
    self.state = .waiting
    self.note = ""
  }
}

/// What people told the agents: a rule that came from a veto, or one written by hand.
package struct SteeringRule: Codable, Equatable, Sendable, Identifiable {
  package var id: Int
  package var text: String
  /// The only lane it holds for; nil for all.
  package var lane: LaneID?
  /// The experiment whose veto made it.
  package var experiment: Int?
  package var by: String
  package var at: Timestamp

  package init(
    id: Int, text: String, lane: LaneID?, experiment: Int?, by: String, at: Timestamp
  ) {
    self.id = id
    self.text = text
    self.lane = lane
    self.experiment = experiment
    self.by = by
    self.at = at
  }
}
