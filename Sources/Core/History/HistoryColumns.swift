/// What each column of a table is, judged by its name and by what it holds.
struct HistoryColumns {
  let names: [String]
  /// What names the row, says what was decided, gives the direction and describes.
  private(set) var id = 0
  private(set) var verdict: Int?
  private(set) var direction: Int?
  private(set) var description: Int?
  private(set) var metric: Int?
  /// The columns of numbers that measure something.
  private(set) var measures: [Int] = []
  private var isFlag = false

  init(names: [String]) {
    self.names = names
    id = column(["commit", "hash", "sha"]) ?? 0
    description = column([
      "description", "desc", "notes", "note", "idea", "hypothesis", "change", "changes", "title",
      "comment", "comments", "insight", "summary", "message", "config",
    ])
    direction = column(["direction"])
  }

  /// The first column whose name ends in one of the words, the first word first.
  private func column(_ words: [String]) -> Int? {
    let ends = names.map { SeriesName.words($0).last ?? "" }
    return words.lazy.compactMap { ends.firstIndex(of: $0) }.first
  }

  /// Finds the column of verdicts; false when there is none.
  mutating func chooseVerdict(_ rows: [[String]]) -> Bool {
    let named = ["status", "verdict", "decision", "outcome", "result", "kept", "keep", "accepted"]
    let weaker = ["improved", "accept", "action", "correctness", "correct", "state", "状态", "结论"]
    var best: (column: Int, score: Double)?
    for (k, name) in names.enumerated() {
      let word = SeriesName.words(name).last ?? ""
      let cells = rows.lazy.map { $0[k] }.filter { !$0.isEmpty && $0 != name }
      let count = Double(max(cells.count, 1))
      let known = Double(cells.count { HistoryCell.verdict($0) != nil }) / count
      let flags = Double(cells.count { HistoryCell.flag($0) != nil }) / count
      let numbers = Double(cells.count { HistoryCell.number($0) != nil }) / count
      let rank =
        named.contains(word) ? 2.0 : weaker.contains(word) ? 1.0 : known >= 0.6 ? 0.5 : 0
      guard rank > 0, numbers < 0.5 || flags == 1 && rank >= 1 else { continue }
      let score = rank + known
      if score > best?.score ?? 0 {
        best = (k, score)
        isFlag = flags == 1
      }
    }
    verdict = best?.column
    return verdict != nil
  }

  func verdict(of word: String) -> PastVerdict {
    if isFlag, let flag = HistoryCell.flag(word) {
      let asks = ["kept", "keep", "accepted", "accept", "improved"]
      let name = verdict.map { SeriesName.words(names[$0]).last ?? "" } ?? ""
      return flag ? .kept : asks.contains(name) ? .discarded : .other
    }
    return HistoryCell.verdict(word) ?? .other
  }

  /// Finds the metric: the first column of numbers that is no identifier, setting, cost or difference,
  /// unless a later one bears a known name and this one does not and stands apart.
  mutating func chooseMetric(_ rows: [[String]]) {
    measures = names.indices.filter { k in
      k != id && fitness(k) > .never && isNumeric(k, rows)
    }
    let best = measures.map(fitness).max() ?? .never
    let first = measures.first { fitness($0) >= .plain }
    if let first, fitness(first) == .plain, first > 1, best == .known {
      metric = measures.first { fitness($0) == .known }
    } else {
      metric = first ?? measures.first
    }
  }

  private func fitness(_ k: Int) -> HistoryName.Fitness {
    names[k].isEmpty ? .plain : HistoryName.fitness(names[k])
  }

  private func isNumeric(_ k: Int, _ rows: [[String]]) -> Bool {
    if rows.isEmpty { return k == 1 || fitness(k) == .known }
    let missing: Set = ["", "-", "--", "—", "n/a", "na", "none", "null"]
    let cells = rows.lazy.map { $0[k] }.filter { !missing.contains($0.lowercased()) }
    let numbers = cells.count { HistoryCell.number($0) != nil }
    return numbers > 0 && 2 * numbers >= cells.count
  }

  /// A row in which a cell was put before the verdict or left out after it; nil when it is none.
  func shifted(_ cells: [String]) -> [String]? {
    guard let verdict, let metric, metric < verdict else { return nil }
    let extra = cells.count - names.count
    if extra == 1, HistoryCell.verdict(cells[verdict]) == nil,
      HistoryCell.verdict(cells[verdict + 1]) != nil
    {
      return Array(cells[..<verdict] + cells[(verdict + 1)...])
    }
    if extra == -1, verdict < cells.count, HistoryCell.verdict(cells[verdict]) != nil {
      return cells + [""]
    }
    return nil
  }

  /// Whether such a table tells of experiments: it judges them, or at least names and describes them.
  func isHistory(_ rows: [[String]]) -> Bool {
    guard let metric else { return false }
    let hasName = column(["commit", "hash", "sha"]) != nil
    guard let verdict else {
      let counts = column(["cycle", "run", "iter", "iteration", "experiment", "exp", "trial", "id"])
      return fitness(metric) >= .plain && description != nil && (hasName || counts != nil)
    }
    let isJudged = rows.contains { self.verdict(of: $0[verdict]) != .other }
    return isJudged || fitness(metric) >= .plain && (hasName || description != nil)
  }
}
