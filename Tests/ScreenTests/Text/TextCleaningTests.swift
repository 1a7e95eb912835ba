import Core
import Foundation
import Testing

@testable import Screen

@Suite struct `Text from anywhere is made safe` {
  private func clean(_ bytes: [UInt8]) -> (text: String, isBar: Bool) {
    bytes.withUnsafeBytes { TextCleaner.clean($0) }
  }

  @Test(arguments: [
    ("plain\n", "plain"), ("dos\r\n", "dos"), ("", ""), ("\n", ""),
    ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}[38;2;1;2;3mx\u{1B}[K", "x"),
    ("a\u{1B}]0;title\u{7}b", "ab"),
    ("a\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\b", "alinkb"),
    ("a\u{1B}P1$r0m\u{1B}\\b", "ab"), ("a\u{1B}_hidden\u{1B}\\b", "ab"), ("a\u{9B}31mb", "ab"),
    ("a\u{9D}0;t\u{9C}b", "ab"), ("a\u{1B}\u{1B}[31mb", "ab"), ("a\u{1B}(Bb", "ab"),
    ("a\u{1B}Mb", "ab"), ("a\u{1B}[31", "a"), ("a\u{1B}", "a"), ("a\u{1B}]0;never ends", "a"),
    ("a\u{0}b\u{7}c\u{7F}d\u{85}e", "abcde"), ("a\u{202E}b\u{2066}c\u{200F}d\u{FEFF}e", "abcde"),
    ("\tx\ty", "        x       y"), ("é\tx", "é       x"), ("表\tx", "表      x"),
    ("10%\r20%\r30%", "30%"), ("10%\r20%\r", "20%"), ("a\r\u{1B}[K", "a"),
    ("1/9\u{8}\u{8}\u{8}2/9", "2/9"), ("\u{8}\u{8}x", "x"), ("caf\u{65}\u{301}", "cafe\u{301}"),
  ])
  func `what a terminal would obey is obeyed or left out`(_ given: String, _ text: String) {
    #expect(clean(Array(given.utf8)).text == text)
  }

  @Test func `bytes that are no text become marks`() {
    #expect(clean([0x61, 0xFF, 0x62]).text == "a\u{FFFD}b")
    #expect(clean([0x61, 0xE2, 0x82]).text == "a\u{FFFD}")
    #expect(clean([0x9B, 0x33, 0x31, 0x6D]).text == "\u{FFFD}31m")
  }

  @Test func `only what was written over is a bar`() {
    #expect(clean(Array("1\r2\n".utf8)).isBar)
    #expect(!clean(Array("1\r\n".utf8)).isBar)
    #expect(!clean(Array("é".utf8)).isBar)
  }

  @Test func `marks do not pile up on one character`() {
    let pile = clean(Array(("e" + String(repeating: "\u{301}", count: 500) + "x").utf8)).text
    #expect(pile.unicodeScalars.count == 6)
    #expect(clean(Array("\u{301}x".utf8)).text == "x")
  }

  /// Pieces that mean something to a terminal, to be mixed at random.
  private static let pieces: [[UInt8]] =
    [
      "\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}\\", "\u{1B}", "\u{7}", "\r", "\n", "\t", "\u{8}",
      "31m", "?25h", "0;t", "\u{9B}", "\u{9D}", "\u{9C}", "\u{90}", "\u{202E}", "\u{2069}",
      "\u{200D}", "\u{301}", "\u{FEFF}", "\u{E0041}", "\u{2028}", "表", "é", "👩‍👩‍👧", "loss: 1.0 ", ";",
      "m",
      "\u{0}", "\u{7F}", "\u{85}", " ",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC2], [0xE2, 0x80], [0x9B], [0xF0, 0x9F], [0xC0, 0x80],
    ]

  @Test func `a hundred thousand mutations leave nothing that a terminal obeys`() {
    var random = SplitMix(seed: 20_261_125)
    func chance(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    for round in 0..<Fuzz.rounds(100_000) {
      var bytes: [UInt8] = []
      for _ in 0..<chance(12) {
        bytes += Self.pieces[chance(Self.pieces.count)]
        if chance(8) == 0 { bytes.append(UInt8(chance(256))) }
        if chance(16) == 0, !bytes.isEmpty { bytes[chance(bytes.count)] ^= 0x80 }
      }
      let text = clean(bytes).text
      guard let bad = text.unicodeScalars.first(where: Self.isObeyed) else { continue }
      Issue.record("round \(round): U+\(String(bad.value, radix: 16)) of \(bytes)")
      return
    }
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
