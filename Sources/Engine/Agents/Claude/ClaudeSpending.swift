import Core

/// Tokens of a turn while they are spent.
///
/// The lines of a message repeat the numbers of its start, so only the events of its stream are
/// added up; the last word is that of the turn's result.
struct ClaudeSpending {
  private(set) var usage = AgentUsage()

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

  /// The whole process as its result tells it: every model, every turn so far.
  mutating func settle(_ result: JSONValue) {
    usage.dollars = result["total_cost_usd"].double ?? usage.dollars
    let models = result["modelUsage"].fields.values
    guard !models.isEmpty else { return }
    func sum(_ name: String) -> Int { models.reduce(0) { $0 + ($1[name].int ?? 0) } }
    let cached = sum("cacheReadInputTokens")
    let read = sum("inputTokens") + sum("cacheCreationInputTokens") + cached
    // A turn that never got through has spent nothing, and knows nothing.
    guard read > 0 else { return }
    usage.input = read
    usage.cached = cached
    usage.output = sum("outputTokens")
    usage.contextSize = models.compactMap { $0["contextWindow"].int }.max()
  }
}
