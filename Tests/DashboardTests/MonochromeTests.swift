import Core
import Foundation
import Screen
import Terminal
import Testing

@testable import Dashboard

@MainActor
@Suite struct `Screens without colour` {
  private static let words = [
    "RoPE base 10k -> 50k", "the optimizer", "try the schedule first", "GELU -> SiLU",
    "depth 8 -> 10",
    "warmdown 0.5 -> 0.6", "no bias terms", "batch 2^18",
  ]

  /// Every screen, and the questions that open over it.
  nonisolated static let screens: [(name: String, keys: String)] = [
    ("overview", ""), ("needs-you", "key !"), ("experiments", "key 2 j space j j space"),
    ("curves", "key 2 space j space 3 ."), ("ratchet", "key 4"), ("lanes", "key 5"),
    ("events", "key 6 k"), ("experiment", "key 2 enter"), ("diff", "key ! d z"),
    ("output", "key o z"),
    ("help", "key ?"), ("palette", "key :"), ("rules", "key i j"), ("leave", "key q j"),
    ("veto", "key v"),
  ]

  @Test func `what needs a person and what is selected is reversed, and marks are characters`()
    throws
  {
    let made = try MadeStory(words: Self.words).made
    let palette = Palette(theme: .standard, depth: .monochrome)
    for (name, keys) in Self.screens {
      let dashboard = try ScriptedDashboard(access: made.access)
      _ = try dashboard.play("size 80x24\n\(keys)", file: "keys")
      for size in ["80x24", "120x36", "200x60"] {
        let said = try dashboard.play("size \(size)\nscreen mono", file: "keys")
        try Golden.expect(said, "mono-\(name)-\(size)")
        expectReversed(dashboard.picture(), palette, name)
      }
    }
  }

  private func expectReversed(_ grid: Grid, _ palette: Palette, _ name: String) {
    let plane = palette.plane(of: grid).split(separator: "\n", omittingEmptySubsequences: false)
    for row in 0..<grid.size.height {
      let looks = Array(plane[row])
      for column in looks.indices {
        let cell = grid[row, column]
        guard cell.style.role == .needsYou || cell.style.selected, cell.text != " ",
          !cell.text.isEmpty
        else { continue }
        if !"rR=#".contains(looks[column]) {
          Issue.record("\(name): \(cell.text) at \(row), \(column) does not stand out")
          return
        }
      }
    }
  }
}

/// Recorded answers beside the tests.
enum Golden {
  /// Compares a text with the recorded one; with `PAWL_RECORD=1` in the environment records it.
  static func expect(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Goldens")
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["PAWL_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    guard recorded != text else { return }
    Issue.record(
      "\(name) differs.\nrecorded:\n\(recorded ?? "nothing")\nnow:\n\(text)",
      sourceLocation: sourceLocation)
  }
}
