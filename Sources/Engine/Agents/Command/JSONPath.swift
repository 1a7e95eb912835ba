/// Where something stands in a line of JSON: names with dots between, numbers for items of a list,
/// `*` for all of them.
struct JSONPath: Equatable, Sendable {
  private let parts: [String]

  init(_ text: some StringProtocol) {
    parts = String(text).split(separator: ".").map(String.init)
  }

  /// Everything that stands there.
  func values(in value: JSONValue) -> [JSONValue] {
    parts.reduce([value]) { values, part in
      values.flatMap { value -> [JSONValue] in
        if part == "*" { return value.items }
        if let place = Int(part), case .list = value { return [value[place]] }
        return [value[part]]
      }
    }.filter { !$0.isNull }
  }

  /// All text that stands there; in a list of parts, their `text`.
  func text(in value: JSONValue) -> String? {
    let texts = values(in: value).flatMap { value -> [String] in
      if let text = value.string { return [text] }
      return value.items.compactMap { $0.string ?? $0["text"].string }
    }
    return texts.isEmpty ? nil : texts.joined()
  }

  /// The sum of the numbers that stand there.
  func number(in value: JSONValue) -> Double? {
    let numbers = values(in: value).compactMap(\.double)
    return numbers.isEmpty ? nil : numbers.reduce(0, +)
  }
}
