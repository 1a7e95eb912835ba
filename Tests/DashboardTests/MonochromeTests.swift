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

  @Test func `what stands out does so without it`() throws {
    let made = try MadeStory(words: Self.words).made
    for (name, keys) in Self.screens {
      for size in ["80x24", "120x36", "200x60"] {
        let said = try ScriptedDashboard(access: made.access).play(
          "size \(size)\n\(keys)\nscreen mono", file: "keys")
        try Golden.expect(said, "mono-\(name)-\(size)")
      }
    }
  }

  @Test func `what needs a person and what is selected is reversed, and marks are characters`()
    throws
  {
    let made = try MadeStory(words: Self.words).made
    let palette = Palette(theme: .standard, depth: .monochrome)
    for (_, keys) in Self.screens {
      let dashboard = try ScriptedDashboard(access: made.access)
      _ = try dashboard.play(keys, file: "keys")
      let grid = dashboard.picture()
      let plane = palette.plane(of: grid).split(separator: "\n", omittingEmptySubsequences: false)
      for row in 0..<grid.size.height {
        let looks = Array(plane[row])
        for column in looks.indices {
          let cell = grid[row, column]
          guard cell.style.role == .needsYou || cell.style.selected, cell.text != " " else {
            continue
          }
          let isBehind = cell.text.isEmpty
          #expect(isBehind || "rR=#".contains(looks[column]), "\(keys) \(row) \(column)")
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
