import Screen
import Terminal
import Testing

/// Bytes, and what they mean once nothing more comes.
struct Typed: Sendable, CustomTestStringConvertible {
  var bytes: [UInt8]
  var inputs: [Input]

  init(_ text: String, _ inputs: Input...) {
    bytes = Array(text.utf8)
    self.inputs = inputs
  }

  init(bytes: [UInt8], _ inputs: Input...) {
    self.bytes = bytes
    self.inputs = inputs
  }

  var testDescription: String {
    bytes.map { (0x21..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "<\($0)>" }.joined()
  }

  static func key(
    _ code: KeyCode, control: Bool = false, alt: Bool = false, shift: Bool = false
  ) -> Input { .key(Key(code, control: control, alt: alt, shift: shift)) }

  static let text: [Typed] = [
    Typed("a", key(.character("a"))),
    Typed("Z", key(.character("Z"))),
    Typed("é", key(.character("é"))),
    Typed("漢🚀", key(.character("漢")), key(.character("🚀"))),
    Typed(" ", key(.character(" "))),
    Typed("\u{1}", key(.character("a"), control: true)),
    Typed("\u{3}", key(.character("c"), control: true)),
    Typed("\u{1A}", key(.character("z"), control: true)),
    Typed("\u{1C}", key(.character("\\"), control: true)),
    Typed("\u{0}", key(.character(" "), control: true)),
    Typed("\r", key(.enter)), Typed("\n", key(.enter)), Typed("\t", key(.tab)),
    Typed("\u{7F}", key(.backspace)), Typed("\u{8}", key(.backspace)),
    Typed("\u{1B}", key(.escape)),
    Typed("\u{1B}\u{1B}", key(.escape), key(.escape)),
    Typed("\u{1B}x", key(.character("x"), alt: true)),
    Typed("\u{1B}é", key(.character("é"), alt: true)),
    Typed("\u{1B}\r", key(.enter, alt: true)),
    Typed("\u{1B}[", key(.character("["), alt: true)),
    Typed("\u{1B}O", key(.character("O"), alt: true)),
    Typed("\u{1B}]", key(.character("]"), alt: true)),
    Typed(bytes: [0xFF, 0x61], key(.character("a"))),
    Typed(bytes: [0xC3, 0x61], key(.character("a"))),
    Typed(bytes: [0xC0, 0x80, 0x61], key(.character("a"))),
    Typed(bytes: [0xED, 0xA0, 0x80, 0x61], key(.character("a"))),
    Typed(bytes: [0xE6, 0xBC]),
    Typed("\u{85}a", key(.character("a"))),
  ]

  static let keys: [Typed] = [
    Typed("\u{1B}[A", key(.up)), Typed("\u{1B}[B", key(.down)),
    Typed("\u{1B}[C", key(.right)), Typed("\u{1B}[D", key(.left)),
    Typed("\u{1B}OA", key(.up)), Typed("\u{1B}OD", key(.left)),
    Typed("\u{1B}[H", key(.home)), Typed("\u{1B}[F", key(.end)),
    Typed("\u{1B}[1~", key(.home)), Typed("\u{1B}[4~", key(.end)),
    Typed("\u{1B}[7~", key(.home)), Typed("\u{1B}[8~", key(.end)),
    Typed("\u{1B}[2~", key(.insert)), Typed("\u{1B}[3~", key(.delete)),
    Typed("\u{1B}[5~", key(.pageUp)), Typed("\u{1B}[6~", key(.pageDown)),
    Typed("\u{1B}[Z", key(.backTab)),
    Typed("\u{1B}OP", key(.function(1))), Typed("\u{1B}[11~", key(.function(1))),
    Typed("\u{1B}[[A", key(.function(1))), Typed("\u{1B}[[E", key(.function(5))),
    Typed("\u{1B}[15~", key(.function(5))), Typed("\u{1B}[17~", key(.function(6))),
    Typed("\u{1B}[21~", key(.function(10))), Typed("\u{1B}[24~", key(.function(12))),
    Typed("\u{1B}[1;5A", key(.up, control: true)),
    Typed("\u{1B}[1;2B", key(.down, shift: true)),
    Typed("\u{1B}[1;3C", key(.right, alt: true)),
    Typed("\u{1B}[1;8D", key(.left, control: true, alt: true, shift: true)),
    Typed("\u{1B}[3;5~", key(.delete, control: true)),
    Typed("\u{1B}[1;2R", key(.function(3), shift: true)),
    Typed("\u{1B}[1;5P", key(.function(1), control: true)),
    Typed("\u{1B}\u{1B}[A", key(.up, alt: true)),
    Typed("\u{1B}[a", key(.up, shift: true)),
    Typed("\u{1B}[5^", key(.pageUp, control: true)),
    Typed("\u{1B}OM", key(.enter)), Typed("\u{1B}Or", key(.character("2"))),
    Typed("\u{1B}[97u", key(.character("a"))),
    Typed("\u{1B}[97;2u", key(.character("A"))),
    Typed("\u{1B}[97;5u", key(.character("a"), control: true)),
    Typed("\u{1B}[13;2u", key(.enter, shift: true)),
    Typed("\u{1B}[27u", key(.escape)), Typed("\u{1B}[91;5u", key(.escape)),
    Typed("\u{1B}[9;2u", key(.backTab)),
    Typed("\u{1B}[97;5:3u"), Typed("\u{1B}[97;5:1u", key(.character("a"), control: true)),
    Typed("\u{1B}[27;5;105~", key(.character("i"), control: true)),
    Typed("\u{1B}[57441u"),
  ]

  /// Keys as only some terminals write them.
  static let dialects: [Typed] = [
    // Shift before a dollar, control in a small letter behind a single shift.
    Typed("\u{1B}[3$", key(.delete, shift: true)),
    Typed(
      "\u{1B}[5$q", key(.pageUp, shift: true),
      key(.character("q"))),
    Typed("\u{1B}Oa", key(.up, control: true)), Typed("\u{1B}Od", key(.left, control: true)),
    Typed("\u{1B}[11^", key(.function(1), control: true)),
    Typed("\u{1B}[3@", key(.delete, control: true, shift: true)),
    Typed("\u{1B}[23~", key(.function(11))), Typed("\u{1B}[34~", key(.function(20))),
    // Modifiers behind a single shift.
    Typed("\u{1B}O5A", key(.up, control: true)), Typed("\u{1B}O1;5A", key(.up, control: true)),
    Typed("\u{1B}O1;2P", key(.function(1), shift: true)),
    Typed("\u{1B}O3Q", key(.function(2), alt: true)),
    // The upper half of a key, what it types, locks, keys of the desktop.
    Typed("\u{1B}[97:65;2u", key(.character("A"))), Typed("\u{1B}[49:33;2u", key(.character("!"))),
    Typed("\u{1B}[49;2;33u", key(.character("!"))), Typed("\u{1B}[97;65u", key(.character("a"))),
    Typed("\u{1B}[97;129u", key(.character("a"))), Typed("\u{1B}[113;9u"), Typed("\u{1B}[1;9A"),
    Typed("\u{1B}[97;3u", key(.character("a"), alt: true)),
    Typed("\u{1B}[97;33u", key(.character("a"), alt: true)),
    Typed("\u{1B}[57376u", key(.function(13))), Typed("\u{1B}[57399;1u", key(.character("0"))),
    Typed("\u{1B}[1;1:3A"), Typed("\u{1B}[1;1:2A", key(.up)),
    Typed("\u{1B}[13~", key(.function(3))),
    Typed("\u{1B}[27;2;13~", key(.enter, shift: true)), Typed("\u{1B}[27;5;91~", key(.escape)),
    Typed("\u{1B}[27;6;65~", key(.character("A"), control: true)),
    Typed("\u{1B}[127;5u", key(.backspace, control: true)),
    // Through tmux: an escape before a sequence is alt, and focus comes as from the terminal.
    Typed("\u{1B}\u{1B}OA", key(.up, alt: true)), Typed("\u{1B}\u{1B}[5~", key(.pageUp, alt: true)),
    Typed("\u{1B}[I\u{1B}[O", .focus(true), .focus(false)),
    Typed("\u{1B}\u{7F}", key(.backspace, alt: true)), Typed("\u{1B}\t", key(.tab, alt: true)),
    Typed("\u{1B}1", key(.character("1"), alt: true)),
    Typed("\u{1B}\u{1}", key(.character("a"), control: true, alt: true)),
  ]

  static let reports: [Typed] = [
    Typed("\u{1B}[I", .focus(true)), Typed("\u{1B}[O", .focus(false)),
    Typed("\u{1B}[<0;10;5M", .mouse(.press, row: 4, column: 9)),
    Typed("\u{1B}[<0;10;5m", .mouse(.release, row: 4, column: 9)),
    Typed("\u{1B}[<32;300;2M", .mouse(.drag, row: 1, column: 299)),
    Typed("\u{1B}[<64;1;1M", .mouse(.wheelUp, row: 0, column: 0)),
    Typed("\u{1B}[<65;1;1M", .mouse(.wheelDown, row: 0, column: 0)),
    Typed("\u{1B}[<16;3;4M", .mouse(.press, row: 3, column: 2)),
    Typed("\u{1B}[<2;3;4M"), Typed("\u{1B}[<35;3;4M"), Typed("\u{1B}[<0;0;0M"),
    Typed("\u{1B}[M !!", .mouse(.press, row: 0, column: 0)),
    Typed("\u{1B}[M#\"!", .mouse(.release, row: 0, column: 1)),
    Typed("\u{1B}[200~a\rb\u{1B}[201~", .paste("a\nb")),
    Typed("\u{1B}[200~a\r\nb\u{1B}[201~c", .paste("a\nb"), key(.character("c"))),
    Typed("\u{1B}[200~\u{1B}[A\u{1B}[20\u{1B}[201~", .paste("\u{1B}[A\u{1B}[20")),
    Typed("\u{1B}[200~\u{1B}[201~", .paste("")),
    Typed("\u{1B}[200~half\u{1B}[2", .paste("half\u{1B}[2")),
    Typed("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\a", key(.character("a"))),
    Typed("\u{1B}]11;rgb:ff/ff/ff\u{1B}[Aa", key(.up), key(.character("a"))),
    Typed("\u{1B}]52;c;QUJD\u{18}a", key(.character("a"))),
    Typed(
      "\u{1B}[<64;5;6M\u{1B}[<80;5;6M", .mouse(.wheelUp, row: 5, column: 4),
      .mouse(.wheelUp, row: 5, column: 4)),
    Typed("\u{1B}[M`!!", .mouse(.wheelUp, row: 0, column: 0)),
    Typed("\u{1B}[M@%&", .mouse(.drag, row: 5, column: 4)),
    Typed("\u{1B}[12;2$ya", key(.character("a"))),
    Typed("\u{1B}]11;rgb:0000/0000/0000\u{7}a", key(.character("a"))),
    Typed("\u{1B}P>|tmux 3.3a\u{1B}\\a", key(.character("a"))),
    Typed("\u{1B}_Gi=1;OK\u{1B}\\a", key(.character("a"))),
    Typed("\u{1B}[?62;22ca", key(.character("a"))),
    Typed("\u{1B}[>0;136;0ca", key(.character("a"))),
    Typed("\u{1B}[24;80Ra", key(.character("a"))),
    Typed("\u{1B}[1;5\u{18}a", key(.character("a"))),
    Typed("\u{1B}[1\ra", key(.enter), key(.character("a"))),
  ]

  static let all = text + keys + dialects + reports
}

struct DecoderTests {
  @Test(arguments: Typed.all)
  func `bytes are read as what was typed`(typed: Typed) {
    var decoder = Decoder()
    #expect(decoder.feed(typed.bytes) + decoder.flush() == typed.inputs)
    #expect(decoder.patience == nil)
  }

