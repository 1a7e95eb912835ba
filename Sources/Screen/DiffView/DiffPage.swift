package import Core

/// A diff with all that belongs to it, laid out for a rectangle: the files and the lines.
///
/// Kept by whoever shows it for as long as patch, choices and size stay, see ``fit(_:to:)``; drawing
/// costs what is visible.
package struct DiffPage: Equatable, Sendable {
  package let rows: DiffRows
  let files: DiffFileList
  package let size: Size
  private let wraps: Bool
  private let choice: DiffLayout?
  private let showsFiles: Bool
  private let frame: DiffFrame

  package init(_ patch: Patch, _ state: DiffState, size: Size) {
    self.init(patch, DiffFileList(patch), state, size)
  }

  private init(_ patch: Patch, _ files: DiffFileList, _ state: DiffState, _ size: Size) {
    self.size = size
    self.files = files
    wraps = state.wraps
    choice = state.choice
    showsFiles = state.showsFiles
    frame = DiffFrame(size, files: state.showsFiles ? files : nil)
    let width = frame.lines.width
    let layout = state.choice ?? (width >= DiffPage.sideBySideFrom ? .sideBySide : .unified)
    rows = DiffRows(
      patch, layout: width >= DiffPage.sideBySideLeast ? layout : .unified,
      wrapWidth: state.wraps ? width : nil)
  }

  /// From this width on both sides stand beside each other, unless a person chose otherwise.
  package static let sideBySideFrom = 120
  /// Below this width they never do: neither side would hold a statement.
  package static let sideBySideLeast = 60

  /// Whether it is laid out for this.
  package func fits(_ state: DiffState, _ size: Size) -> Bool {
    size == self.size && state.wraps == wraps && state.choice == choice
      && state.showsFiles == showsFiles
  }

  /// Lays it out again where choices or the size have changed, and keeps what was on top there.
  package mutating func fit(_ state: inout DiffState, to size: Size) {
    guard !fits(state, size) else { return }
    let top = rows.place(at: state.top)
    let hit = state.hits.flatMap { hits in
      hits.current.map { rows.place(at: rows.rows(of: Int(hits.entries[$0])).lowerBound) }
    }
    self = DiffPage(rows.patch, files, state, size)
    state.top = clamped(top.map { rows.row(of: $0) } ?? 0)
    if rows.isWrapped { state.shift = 0 }
    state.searchAgain(on: self, at: hit ?? nil)
  }

  /// Rows of lines in sight.
  package var height: Int { frame.lines.height }
  /// The top row with the last row in sight.
  package var lastTop: Int { max(0, rows.count - max(1, height)) }

  func clamped(_ row: Int) -> Int { max(0, min(row, lastTop)) }

  /// Draws it into a rectangle of its size; into another one it is laid out for that first.
  package func draw(
    _ state: DiffState, into grid: inout Grid, at area: Rect, capabilities: Capabilities
  ) {
    guard !area.isEmpty else { return }
    let wanted = Size(width: area.width, height: area.height)
    guard fits(state, wanted) else {
      var (page, moved) = (self, state)
      page.fit(&moved, to: wanted)
      return page.draw(moved, into: &grid, at: area, capabilities: capabilities)
    }
    frame.draw(into: &grid, at: area, capabilities)
    if let list = frame.list {
      files.draw(
        cursor: state.file, into: &grid, at: list.moved(to: area), capabilities: capabilities)
    }
    let starts = rows.hunkStarts
    let marks = DiffMarks(
      shift: state.shift, search: state.hits?.search,
      hit: state.hits.flatMap { hits in hits.current.map { Int(hits.entries[$0]) } },
      hunk: starts.indices.contains(state.hunk) ? rows.entry(at: starts[state.hunk]) : nil)
    rows.draw(
      from: clamped(state.top), into: &grid, at: frame.lines.moved(to: area), capabilities, marks)
  }
}
