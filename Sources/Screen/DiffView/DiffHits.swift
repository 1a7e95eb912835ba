/// What a search found in a diff: the rows that hold it, and which of them is looked at.
package struct DiffHits: Equatable, Sendable {
  /// What was searched for; never empty.
  package let text: String
  let search: DiffSearch
  /// The entries that hold it, rising.
  let entries: [Int32]
  /// The one looked at, from 0; nil when there is none.
  package var current: Int?

  init(_ text: String, in rows: DiffRows) {
    self.text = text
    search = DiffSearch(text)
    entries = rows.entries(containing: search)
  }

  package var count: Int { entries.count }

  /// `3 of 17`, or that there is nothing.
  package var label: String {
    guard let current else { return "not found" }
    return "\(current + 1) of \(entries.count)"
  }

  /// The first hit at or after an entry; behind the last one the first of all.
  func first(from entry: Int) -> Int? {
    guard !entries.isEmpty else { return nil }
    let index = SortedIndex.first(in: entries) { $0 >= entry }
    return index < entries.count ? index : 0
  }
}

/// Looks things up in what is sorted.
enum SortedIndex {
  /// The first element that satisfies a condition which holds for all after it; the end when none.
  static func first<Element>(in elements: [Element], where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if holds(elements[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
