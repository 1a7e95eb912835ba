internal import Core

/// A filter as a person types it: words, and conditions such as `state:kept`, `gain>0`, `-lane:a2`.
///
/// Everything has to hold; `|` separates alternatives, a leading `-` turns a condition round, and
/// commas separate the values of one. Words are looked for in number, title, reason, files, lane and
/// agent, whatever their case, and may be the beginning of what became of an experiment, as in `kept`.
package struct Query: Equatable, Sendable {
  /// What was typed.
  package let text: String
  /// What is wrong with it, for the person typing; nil when nothing is.
  package let problem: String?
  private let alternatives: [[Term]]

  struct Term: Equatable, Sendable {
    var isNegated: Bool
    var condition: Condition
  }

  enum Condition: Equatable, Sendable {
    case word(String)
    case field(Field, [String])
    case number(Quantity, Relation, Double)
    case marked
  }

  enum Field: String, CaseIterable, Sendable { case state, lane, agent, file, title, why, flag }

  enum Quantity: String, CaseIterable, Sendable {
    case n, gain, metric, runs, pairs, odds, seconds, era, turn
  }

  enum Relation: String, CaseIterable, Sendable {
    case atLeast = ">=", atMost = "<=", above = ">", below = "<", equal = "="

    func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .atLeast: left >= right
      case .atMost: left <= right
      case .above: left > right
      case .below: left < right
      case .equal: left == right
      }
    }
  }

  package init(_ text: String) {
    self.text = text
    var problem: String?
    var alternatives: [[Term]] = []
    for part in text.split(separator: "|") {
      let terms = part.split(separator: " ").compactMap { Query.term($0, &problem) }
      if !terms.isEmpty { alternatives.append(terms) }
    }
    self.alternatives = alternatives
    self.problem = problem
  }

  package var isEmpty: Bool { alternatives.isEmpty }

  /// What can be typed, for the line below the prompt.
  package static let help = "text  state:kept  lane:a2  file:train.py  gain>0  runs>3  -not  a|b"

  private static func term(_ text: Substring, _ problem: inout String?) -> Term? {
    var rest = text
    let isNegated = rest.hasPrefix("-") && rest.count > 1
    if isNegated { rest = rest.dropFirst() }
    func term(_ condition: Condition) -> Term { Term(isNegated: isNegated, condition: condition) }
    if rest == "marked" { return term(.marked) }
    if let (found, isComplete) = quantity(rest, &problem) {
      return isComplete ? found.map(term) : nil
    }
    guard let colon = rest.firstIndex(of: ":"), colon > rest.startIndex else {
      return term(.word(rest.lowercased()))
    }
    let name = rest[..<colon].lowercased()
    let values = rest[rest.index(after: colon)...].lowercased().split(separator: ",")
      .map(String.init)
    guard let field = Field(rawValue: name) else {
      let known = Field.allCases.map { "\($0.rawValue):" }.joined(separator: " ")
      problem = problem ?? "\(name): is not known; there are \(known)"
      return nil
    }
    // Half typed: nothing to hold yet.
    guard !values.isEmpty else { return nil }
    return term(.field(field, values))
  }

  /// A comparison, and whether all of it was typed; nil for what is none.
  private static func quantity(
    _ text: Substring, _ problem: inout String?
  ) -> (Condition?, isComplete: Bool)? {
    guard let sign = text.firstIndex(where: { $0 == "<" || $0 == ">" || $0 == "=" }),
      sign > text.startIndex,
      let relation = Relation.allCases.first(where: { text[sign...].hasPrefix($0.rawValue) })
    else { return nil }
    let name = text[..<sign].lowercased()
    let value = text[sign...].dropFirst(relation.rawValue.count)
    guard let quantity = Quantity(rawValue: name) else {
      let known = Quantity.allCases.map(\.rawValue).joined(separator: " ")
      problem = problem ?? "\(name) cannot be compared; there are \(known)"
      return (nil, false)
    }
    guard let number = Double(value) else {
      if !value.isEmpty { problem = problem ?? "\(value) is no number" }
      return (nil, false)
    }
    return (.number(quantity, relation, number), true)
  }

  /// Whether an experiment belongs to the list.
  func matches(_ all: ExperimentRecords, at place: Int, marks: Set<Int>) -> Bool {
    alternatives.contains { terms in
      terms.allSatisfy { term in
        holds(term.condition, all, place, marks) != term.isNegated
      }
    }
  }

  /// Whether a text holds all words of one alternative; conditions are passed over.
  func matches(text: String) -> Bool {
    let text = text.lowercased()
    return isEmpty
      || alternatives.contains { terms in
        terms.allSatisfy { term in
          guard case .word(let word) = term.condition else { return true }
          return text.contains(word) != term.isNegated
        }
      }
  }

  private func holds(
    _ condition: Condition, _ all: ExperimentRecords, _ place: Int, _ marks: Set<Int>
  ) -> Bool {
    switch condition {
    case .word(let word):
      return "#\(all.n(at: place))".contains(word)
        || all.title(at: place).lowercased().contains(word)
        || all.reason(at: place).lowercased().contains(word)
        || all.lane(at: place).lowercased().contains(word)
        || all.agent(at: place).lowercased().contains(word)
        || word.count > 3 && all.state(at: place).rawValue.hasPrefix(word)
        || all.files(at: place).contains { $0.path.lowercased().contains(word) }
    case .field(let field, let values):
      return values.contains { value in
        Query.texts(of: field, all, place).contains { text in
          field == .lane ? text == value : text.contains(value)
        }
      }
    case .number(let quantity, let relation, let wanted):
      return Query.value(of: quantity, all, place).map { relation.holds($0, wanted) } ?? false
    case .marked: return marks.contains(all.n(at: place))
    }
  }

  private static func texts(
    of field: Field, _ all: ExperimentRecords, _ place: Int
  ) -> [String] {
    switch field {
    case .state: [all.state(at: place).rawValue]
    case .lane: [all.lane(at: place).lowercased()]
    case .agent: [all.agent(at: place).lowercased()]
    case .file: all.files(at: place).map { $0.path.lowercased() }
    case .title: [all.title(at: place).lowercased()]
    case .why: [all.why(at: place).lowercased(), all.reason(at: place).lowercased()]
    case .flag: all.flags(at: place).map { $0.lowercased() }
    }
  }

  private static func value(
    of quantity: Quantity, _ all: ExperimentRecords, _ place: Int
  ) -> Double? {
    switch quantity {
    case .n: Double(all.n(at: place))
    case .gain: all.delta(at: place)
    case .metric: all.verified(at: place)
    case .runs: Double(all.runs(at: place).count)
    case .pairs: Double(all.pairs(at: place).count)
    case .odds: all.evidence(at: place).map { Odds.odds(evidence: $0) }
    case .seconds: all.seconds(at: place)
    case .era: Double(all.era(at: place))
    case .turn: Double(all.turn(at: place))
    }
  }
}
