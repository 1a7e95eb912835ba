package import Core

/// The files of a patch, a row each: what happened, the path, lines added and removed.
package struct DiffFileList: Equatable, Sendable {
  private struct Row: Equatable, Sendable {
    var mark: String
    var role: Role
    var path: String
    var added: String
    var removed: String
    /// In place of numbers.
    var words: String
  }

  private let rows: [Row]
  private let addedWidth: Int
  private let removedWidth: Int

  package init(_ patch: Patch) {
    rows = patch.files.map { file in
      let (mark, role) = DiffFileList.mark(file)
      return Row(
        mark: mark, role: role, path: plainText(file.path),
        added: file.added + file.removed > 0 ? "+\(file.added)" : "",
        removed: file.added + file.removed > 0 ? "-\(file.removed)" : "",
        words: file.added + file.removed > 0 ? "" : file.isBinary ? "binary" : "no lines")
    }
    removedWidth = rows.reduce(0) { max($0, $1.removed.count) }
    let words = rows.reduce(0) { max($0, $1.words.count) } - removedWidth - 1
    addedWidth = max(words, rows.reduce(0) { max($0, $1.added.count) })
  }

  package var count: Int { rows.count }

  /// The columns that show every path whole.
  package var width: Int {
    rows.reduce(0) { max($0, CellWidth.columns(of: $1.path)) } + 6 + addedWidth + removedWidth
  }

  /// Draws the files around the cursor's.
  package func draw(cursor: Int, into grid: inout Grid, at area: Rect, capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let top = max(0, min(cursor - area.height / 2, rows.count - area.height))
    for (offset, row) in rows.dropFirst(top).prefix(area.height).enumerated() {
      draw(
        row, isUnderCursor: top + offset == cursor, into: &grid, row: area.row + offset, at: area,
        capabilities)
    }
  }

  private func draw(
    _ row: Row, isUnderCursor: Bool, into grid: inout Grid, row line: Int, at area: Rect,
    _ capabilities: Capabilities
  ) {
    func put(_ text: String, _ style: Style, _ column: Int) {
      ChartText.put(text, into: &grid, row: line, column: column, within: area, style: style)
    }
    if isUnderCursor { put(">", Style(.accent, bold: true), area.column) }
    put(row.mark, Style(row.role), area.column + 2)
    let counts = area.endColumn - 1 - removedWidth
    let room = counts - 1 - addedWidth - 1 - (area.column + 4)
    // Without room for a name the numbers say nothing.
    let hasCounts = room >= 8
    let width = hasCounts ? room : area.endColumn - area.column - 5
    put(
      DiffFileList.fitted(row.path, width, unicode: capabilities.unicode),
      Style(isUnderCursor ? .title : .text, bold: isUnderCursor), area.column + 4)
    guard hasCounts else { return }
    put(row.words, Style(.dim), area.endColumn - 1 - row.words.count)
    put(row.added, Style(.diffAdded), counts - 1 - row.added.count)
    put(row.removed, Style(.diffRemoved), area.endColumn - 1 - row.removed.count)
  }

  /// A path in so many columns; its end tells more than its beginning.
  private static func fitted(_ path: String, _ width: Int, unicode: Bool) -> String {
    let pieces = Array(CellText(path, marks: false, unicode: unicode))
    guard width > 0 else { return "" }
    var used = pieces.reduce(0) { $0 + $1.width }
    if used <= width { return pieces.map(\.text).joined() }
    var first = 0
    while first < pieces.count, used > width - 1 {
      used -= pieces[first].width
      first += 1
    }
    return (unicode ? "…" : "<") + pieces[first...].map(\.text).joined()
  }

  private static func mark(_ file: PatchFile) -> (String, Role) {
    switch file.status {
    case .added: ("A", .diffAdded)
    case .deleted: ("D", .diffRemoved)
    case .modified: ("M", .dim)
    case .renamed: ("R", .dim)
    case .copied: ("C", .dim)
    case .modeChanged: ("m", .dim)
    }
  }
}
