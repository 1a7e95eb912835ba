/// Finds the word somebody meant.
enum NearestWord {
  /// The valid word fewest edits away, or nil when none is near.
  static func find(_ word: String, in valid: [String]) -> String? {
    let typed = Array(word.lowercased().unicodeScalars.prefix(40))
    let near = valid.map { (word: $0, distance: distance(typed, Array($0.unicodeScalars))) }
      .filter { $0.distance <= max(1, max(typed.count, $0.word.count) * 2 / 5) }
    return near.min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// Edits between two words: a letter added, lost or changed, or two neighbours swapped.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var before: [Int] = []
    var above = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + Array(repeating: 0, count: b.count)
      for j in 1...b.count {
        let change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        row[j] = min(above[j] + 1, row[j - 1] + 1, change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], before[j - 2] + 1)
        }
      }
      before = above
      above = row
    }
    return above[b.count]
  }
}
