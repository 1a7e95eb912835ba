/// How a turn ended, as the agent said it; whether it brought a proposal, only the diff tells.
package enum AgentEnding: Codable, Equatable, Sendable {
  case done
  /// It would not do it.
  case refused(String)
  /// Somebody ended it.
  case interrupted
  /// A bound of the agent's own was met: turns, dollars, tokens.
  case bounded(String)
  /// It has used what its account may use.
  case limited(until: Timestamp?, String)
  /// The key or the login was not accepted.
  case unauthorised(String)
  /// The program is not there, or cannot be started.
  case missing(String)
  /// It wrote nothing for this many seconds.
  case silent(Double)
  case failed(String)
}

/// Tokens and money of a turn; what the agent does not say is nil.
package struct AgentUsage: Codable, Equatable, Sendable {
  /// Tokens read, those from a cache included.
  package var input: Int?
  package var cached: Int?
  package var output: Int?
  package var dollars: Double?
  /// Tokens the conversation fills, of how many.
  package var context: Int?
  package var contextSize: Int?

  package init(
    input: Int? = nil, cached: Int? = nil, output: Int? = nil, dollars: Double? = nil,
    context: Int? = nil, contextSize: Int? = nil
  ) {
    self.input = input
    self.cached = cached
    self.output = output
    self.dollars = dollars
    self.context = context
    self.contextSize = contextSize
  }
}

/// What a turn's driver leaves behind when it is over, as `result.json` in the job's folder.
package struct TurnReport: Codable, Equatable, Sendable {
  package var ending: AgentEnding
  /// By which the conversation can be resumed; nil where it cannot.
  package var session: String?
  package var model: String?
  package var version: String?
  /// Of this turn alone.
  package var usage: AgentUsage
  /// The agent's last message, whole, up to 64 KiB of its end.
  package var message: String
  /// Words of people that reached it in the turn, by the number of their order.
  package var heard: [Int]

  package init(
    ending: AgentEnding, session: String? = nil, model: String? = nil, version: String? = nil,
    usage: AgentUsage = AgentUsage(), message: String = "", heard: [Int] = []
  ) {
    self.ending = ending
    self.session = session
    self.model = model
    self.version = version
    self.usage = usage
    self.message = message
    self.heard = heard
  }
}

/// What a turn's driver is asked to do meanwhile: one JSON object a line on its standard input.
package enum DriverOrder: Codable, Equatable, Sendable {
  /// Words of a person; `id` is given back in `TurnReport.heard`.
  case say(id: Int, String)
  case answer(ask: String, AgentAnswer)
  /// Ends the turn, keeps the conversation.
  case interrupt
  /// Stops the agent in place, its clocks too.
  case pause
  case resume
}
