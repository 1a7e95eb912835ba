/// Breaks a line into rows of so many columns, at a blank where there is one.
enum TextWrap {
  /// The UTF-8 ranges of the rows; at least one, and together the whole line.
  static func rows(of text: String, width: Int) -> [Range<Int>] {
    let count = text.utf8.count
    guard width > 0, count > width else { return [0..<count] }
    var rows: [Range<Int>] = []
    var start = 0
    var column = 0
    var offset = 0
    // After the last blank of this row, and the columns up to there.
    var blank = (offset: 0, column: 0)
    for character in text {
      let columns = CellWidth.columns(of: character)
      if column + columns > width, offset > start {
        if character == " " {
          // The blank between two rows is the end of the first one.
        } else if blank.column * 2 > width {
          rows.append(start..<blank.offset)
          start = blank.offset
          column -= blank.column
        } else {
          rows.append(start..<offset)
          start = offset
          column = 0
        }
        if character != " " { blank = (start, 0) }
      }
      offset += character.utf8.count
      column += columns
      if character == " " { blank = (offset, column) }
    }
    rows.append(start..<count)
    return rows
  }

  /// How many rows a line takes.
  static func count(of text: String, width: Int) -> Int {
    guard width > 0, text.utf8.count > width else { return 1 }
    return rows(of: text, width: width).count
  }
}
