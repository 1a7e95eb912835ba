import Core

/// What an agent told in the turn so far, as far as later words need it.
struct ACPTold: Sendable {
  /// Tool calls by their id: a question may name no more than that.
  var tools: [String: ACPTool] = [:]
  /// Whether the prompt was sent; what comes before is an old conversation told again.
  private(set) var isPrompted = false
  private(set) var saidNothing = true
  /// How often its model was asked again since it last answered.
  private(set) var retries = 0
  /// The message whose pieces came last, and whether anything else came since.
  private var message: String?
  private var usage = AgentUsage()
  private var tokens: Tokens?
  private var dollars: Double?
  /// What the conversation had used before the turn; nil where nobody told.
  private var tokensBefore: Tokens?
  private var dollarsBefore: Double?

  /// Tokens of the whole conversation.
  private struct Tokens: Equatable {
    var input: Int
    var cached: Int
    var output: Int
  }

  mutating func opened(isFresh: Bool) {
    guard isFresh else { return }
    tokensBefore = Tokens(input: 0, cached: 0, output: 0)
    dollarsBefore = 0
  }

  mutating func prompted() {
    guard !isPrompted else { return }
    isPrompted = true
    tokensBefore = tokens ?? tokensBefore
    dollarsBefore = dollars ?? dollarsBefore
  }

  /// A piece of a message; another message begins a paragraph.
  mutating func piece(_ text: String, of message: String?) -> String {
    saidNothing = false
    retries = 0
    let isNext = message != nil && self.message != nil && self.message != message
    self.message = message ?? ""
    return isNext ? "\n\n" + text : text
  }

  mutating func other() {
    message = nil
    retries = 0
  }

  mutating func triesAgain() { retries += 1 }

  mutating func did() {
    saidNothing = false
    message = nil
    retries = 0
  }

  /// From `usage_update`; nil when it says nothing new.
  mutating func usage(update: JSONValue) -> AgentUsage? {
    let before = usage
    if update["cost", "currency"].string == "USD" {
      dollars = update["cost", "amount"].double ?? dollars
    }
    // Not of the protocol: some tell the tokens of the conversation beside it.
    let meta = update["_meta"]
    if let input = meta["promptTokens"].int, let output = meta["completionTokens"].int {
      tokens = Tokens(input: input, cached: meta["cachedTokens"].int ?? 0, output: output)
    }
    guard isPrompted else { return nil }
    usage.context = update["used"].int ?? usage.context
    usage.contextSize = update["size"].int ?? usage.contextSize
    reckon()
    return usage == before ? nil : usage
  }

  /// From the answer to a prompt, which counts the whole conversation; nil when it says nothing new.
  mutating func usage(answer: JSONValue) -> AgentUsage? {
    guard let input = answer["inputTokens"].int, let output = answer["outputTokens"].int,
      input + output > 0
    else { return nil }
    let before = usage
    let cached = answer["cachedReadTokens"].int ?? 0
    let written = answer["cachedWriteTokens"].int ?? 0
    let total = answer["totalTokens"].int ?? 0
    // By the total one sees whether what came from a cache is among those read.
    let isApart = cached + written > 0 && total >= input + output + cached + written
    tokens = Tokens(
      input: isApart ? input + cached + written : input, cached: cached, output: output)
    reckon()
    return usage == before ? nil : usage
  }

  private mutating func reckon() {
    if let dollars, let dollarsBefore {
      // Sums of binary fractions: a millionth of a dollar is as fine as anybody tells.
      usage.dollars = max(0, ((dollars - dollarsBefore) * 1e6).rounded() / 1e6)
    }
    guard let tokens, let tokensBefore, tokens != tokensBefore else { return }
    usage.input = max(0, tokens.input - tokensBefore.input)
    usage.cached = max(0, tokens.cached - tokensBefore.cached)
    usage.output = max(0, tokens.output - tokensBefore.output)
  }
}
