/// Rows of cells as lines of text, each column as wide as its widest cell.
enum PlainTable {
  /// - Parameters:
  ///   - rows: Any number of cells each; rows may end early.
  ///   - right: The columns of numbers.
  ///   - indent: Blanks before each line.
  static func lines(_ rows: [[String]], right: Set<Int> = [], indent: Int = 2) -> [String] {
    var widths: [Int] = []
    for row in rows {
      for (k, cell) in row.enumerated() {
        if k == widths.count { widths.append(0) }
        widths[k] = max(widths[k], width(cell))
      }
    }
    return rows.map { row in
      var line = String(repeating: " ", count: indent)
      for (k, cell) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[k] - width(cell))
        line += (k > 0 ? "  " : "") + (right.contains(k) ? blanks + cell : cell + blanks)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// Columns of a terminal: wide letters of East Asia take two.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x300..<0x370, 0x200B...0x200F, 0xFE00...0xFE0F: sum
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF:
        sum + 2
      default: sum + 1
      }
    }
  }
}
