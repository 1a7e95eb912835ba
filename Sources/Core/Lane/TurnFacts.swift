/// What a turn left behind beside its proposal: how it ended, what it cost, what can be gone on with.
package struct TurnFacts: Codable, Equatable, Sendable {
  /// As the agent's driver said it; nil where there was none.
  package var ending: AgentEnding?
  /// The conversation a later turn may go on with; nil where it cannot be.
  package var session: String?
  /// Whether the turn began a conversation of its own.
  package var isFresh: Bool
  /// Of the turn alone, every attempt of it included; what nobody said is nil.
  package var usage: AgentUsage
  /// Seconds from the start of the agent's program to its end, every attempt included.
  package var seconds: Double?
  /// Words of people that reached the agent meanwhile, by their number.
  package var heard: [Int]
  /// What the agent wants other lanes to know.
  package var notes: [String]

  package init(
    ending: AgentEnding? = nil, session: String? = nil, isFresh: Bool = true,
    usage: AgentUsage = AgentUsage(), seconds: Double? = nil, heard: [Int] = [],
    notes: [String] = []
  ) {
    self.ending = ending
    self.session = session
    self.isFresh = isFresh
    self.usage = usage
    self.seconds = seconds
    self.heard = heard
    self.notes = notes
  }
}

extension AgentUsage {
  /// Tokens read and written; nil where neither is known.
  package var tokens: Int? {
    input == nil && output == nil ? nil : (input ?? 0) + (output ?? 0)
  }

  /// How full the conversation is, from 0 to 1; nil where nobody says.
  package var fill: Double? {
    guard let context, let contextSize, contextSize > 0 else { return nil }
    return min(1, max(0, Double(context) / Double(contextSize)))
  }

  /// Adds what a further attempt of the same turn used; the conversation is as full as it was last.
  package mutating func add(_ other: AgentUsage) {
    func sum<T: AdditiveArithmetic>(_ a: T?, _ b: T?) -> T? {
      a == nil && b == nil ? nil : (a ?? .zero) + (b ?? .zero)
    }
    input = sum(input, other.input)
    cached = sum(cached, other.cached)
    output = sum(output, other.output)
    dollars = sum(dollars, other.dollars)
    context = other.context ?? context
    contextSize = other.contextSize ?? contextSize
  }
}
