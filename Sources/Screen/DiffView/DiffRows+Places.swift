internal import Core

/// A place in a patch, whatever the layout.
struct DiffPlace: Equatable, Sendable {
  var file: Int32
  var hunk: Int32
  var line: Int32
}

extension DiffRows {
  /// The first row of the next hunk, or of the one before.
  package func nextHunk(after row: Int) -> Int? {
    let index = SortedIndex.first(in: hunkStarts) { $0 > row }
    return index < hunkStarts.count ? hunkStarts[index] : nil
  }

  package func previousHunk(before row: Int) -> Int? {
    let index = SortedIndex.first(in: hunkStarts) { $0 >= row }
    return index > 0 ? hunkStarts[index - 1] : nil
  }

  /// The file a row belongs to, as an index into the patch's files.
  package func file(at row: Int) -> Int? {
    guard row >= 0, row < count else { return nil }
    return Int(entries[entry(at: row)].file)
  }

  /// The hunk a row belongs to or, between hunks, the one before; counted through all files.
  package func hunk(at row: Int) -> Int? {
    guard row >= 0, row < count else { return nil }
    let after = SortedIndex.first(in: hunkStarts) { $0 > row }
    return after > 0 ? after - 1 : nil
  }

  /// Which hunk of which file the n-th of all hunks is.
  package func hunk(number: Int) -> (file: Int, hunk: Int)? {
    guard hunkStarts.indices.contains(number) else { return nil }
    let start = entries[entry(at: hunkStarts[number])]
    return (Int(start.file), Int(max(0, start.hunk)))
  }

  /// The rows whose text holds a string; capitals count only when the string has some.
  package func rows(containing text: String) -> [Int] {
    entries(containing: DiffSearch(text)).map { rows(of: Int($0)).lowerBound }
  }

  func entries(containing search: DiffSearch) -> [Int32] {
    var found: [Int32] = []
    for (index, entry) in entries.enumerated() where entry.kind == .line {
      let lines = patch.files[Int(entry.file)].hunks[Int(entry.hunk)].lines
      let isFound =
        entry.line >= 0 && search.isFound(in: Substring(lines[Int(entry.line)].utf8))
        || entry.right >= 0 && entry.right != entry.line
          && search.isFound(in: Substring(lines[Int(entry.right)].utf8))
      if isFound { found.append(Int32(index)) }
    }
    return found
  }

  /// The row in which the first find of an entry stands.
  func row(ofFindIn entry: Int, _ search: DiffSearch) -> Int {
    let rows = rows(of: entry)
    guard rows.count > 1, let textWidth else { return rows.lowerBound }
    let here = entries[entry]
    var first = rows.count - 1
    for line in [here.line, here.right].compactMap({ self.line(here, $0) }) {
      guard let source = search.ranges(in: Substring(line.utf8)).first?.lowerBound else { continue }
      DiffLines.walk(line, width: textWidth, unicode: true) { spot in
        guard spot.source >= source else { return true }
        first = min(first, spot.row)
        return false
      }
    }
    return rows.lowerBound + first
  }

  /// What stands in a row.
  func place(at row: Int) -> DiffPlace? {
    guard row >= 0, row < count else { return nil }
    let entry = entries[entry(at: row)]
    return DiffPlace(file: entry.file, hunk: entry.hunk, line: entry.last)
  }

  /// The first row that shows a place, or what comes right after it.
  func row(of place: DiffPlace) -> Int {
    let start = SortedIndex.first(in: entries) { entry in
      (entry.file, entry.hunk) >= (place.file, place.hunk)
    }
    var index = start
    while index < entries.count, entries[index].file == place.file,
      entries[index].hunk == place.hunk, entries[index].last < place.line
    {
      index += 1
    }
    return index < entries.count ? rows(of: index).lowerBound : max(0, count - 1)
  }
}
