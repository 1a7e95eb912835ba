import Screen
import Testing

@Suite("What a cell shows")
struct GlyphTests {
  @Test(
    "a text of up to fifteen bytes is kept as it is",
    arguments: ["", " ", "a", "é", "─", "⣿", "界", "🙂", "e\u{301}\u{302}\u{303}", "\u{0}", "\t"])
  func whole(_ text: String) {
    let glyph = Glyph(text)
    #expect(Array(glyph.text.utf8) == Array(text.utf8))
    #expect(glyph.count == text.utf8.count)
    #expect((0..<glyph.count).map { glyph.byte(at: $0) } == Array(text.utf8))
    #expect(glyph == Glyph("\(text)"))
    #expect(glyph != Glyph(text + "x"))
  }

  @Test("of a longer one the scalars that fit are kept")
  func cut() {
    #expect(Glyph(String(repeating: "x", count: 40)).text == String(repeating: "x", count: 15))
    #expect(Glyph("🙂\u{1D165}\u{1D165}\u{1D165}").text == "🙂\u{1D165}\u{1D165}")
  }
}
