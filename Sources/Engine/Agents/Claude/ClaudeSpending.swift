import Core

/// Tokens of a turn while they are spent.
///
/// The lines of a message repeat the numbers of its start, so only the events of its stream are
/// added up; the last word is that of the turn's result.
struct ClaudeSpending {
  private(set) var usage = AgentUsage()
  /// What the results so far have told.
  private var settled = AgentUsage()

  /// A message begins: what it read.
  mutating func begin(_ told: JSONValue) {
    let cached = told["cache_read_input_tokens"].int ?? 0
    let read =
      (told["input_tokens"].int ?? 0) + (told["cache_creation_input_tokens"].int ?? 0) + cached
    usage.input = (usage.input ?? 0) + read
    usage.cached = (usage.cached ?? 0) + cached
    usage.context = read
  }

  /// A message ends: what it wrote.
  mutating func end(_ told: JSONValue) {
    guard let output = told["output_tokens"].int else { return }
    usage.output = (usage.output ?? 0) + output
    usage.context = usage.context.map { $0 + output }
  }

  /// The end of a turn as its result tells it, every model counted.
  ///
  /// Its totals are those of the whole conversation, so where it does not tell what is new, a
  /// resumed one leaves its dollars unknown.
  mutating func settle(_ result: JSONValue, isResumed: Bool) {
    let news = result["model_usage_since_last_result"].fields.values
    let models = news.isEmpty ? result["modelUsage"].fields.values : news
    usage.contextSize = models.compactMap { $0["contextWindow"].int }.max() ?? usage.contextSize
    func sum(_ name: String) -> Int { models.reduce(0) { $0 + ($1[name].int ?? 0) } }
    let cached = sum("cacheReadInputTokens")
    let read = sum("inputTokens") + sum("cacheCreationInputTokens") + cached
    if !news.isEmpty {
      settled.input = (settled.input ?? 0) + read
      settled.cached = (settled.cached ?? 0) + cached
      settled.output = (settled.output ?? 0) + sum("outputTokens")
      settled.dollars =
        (settled.dollars ?? 0) + models.reduce(0) { $0 + ($1["costUSD"].double ?? 0) }
    } else if !models.isEmpty, !isResumed {
      settled.input = read
      settled.cached = cached
      settled.output = sum("outputTokens")
      settled.dollars = result["total_cost_usd"].double
    }
    usage.input = settled.input ?? usage.input
    usage.cached = settled.cached ?? usage.cached
    usage.output = settled.output ?? usage.output
    usage.dollars = settled.dollars
  }
}
