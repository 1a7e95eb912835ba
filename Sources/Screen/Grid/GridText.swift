extension Grid {
  /// What is drawn, a row a line, trimmed on the right.
  package var text: String { lines { $0.text } }

  /// How it is drawn: one letter per role, upper case when bold, `#` when selected, `%` when
  /// reversed, and `.` for plain text.
  package var styles: String {
    lines { cell in
      if cell.style.selected { return "#" }
      if cell.style.reverse { return "%" }
      let letter = cell.style.role.letter(blank: cell.text == " ")
      return cell.style.bold ? letter.uppercased() : letter
    }
  }

  /// Every cell as one character, a row a line.
  package func lines(_ piece: (Cell) -> String) -> String {
    var lines: [String] = []
    for row in 0..<max(0, size.height) {
      var line = ""
      for column in 0..<max(0, size.width) { line += piece(self[row, column]) }
      while line.hasSuffix(" ") { line.removeLast() }
      lines.append(line)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Role {
  /// The letter that stands for it in a picture of styles.
  fileprivate func letter(blank: Bool) -> String {
    switch self {
    case .text: blank ? " " : "."
    case .dim: blank ? " " : "d"
    case .accent: "a"
    case .good: "g"
    case .bad: "b"
    case .warn: "w"
    case .needsYou: "n"
    case .title: "t"
    case .border: "l"
    case .borderFocus: "f"
    case .selection: "s"
    case .key: "k"
    case .diffAdded: "p"
    case .diffRemoved: "m"
    case .diffContext: "x"
    case .diffAddedWord: "q"
    case .diffRemovedWord: "r"
    case .champion: "c"
    case .ghost: "h"
    case .band: "v"
    case .claimed: "u"
    case .chart1: "1"
    case .chart2: "2"
    case .chart3: "3"
    case .chart4: "4"
    case .chart5: "5"
    case .chart6: "6"
    case .chart7: "7"
    case .chart8: "8"
    case .progress: "o"
    case .progressRest: "e"
    case .syntaxKeyword: "K"
    case .syntaxString: "S"
    case .syntaxNumber: "N"
    case .syntaxComment: "C"
    case .syntaxName: "F"
    case .match: "M"
    }
  }
}
