/// Breaks text into lines at blanks.
enum Paragraph {
  /// Lines of at most so many columns; longer words are cut.
  static func lines(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(whereSeparator: \.isWhitespace) {
      var word = word
      var columns = CellWidth.columns(of: String(word))
      if used > 0, used + 1 + columns <= width {
        line += " " + word
        used += 1 + columns
        continue
      }
      if used > 0 { lines.append(line) }
      while columns > width {
        let head = prefix(of: word, width: width)
        lines.append(String(head))
        word = word.dropFirst(max(1, head.count))
        columns = CellWidth.columns(of: String(word))
      }
      line = String(word)
      used = columns
    }
    if used > 0 { lines.append(line) }
    return lines
  }

  private static func prefix(of word: Substring, width: Int) -> Substring {
    var used = 0
    var end = word.startIndex
    while end < word.endIndex {
      let next = used + CellWidth.columns(of: word[end])
      if next > width { break }
      used = next
      end = word.index(after: end)
    }
    return word[..<end]
  }
}
