/// What the cells of a history say.
enum HistoryCell {
  /// A number as people write it into tables: `~1890`, `+0.5`, `84.50%`, `1,204`; nil for no number.
  static func number(_ text: some StringProtocol) -> Double? {
    var bytes = Array(text.utf8)
    while bytes.last.map({ $0 <= 0x20 }) ?? false { bytes.removeLast() }
    var start = 0
    while start < bytes.count, bytes[start] <= 0x20 || bytes[start] == UInt8(ascii: "~") {
      start += 1
    }
    guard start < bytes.count else { return nil }
    return bytes.withUnsafeBytes { p in
      guard let number = NumberScanner.scan(p, at: start, to: p.count), number.end == p.count,
        number.total == 0
      else { return nil }
      return number.value
    }
  }

  /// The verdict a word stands for; nil when it is not one of the known words.
  static func verdict(_ text: some StringProtocol) -> PastVerdict? {
    let whole = text.lowercased()
    let trimmed = whole.drop { !$0.isLetter && !$0.isNumber }
    if !trimmed.utf8.allSatisfy({ $0 < 0x80 }),
      let word = foreign.first(where: { trimmed.hasPrefix($0.0) })
    {
      return word.1
    }
    let words = trimmed.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard let first = words.first else { return nil }
    if words.count > 1, let known = known[first + "_" + words[1]] { return known }
    return known[first]
  }

  private static let known: [String: PastVerdict] = {
    var known: [String: PastVerdict] = [:]
    let words: [(PastVerdict, String)] = [
      (
        .kept,
        "keep kept improved improvement new_best best approve approved accept accepted adopt adopted"
      ),
      (
        .discarded,
        "discard discarded reject rejected revert reverted kill killed same neutral rollback worse rolled_back not_kept no_improvement no_gain no_change drop dropped regressed regression"
      ),
      (.crashed, "crash crashed fail failed failure error errored timeout oom"),
      (.checksFailed, "checks_failed"),
      (.baseline, "baseline"),
    ]
    for (verdict, names) in words {
      for name in names.split(separator: " ") { known[String(name)] = verdict }
    }
    return known
  }()

  private static let foreign: [(String, PastVerdict)] = [
    ("保留", .kept), ("采纳", .kept), ("接受", .kept), ("回滚", .discarded), ("丢弃", .discarded),
    ("放弃", .discarded), ("拒绝", .discarded), ("崩溃", .crashed), ("失败", .crashed),
    ("基线", .baseline),
  ]

  /// Yes and no as tables write them.
  static func flag(_ text: some StringProtocol) -> Bool? {
    switch text.lowercased() {
    case "1", "true", "yes", "y": true
    case "0", "false", "no", "n": false
    default: nil
    }
  }
}
