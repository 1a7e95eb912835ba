internal import Core

/// A line's text in cells: cut into rows of so many columns, or one row without an end.
struct DiffLines {
  /// A piece of the text, the row of its line it falls on, and the column there.
  struct Spot: Equatable {
    var text: String
    var width: Int
    var source: Int
    var isReplaced: Bool
    var row: Int
    var column: Int
  }

  static let tabWidth = 4

  /// Calls back with every spot from a row on, until told to stop.
  ///
  /// A wide character that would stand in the last column begins the next row; a tab is drawn as
  /// single blanks. Rows are at least two columns wide.
  static func walk(
    _ line: PatchLine, width: Int?, fromRow first: Int = 0, unicode: Bool,
    _ visit: (Spot) -> Bool
  ) {
    let width = width.map { max(2, $0) }
    if line.isPlain { return walkPlain(line, width, fromRow: first, visit) }
    var (row, column) = (0, 0)
    for piece in CellText(Substring(line.utf8), marks: true, unicode: unicode, tabWidth: tabWidth) {
      let isTab = piece.text.utf8.first == 0x20
      let (steps, step) = isTab ? (piece.width, 1) : (1, piece.width)
      for _ in 0..<steps {
        if let width, column + step > width { (row, column) = (row + 1, 0) }
        defer { column += step }
        guard row >= first else { continue }
        let spot = Spot(
          text: isTab ? " " : piece.text, width: step, source: piece.source,
          isReplaced: piece.isReplaced, row: row, column: column)
        guard visit(spot) else { return }
      }
    }
  }

  private static func walkPlain(
    _ line: PatchLine, _ width: Int?, fromRow first: Int, _ visit: (Spot) -> Bool
  ) {
    var source = width.map { $0 * first } ?? 0
    for byte in line.utf8.dropFirst(source) {
      let spot = Spot(
        text: glyphs[Int(byte)], width: 1, source: source, isReplaced: false,
        row: width.map { source / $0 } ?? 0, column: width.map { source % $0 } ?? source)
      guard visit(spot) else { return }
      source += 1
    }
  }

  private static let glyphs: [String] = (0..<128).map { String(Character(Unicode.Scalar($0))) }

  /// How many rows a line takes, at least one; does not walk what is plain.
  static func rows(_ line: PatchLine, width: Int) -> Int {
    let width = max(2, width)
    let count = line.utf8.count
    // Nothing takes more columns than a tab for each byte.
    if line.isPlain { return max(1, (count + width - 1) / width) }
    if count * tabWidth <= width { return 1 }
    if let rows = simpleRows(line, width: width) { return rows }
    var rows = 1
    var column = 0
    for piece in CellText(Substring(line.utf8), marks: true, tabWidth: tabWidth) {
      if piece.text.utf8.first == 0x20 {
        let end = column + piece.width
        rows += max(0, (end - 1) / width)
        column = end > width ? (end - 1) % width + 1 : end
        continue
      }
      if column + piece.width > width { (rows, column) = (rows + 1, 0) }
      column += piece.width
    }
    return rows
  }

  /// The same for lines of tabs and letters that neither join nor are replaced; nil for others.
  private static func simpleRows(_ line: PatchLine, width: Int) -> Int? {
    var rows = 1
    var column = 0
    var total = 0
    for scalar in Substring(line.utf8).unicodeScalars {
      var step = 1
      switch scalar.value {
      case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0x370..<0x378, 0x38E..<0x3A2, 0x3A3..<0x483:
        break
      case 0x3041..<0x3097, 0x30A1..<0x3100, 0x4E00..<0xA000, 0xAC00..<0xD7A4, 0xFF01..<0xFF5F:
        step = 2
      case 0x3000..<0x3003: step = 2
      case 0x2010..<0x2028: break
      case 0x09:
        // A tab is as many blanks.
        step = tabWidth - total % tabWidth
        total += step
        let end = column + step
        rows += max(0, (end - 1) / width)
        column = end > width ? (end - 1) % width + 1 : end
        continue
      default: return nil
      }
      if column + step > width { (rows, column) = (rows + 1, 0) }
      column += step
      total += step
    }
    return rows
  }
}
