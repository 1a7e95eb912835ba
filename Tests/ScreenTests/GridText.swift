import Foundation
import Screen
import Testing

/// A grid as lines of text, trimmed on the right, for goldens and messages.
func text(of grid: Grid) -> String {
  rows(of: grid) { $0.text }
}

/// A grid's styles as lines of letters: one letter per role, upper case when bold, `#` when
/// selected, and `.` for plain text.
func styles(of grid: Grid) -> String {
  rows(of: grid) { cell in
    if cell.style.selected { return "#" }
    if cell.style.reverse { return "%" }
    let letter = letter(for: cell.style.role, blank: cell.text == " ")
    return cell.style.bold ? letter.uppercased() : letter
  }
}

/// Compares a grid with its recorded picture beside the tests, text and styles.
///
/// With `PAWL_RECORD=1` in the environment it writes the picture instead.
func expectGolden(
  _ grid: Grid, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens")
  let file = folder.appendingPathComponent(name + ".txt")
  let picture = text(of: grid) + "-- styles\n" + styles(of: grid)
  if ProcessInfo.processInfo.environment["PAWL_RECORD"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try picture.write(to: file, atomically: true, encoding: .utf8)
    return
  }
  guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record("no golden \(name); record with PAWL_RECORD=1", sourceLocation: sourceLocation)
    return
  }
  if recorded != picture {
    Issue.record(
      "\(name) differs.\nrecorded:\n\(recorded)\nnow:\n\(picture)", sourceLocation: sourceLocation)
  }
}

private func rows(of grid: Grid, _ piece: (Cell) -> String) -> String {
  var lines: [String] = []
  for row in 0..<max(0, grid.size.height) {
    var line = ""
    for column in 0..<max(0, grid.size.width) {
      line += piece(grid[row, column])
    }
    while line.hasSuffix(" ") { line.removeLast() }
    lines.append(line)
  }
  return lines.joined(separator: "\n") + "\n"
}

private func letter(for role: Role, blank: Bool) -> String {
  switch role {
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
