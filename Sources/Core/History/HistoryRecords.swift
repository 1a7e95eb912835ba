/// Reads JSON records of any program's making, as long as they say what was kept.
enum HistoryRecords {
  static func read(_ records: [JSONNode]) -> History? {
    var history = History(form: .records)
    var segment = HistorySegment()
    let judged = records.filter { verdict($0) != nil }
    var ideas: [String: String] = [:]
    for record in records where verdict(record) == nil {
      takeHeader(record, &segment)
      if let id = record["id"]?.text, let idea = description(record) { ideas[id] = idea }
    }
    let name = segment.metric
    guard let path = metric(judged, named: name) else { return nil }
    if segment.metric == nil { segment.metric = plainText(path, limit: 80) }
    for record in judged {
      let numbers = numbers(record)
      let value =
        numbers.first { $0.path == path }?.value
        ?? numbers.first { ["value", "metric", "metric_value", "score"].contains($0.path) }?.value
      let (verdict, word) = verdict(record) ?? (.other, "")
      let idea = description(record) ?? (record["run_id"]?.text).flatMap { ideas[$0] }
      segment.rows.append(
        HistoryRow(
          id: id(record), value: value, verdict: verdict, word: word, description: idea ?? "",
          isBlank: value == 0))
    }
    if segment.goal == nil {
      segment.goal = judged.lazy.compactMap(stated).first
    }
    HistoryGoal.decide(&segment, hint: judged.lazy.compactMap(hint).first)
    history.segments = [segment]
    history.foreignRows = 0
    return history
  }

  /// What a record says became of its experiment, and the word it says it with; nil when it does not.
  static func verdict(_ record: JSONNode) -> (verdict: PastVerdict, word: String)? {
    var unknown: String?
    for key in ["status", "verdict", "decision", "outcome", "result", "action"] {
      guard let word = record[key]?.text else { continue }
      let plain = plainText(word, limit: 40)
      if let verdict = HistoryCell.verdict(word) { return (verdict, plain) }
      if unknown == nil, key != "result", key != "action" { unknown = plain }
    }
    for key in ["keep", "kept", "accepted", "improved", "is_best", "best"] {
      guard let truth = record[key]?.truth else { continue }
      return (truth ? .kept : .discarded, "\(key) \(truth)")
    }
    return unknown.map { (.other, $0) }
  }

  static func id(_ record: JSONNode) -> String {
    for key in [
      "commit", "commit_after", "run", "iter", "iteration", "experiment", "experiment_num", "exp",
      "trial", "round", "step", "id",
    ] {
      if let text = record[key]?.text, !text.isEmpty { return plainText(text, limit: 40) }
      if case .number(let value)? = record[key], let whole = Int(exactly: value) {
        return "\(whole)"
      }
    }
    return ""
  }

  static func description(_ record: JSONNode) -> String? {
    let keys = ["description", "idea", "hypothesis", "change", "title", "notes", "name"]
    return keys.lazy.compactMap { record[$0]?.text }.first.map { plainText($0) }
  }

  /// A record that opens the history may name the metric, its unit and its direction.
  private static func takeHeader(_ record: JSONNode, _ segment: inout HistorySegment) {
    for place in [record, record["config"] ?? .null] {
      let goal =
        place["direction"]?.text ?? place["bestDirection"]?.text ?? place["goal"]?.text
      guard let name = place["metric"]?.text ?? place["metric_name"]?.text else { continue }
      segment.metric = plainText(name, limit: 80)
      segment.unit = plainText(place["unit"]?.text ?? "", limit: 20)
      segment.goal = goal.flatMap(HistoryName.direction)
    }
  }

  private static func stated(_ record: JSONNode) -> Goal? {
    (record["direction"]?.text ?? record["metric_direction"]?.text)
      .flatMap(HistoryName.direction)
  }

  /// The name of what a vaguely named metric measures.
  private static func hint(_ record: JSONNode) -> String? {
    record["primary_metric"]?.text ?? record["config"]?["primary_metric"]?.text
  }

  private struct Number {
    var path: String
    var value: Double
    var isNested: Bool
  }

  /// The numbers of a record and of the objects in it, but for its settings.
  private static func numbers(_ record: JSONNode) -> [Number] {
    var numbers: [Number] = []
    let settings: Set = [
      "config", "params", "args", "hyperparameters", "hparams", "settings", "asi", "timing", "data",
    ]
    for member in record.members {
      if case .number(let value) = member.value {
        numbers.append(Number(path: member.key, value: value, isNested: false))
      } else if !settings.contains(member.key) {
        for inner in member.value.members {
          guard case .number(let value) = inner.value else { continue }
          numbers.append(
            Number(path: member.key + "." + inner.key, value: value, isNested: true))
        }
      }
    }
    return numbers
  }

  /// The path of the metric: what at least half of the records have, held-out measures first.
  private static func metric(_ records: [JSONNode], named name: String?) -> String? {
    var seen: [String: Int] = [:]
    var order: [Number] = []
    for record in records {
      for number in numbers(record) {
        if seen[number.path] == nil { order.append(number) }
        seen[number.path, default: 0] += 1
      }
    }
    let common = order.filter { 2 * seen[$0.path, default: 0] >= records.count }
    let candidates = common.isEmpty ? order : common
    var best: (path: String, rank: Int)?
    for number in candidates {
      guard let rank = rank(number, name), rank < best?.rank ?? .max else { continue }
      best = (number.path, rank)
    }
    return best?.path
  }

  private static func rank(_ number: Number, _ name: String?) -> Int? {
    if number.path == name { return 0 }
    if ["metric", "metric_value"].contains(number.path) { return 1 }
    let words = SeriesName.words(number.path)
    let fitness = HistoryName.fitness(number.path)
    guard fitness > .never else { return nil }
    let nested = number.isNested ? 1 : 0
    if words.contains("primary") || SeriesName.isValidation(words) && !words.contains("test") {
      return fitness == .last ? 9 : 2 + nested
    }
    switch fitness {
    case .known: return 4 + nested
    case .plain: return 6 + nested
    case .last: return 8 + nested
    case .never: return nil
    }
  }
}
