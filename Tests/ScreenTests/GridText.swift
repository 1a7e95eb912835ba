import Foundation
import Screen
import Testing

/// A grid as lines of text, trimmed on the right, for goldens and messages.
func text(of grid: Grid) -> String {
  grid.text
}

/// A grid's styles as lines of letters.
func styles(of grid: Grid) -> String { grid.styles }

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
