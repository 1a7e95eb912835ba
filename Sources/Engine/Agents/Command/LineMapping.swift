/// What the lines of an agent mean that writes one JSON object a line, as data.
///
/// A rule is `WORD:PATH`, of which a comma separates several: in lines whose type is WORD, or any
/// for `*`, the thing stands at PATH. `WORD[NAME=VALUE]:PATH` looks at one more field.
struct LineMapping: Equatable, Sendable {
  /// What can be found in a line.
  enum Thing: String, CaseIterable, Sendable {
    case text, thought, session, model, version
    case tool
    case toolID = "tool_id"
    case toolInput = "tool_input"
    case toolState = "tool_state"
    case toolDone = "tool_done"
    case toolOutput = "tool_output"
    case input = "input_tokens"
    case cached = "cached_tokens"
    case output = "output_tokens"
    case dollars, error
  }

  private struct Rule: Equatable, Sendable {
    var word: String
    var field: JSONPath?
    var value: String
    var path: JSONPath
  }

  private let type: JSONPath
  private var rules: [Thing: [Rule]] = [:]
  /// Whether text comes in pieces rather than whole messages.
  let isPieces: Bool
  /// Whether tokens are told of each step rather than of the turn.
  let isSum: Bool

  /// The names of its options.
  static let names =
    Thing.allCases.map { "lines_" + $0.rawValue } + [
      "lines_type", "lines_pieces", "lines_sum",
    ]

  /// Nil when no option says anything about lines.
  ///
  /// - Throws: `EngineError.agentOption` for a rule that cannot be read.
  init?(_ options: [String: String]) throws {
    guard options.keys.contains(where: { $0.hasPrefix("lines_") }) else { return nil }
    type = JSONPath(options["lines_type"] ?? "type")
    isPieces = options["lines_pieces"] == "true"
    isSum = options["lines_sum"] == "true"
    for thing in Thing.allCases {
      let name = "lines_" + thing.rawValue
      guard let text = options[name] else { continue }
      rules[thing] = try text.split(separator: ",").map { try Self.rule($0, name) }
    }
  }

  private static func rule(_ text: Substring, _ name: String) throws -> Rule {
    let halves = text.drop { $0 == " " }.split(separator: ":", maxSplits: 1)
    guard halves.count == 2 else {
      throw EngineError.agentOption("command", name, why: "a rule is WORD:PATH, not \(text)")
    }
    let words = halves[0].split { "[=]".contains($0) }
    guard let word = words.first, words.count == 1 || words.count == 3 else {
      throw EngineError.agentOption(
        "command", name, why: "a rule is WORD[NAME=VALUE]:PATH, not \(text)")
    }
    return Rule(
      word: String(word), field: words.count == 3 ? JSONPath(words[1]) : nil,
      value: words.count == 3 ? String(words[2]) : "", path: JSONPath(halves[1]))
  }

  /// Where a thing stands in a line, as far as it has any.
  func paths(_ thing: Thing, in line: JSONValue) -> [JSONPath] {
    guard let rules = rules[thing] else { return [] }
    let word = type.text(in: line) ?? ""
    return rules.filter { rule in
      (rule.word == "*" || rule.word == word)
        && (rule.field.map { $0.text(in: line) == rule.value } ?? true)
    }.map(\.path)
  }

  func text(_ thing: Thing, in line: JSONValue) -> String? {
    paths(thing, in: line).lazy.compactMap { $0.text(in: line) }.first
  }

  func number(_ thing: Thing, in line: JSONValue) -> Double? {
    paths(thing, in: line).lazy.compactMap { $0.number(in: line) }.first
  }

  func values(_ thing: Thing, in line: JSONValue) -> [JSONValue] {
    paths(thing, in: line).flatMap { $0.values(in: line) }
  }
}
