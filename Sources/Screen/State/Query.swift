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
  func matches(_ experiment: Experiment, marks: Set<Int>) -> Bool {
    alternatives.contains { terms in
      terms.allSatisfy { term in
        holds(term.condition, experiment, marks) != term.isNegated
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
    _ condition: Condition, _ experiment: Experiment, _ marks: Set<Int>
  ) -> Bool {
    switch condition {
    case .word(let word):
      let texts = [
        "#\(experiment.n)", experiment.title, experiment.reason, experiment.lane, experiment.agent,
      ]
      return texts.contains { $0.lowercased().contains(word) }
        || word.count > 3 && experiment.state.rawValue.hasPrefix(word)
        || experiment.files.contains { $0.path.lowercased().contains(word) }
    case .field(let field, let values):
      return values.contains { value in
        Query.texts(of: field, experiment).contains { text in
          field == .lane ? text == value : text.contains(value)
        }
      }
    case .number(let quantity, let relation, let wanted):
      return Query.value(of: quantity, experiment).map { relation.holds($0, wanted) } ?? false
    case .marked: return marks.contains(experiment.n)
    }
  }

  private static func texts(of field: Field, _ experiment: Experiment) -> [String] {
    switch field {
    case .state: [experiment.state.rawValue]
    case .lane: [experiment.lane.lowercased()]
    case .agent: [experiment.agent.lowercased()]
    case .file: experiment.files.map { $0.path.lowercased() }
    case .title: [experiment.title.lowercased()]
    case .why: [experiment.why.lowercased(), experiment.reason.lowercased()]
    case .flag: experiment.flags.map { $0.lowercased() }
    }
  }

  private static func value(of quantity: Quantity, _ experiment: Experiment) -> Double? {
    switch quantity {
    case .n: Double(experiment.n)
    case .gain: experiment.delta
    case .metric: experiment.verified
    case .runs: Double(experiment.runs.count)
    case .pairs: Double(experiment.pairs.count)
    case .odds: experiment.evidence.map { Odds.odds(evidence: $0) }
    case .seconds: experiment.seconds
    case .era: Double(experiment.era)
    case .turn: Double(experiment.turn)
    }
  }
}