  @Test(arguments: Typed.all)
  func `where the bytes are split does not matter`(typed: Typed) {
    for split in typed.bytes.indices {
      var decoder = Decoder()
      var inputs = decoder.feed(typed.bytes[..<split])
      inputs += decoder.feed(typed.bytes[split...])
      #expect(inputs + decoder.flush() == typed.inputs, "split at \(split)")
    }
    var decoder = Decoder()
    var inputs = typed.bytes.flatMap { decoder.feed([$0]) }
    inputs += decoder.flush()
    #expect(inputs == typed.inputs, "byte by byte")
  }

  @Test func `an escape waits for what may follow and then is the escape key`() {
    var decoder = Decoder()
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.patience == .milliseconds(25))
    #expect(decoder.flush() == [Typed.key(.escape)])
    #expect(decoder.flush().isEmpty)
  }

  @Test func `a paste is bounded and what follows it is read`() throws {
    var decoder = Decoder()
    var bytes = Array("\u{1B}[200~".utf8)
    bytes += Array(repeating: UInt8(ascii: "x"), count: Decoder.pasteLimit + 10)
    bytes += Array("\u{1B}[201~q".utf8)
    let inputs = decoder.feed(bytes)
    try #require(inputs.count == 2)
    guard case .paste(let text) = inputs[0] else {
      Issue.record("no paste")
      return
    }
    #expect(text.utf8.count == Decoder.pasteLimit)
    #expect(inputs[1] == Typed.key(.character("q")))
  }

