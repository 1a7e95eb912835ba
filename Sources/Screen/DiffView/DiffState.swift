/// How a person reads a diff: where they are and what they chose.
///
/// Every movement is asked of it with the page it moves on and answers whether anything moved.
package struct DiffState: Equatable, Sendable {
  /// The first visible row.
  package internal(set) var top = 0
  /// Columns the text is moved to the left; lines that wrap do not move.
  package internal(set) var shift = 0
  /// The file and the hunk that are looked at, counted through the whole patch.
  package internal(set) var file = 0
  package internal(set) var hunk = 0
  /// Whether long lines go on in the next row.
  package var wraps = true
  /// How the diff is laid out; nil by width.
  package var choice: DiffLayout?
  /// Whether the files are listed when there are several.
  package var showsFiles = true
  package internal(set) var hits: DiffHits?

  package init() {}

  /// The same choices at the beginning of another diff.
  var anew: DiffState {
    var state = DiffState()
    state.wraps = wraps
    state.choice = choice
    state.showsFiles = showsFiles
    return state
  }

  /// The other layout than the one on the page.
  package mutating func turnLayout(on page: DiffPage) {
    choice = page.rows.layout == .unified ? .sideBySide : .unified
  }

  @discardableResult
  package mutating func scroll(by rows: Int, on page: DiffPage) -> Bool {
    go(to: top + rows, on: page)
  }

  /// One row of the page before stays in sight.
  @discardableResult
  package mutating func page(by pages: Int, on page: DiffPage) -> Bool {
    go(to: top + pages * max(1, page.height - 1), on: page)
  }

  @discardableResult
  package mutating func goToStart(on page: DiffPage) -> Bool { go(to: 0, on: page) }

  @discardableResult
  package mutating func goToEnd(on page: DiffPage) -> Bool {
    let moved = go(to: page.lastTop, on: page)
    let (file, hunk) = (self.file, self.hunk)
    self.file = max(0, page.rows.fileStarts.count - 1)
    self.hunk = max(0, page.rows.hunkStarts.count - 1)
    return moved || file != self.file || hunk != self.hunk
  }

  @discardableResult
  package mutating func shift(by columns: Int, on page: DiffPage) -> Bool {
    guard !page.rows.isWrapped else { return false }
    let before = shift
    shift = max(0, min(shift + columns, DiffState.mostShift))
    return shift != before
  }

  private static let mostShift = 100_000

  /// Goes to a hunk so many further on, or back.
  @discardableResult
  package mutating func moveHunk(by step: Int, on page: DiffPage) -> Bool {
    let starts = page.rows.hunkStarts
    // On its way back a person wants the beginning of what they read first.
    let isInside = step < 0 && starts.indices.contains(hunk) && starts[hunk] < top
    let wanted = max(0, min(hunk + (isInside ? step + 1 : step), starts.count - 1))
    guard starts.indices.contains(wanted), wanted != hunk || isInside else { return false }
    hunk = wanted
    top = page.clamped(starts[wanted])
    file = page.rows.hunk(number: wanted)?.file ?? file
    return true
  }

  /// Goes to a file so many further on, or back.
  @discardableResult
  package mutating func moveFile(by step: Int, on page: DiffPage) -> Bool {
    show(file: max(0, min(file + step, page.rows.fileStarts.count - 1)), on: page)
  }

  /// Goes to a file by its index.
  @discardableResult
  package mutating func show(file wanted: Int, on page: DiffPage) -> Bool {
    let starts = page.rows.fileStarts
    guard starts.indices.contains(wanted) else { return false }
    let before = (file, top)
    file = wanted
    top = page.clamped(starts[wanted])
    let first = SortedIndex.first(in: page.rows.hunkStarts) { $0 >= starts[wanted] }
    hunk = max(0, min(first, page.rows.hunkStarts.count - 1))
    return before != (file, top)
  }

  private mutating func go(to row: Int, on page: DiffPage) -> Bool {
    let before = (top, file, hunk)
    top = page.clamped(row)
    // Where all is in sight the cursors stay.
    if top != before.0 || page.lastTop > 0 {
      file = page.rows.file(at: top) ?? 0
      hunk = page.rows.hunk(at: top) ?? 0
    }
    return before != (top, file, hunk)
  }
}
