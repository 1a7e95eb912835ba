import Core
import Testing

@testable import Screen

struct `Text in cells` {
  private func cells(_ text: String, unicode: Bool = true) -> String {
    CellText(text, marks: true, unicode: unicode, tabWidth: 4).map(\.text).joined(separator: "|")
  }

  @Test(arguments: [
    ("a\tb", "a|   |b"), ("e\u{301}x", "e\u{301}|x"), ("漢a", "漢|a"), ("\u{1b}[31m", "␛|[|3|1|m"),
    ("\u{9b}1", "\u{fffd}|1"), ("a\u{202e}b", "a|\u{fffd}|b"), ("❤\u{fe0f}!", "❤|!"),
    ("👩\u{200d}💻", "👩|\u{fffd}|💻"), ("👍🏽", "👍|▪"), ("🇩🇪", "D|E"), ("a\r\nb", "a|b"),
    ("a\rb", "a|␍|b"), ("\u{301}", "\u{fffd}"), ("\u{1112}\u{1161}", "\u{1112}\u{1161}"),
    ("a\u{300}\u{301}\u{302}\u{303}", "a\u{300}\u{301}\u{302}|\u{fffd}"), ("\u{ad}", "\u{fffd}"),
  ])
  func `nothing is hidden, joined or obeyed`(text: String, pieces: String) {
    #expect(cells(text) == pieces)
  }

  @Test func `in ASCII every column is kept`() {
    #expect(cells("größe 漢 é\u{301}", unicode: false) == "g|r|?|?|e| |?|?| |?")
  }

  @Test func `whatever the text, every piece is safe and as wide as it says`() {
    var random = SplitMix(seed: 3)
    let odd = Array(
      ("\u{0}\u{7}\u{8}\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{9d}\u{ad}\u{300}\u{20dd}\u{200b}\u{200d}"
        + "\u{200e}\u{202a}\u{202e}\u{2066}\u{2069}\u{feff}\u{fe0f}\u{fe0e}\u{1f3fd}👩💻❤🇩🇪漢字가"
        + "\u{1112}\u{1161}\u{11ab}\u{3164}\u{e0041}\u{e0100}\u{378}ก\u{e33}\u{0ce0}\u{0cbe}ab[m 0")
        .unicodeScalars)
    for _ in 0..<Fuzz.rounds(15_000) {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<12, using: &random) {
        if Int.random(in: 0..<4, using: &random) > 0 {
          if let scalar = odd.randomElement(using: &random) { scalars.append(scalar) }
        } else if let scalar = Unicode.Scalar(UInt32.random(in: 0..<0x110000, using: &random)) {
          scalars.append(scalar)
        }
      }
      let text = String(scalars)
      let unicode = Bool.random(using: &random)
      if let fault = fault(in: text, unicode: unicode) {
        Issue.record("\(fault): \(scalars.map { String($0.value, radix: 16) })")
        return
      }
    }
  }

  private func fault(in text: String, unicode: Bool) -> String? {
    var cells = CellText(text, marks: true, unicode: unicode, tabWidth: 4)
    var (column, source) = (0, -1)
    while let piece = cells.next() {
      guard let first = piece.text.unicodeScalars.first else { return "empty piece" }
      if piece.text.contains(where: { $0 == " " }) {
        guard piece.text.allSatisfy({ $0 == " " }), piece.width == piece.text.count else {
          return "blanks"
        }
      } else {
        guard first.visibility == .shown, CellWidth.columns(of: first) == piece.width,
          piece.text.unicodeScalars.dropFirst().allSatisfy({ $0.visibility == .combining }),
          piece.text.unicodeScalars.count <= 4
        else { return "piece" }
      }
      if !unicode, !piece.text.utf8.allSatisfy({ $0 < 0x80 }) { return "not ASCII" }
      guard piece.source > source || !unicode && piece.source == source,
        piece.source < text.utf8.count
      else { return "source" }
      (column, source) = (column + piece.width, piece.source)
    }
    guard cells.column == column else { return "column" }
    guard CellWidth.columns(of: text) <= max(column, text.unicodeScalars.count) else {
      return "width"
    }
    let line = PatchLine(kind: .context, text: text)
    for width in [2, 3, 7] {
      var last = 0
      DiffLines.walk(line, width: width, unicode: true) { spot in
        last = max(last, spot.row)
        return spot.column + spot.width <= width
      }
      guard DiffLines.rows(line, width: width) == last + 1 else { return "rows at \(width)" }
    }
    return nil
  }

  @Test func `wide ranges rise`() {
    for (one, next) in zip(CellWidth.wide, CellWidth.wide.dropFirst()) {
      #expect(one.upperBound < next.lowerBound)
    }
  }
}