  @Test(arguments: [(1, true), (2, true), (3, true), (0, false), (4, false)])
  func `the answer about synchronized updates is heard and is no key`(value: Int, able: Bool) {
    var decoder = Decoder()
    #expect(decoder.synchronizedUpdates == nil)
    #expect(decoder.feed(Array("\u{1B}[?2026;\(value)$y".utf8)).isEmpty)
    #expect(decoder.synchronizedUpdates == able)
  }

  @Test(arguments: [
    ("rgb:0000/0000/0000", Background.dark), ("rgb:ffff/ffff/ffff", .light),
    ("rgb:28/2c/34", .dark), ("rgba:fdfd/f6f6/e3e3/ffff", .light), ("#1e1e1e", .dark),
  ])
  func `the answer about the background is heard and is no key`(
    answer: String, background: Background
  ) {
    for end in ["\u{7}", "\u{1B}\\"] {
      var decoder = Decoder()
      #expect(decoder.feed(Array("\u{1B}]11;\(answer)\(end)".utf8)).isEmpty)
      #expect(decoder.background?.background == background)
    }
  }

  @Test(arguments: ["", "rgb:", "rgb:1/2", "rgb:12345/0/0", "rgb:xx/00/00", "#12345", "red"])
  func `an answer that is no color changes nothing`(answer: String) {
    var decoder = Decoder()
    #expect(decoder.feed(Array("\u{1B}]11;\(answer)\u{7}".utf8)).isEmpty)
    #expect(decoder.background == nil)
  }

  @Test func `after the terminal said what it is no other answer is awaited`() {
    var decoder = Decoder()
    #expect(decoder.feed(Array("\u{1B}[?62;22c".utf8)).isEmpty)
    #expect(decoder.hasAnswered)
  }

  @Test func `a paste over a slow line is not given up soon`() {
    var decoder = Decoder()
    #expect(decoder.feed(Array("\u{1B}[200~half".utf8)).isEmpty)
    #expect(decoder.patience == .seconds(3))
  }

  @Test func `a terminal's own key strings come first`() {
    let home = Array("\u{1B}[44Q".utf8)
    var decoder = Decoder(keyStrings: [home: .home])
    #expect(decoder.feed(home) == [Typed.key(.home)])
  }

  @Test func `an unended reply is given up after a silence`() {
    var decoder = Decoder()
    #expect(decoder.feed(Array("\u{1B}]52;c;abc".utf8)).isEmpty)
    #expect(decoder.patience == .milliseconds(500))
    #expect(decoder.flush().isEmpty)
    #expect(decoder.feed([UInt8(ascii: "q")]) == [Typed.key(.character("q"))])
  }
}
