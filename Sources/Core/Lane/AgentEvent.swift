/// What happens in a turn, in the words every adapter shares.
///
/// A turn's transcript is a list of these with their times, one JSON object a line. Text is as the
/// agent wrote it: whoever shows it, or tells it to another agent, cleans it first.
package enum AgentEvent: Codable, Equatable, Sendable {
  /// The agent is up; what it did not say is nil.
  case started(session: String?, model: String?, version: String?)
  /// What pawl or a person said to it, and how it arrived.
  case told(String, Delivery)
  /// A piece of what it says; pieces of one message follow each other.
  case text(String)
  /// A piece of what it thinks.
  case thought(String)
  /// Its plan, whole each time.
  case plan([PlanStep])
  /// A tool call as far as it is known, whole each time; the last one with an id holds.
  case tool(ToolCall)
  /// It may not go on before somebody answers.
  case ask(AgentQuestion)
  case answered(ask: String, AgentAnswer)
  case usage(AgentUsage)
  /// Its model did not answer and it tries again; `status` is that of HTTP, nil for a lost connection.
  case retrying(attempt: Int, of: Int?, delay: Double?, status: Int?, why: String)
  /// It has used what its account may use; nil where nobody says until when.
  case limited(until: Timestamp?, why: String)
  /// The unified diff of the turn so far, where the agent tells it.
  case diff(String)
  /// It was stopped in place by a person, or goes on.
  case paused(Bool)
  /// The turn is over.
  case finished(AgentEnding)
  /// A line that was not understood.
  case noise(String)
}

/// An event of a turn and its time.
package struct TimedAgentEvent: Codable, Equatable, Sendable {
  package var at: Timestamp
  package var event: AgentEvent

  package init(at: Timestamp, event: AgentEvent) {
    self.at = at
    self.event = event
  }
}

/// How words reach an agent.
package enum Delivery: String, Codable, Sendable {
  /// As the task of the turn.
  case prompt
  /// Into the turn that goes on.
  case inTurn
  /// The turn was cut short and goes on with the words.
  case afterCancel
  /// With the lane's next turn.
  case nextTurn
}

/// One step of an agent's plan.
package struct PlanStep: Codable, Equatable, Sendable {
  package enum State: String, Codable, Sendable {
    case pending, active, done
  }

  package var text: String
  package var state: State

  package init(text: String, state: State) {
    self.text = text
    self.state = state
  }
}
