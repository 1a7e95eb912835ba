import Core
import Foundation
import Screen
import Testing

@testable import Dashboard

@MainActor
@Suite struct `A journal full of words that break things` {
  private static let words = [
    "学習率を上げる、温度を下げる、そして行に収まらない", "e\u{301}t\u{302} \u{301}\u{302}", "👩‍👩‍👧 🇩🇪 👍🏽 ❤\u{FE0F}",
    "\u{1B}[2J\u{1B}]0;gone\u{7}\u{9B}31m", "\u{202E}abc\u{2066}\u{200F}", "a\nb\r\nc\td\u{0}", "",
    String(repeating: "漢", count: 200), String(repeating: "w", count: 300),
  ]

  @Test func `every screen at every size is drawn the same twice, whole, and safe for a terminal`()
    throws
  {
    let made = try MadeStory(words: Self.words).made
    for glyphs in ["braille", "ascii"] {
      var script = "glyphs \(glyphs)\n"
      let sizes = glyphs == "ascii" ? [(60, 20)] : [(20, 5), (80, 24)]
      for (width, height) in sizes {
        script += "size \(width)x\(height)\n"
        for (_, keys) in `Screens without colour`.screens {
          script += "\(keys)\nscreen\nkey esc 1\n"
        }
      }
      let first = try ScriptedDashboard(access: made.access).play(script, file: "keys")
      let again = try ScriptedDashboard(access: made.access).play(script, file: "keys")
      #expect(first == again)
      var width = 0
      var frames = 0
      for line in first.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("-- screen ") {
          width = line.dropFirst(10).split(separator: "x").first.flatMap { Int($0) } ?? 0
          frames += 1
        } else if !line.hasPrefix("-- ") {
          // No row has more scalars than columns, but for those drawn over others.
          let columns = line.unicodeScalars.count { !(0x300...0x36F).contains($0.value) }
          #expect(columns <= width, "\(line)")
          let isSafe = line.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
          }
          #expect(isSafe)
          if glyphs == "ascii" { #expect(line.utf8.allSatisfy { $0 < 0x80 }) }
        }
      }
      #expect(frames == sizes.count * `Screens without colour`.screens.count)
    }
  }
}
