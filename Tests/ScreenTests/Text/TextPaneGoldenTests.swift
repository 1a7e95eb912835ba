import Testing

@testable import Screen

@Suite struct `Pictures of a text` {
  private let output = [
    "step 00608 (63.8%) | loss: 2.702618 | tok/sec: 1,663,902 | mfu: 39.8%",
    "step 00609 (63.9%) | loss: 2.702455 | tok/sec: 1,664,233 | mfu: 39.8%",
    "train.py:88: UserWarning: the data loader has no workers left to wait for",
    "step 00610 (64.0%) | loss: 2.702311 | tok/sec: 1,664,118 | mfu: 39.8%",
    "eval:  43%|████▎     | 43/100 [00:12<00:16,  3.51it/s]",
    "step 00611 (64.1%) | loss: nan | tok/sec: 1,664,390 | mfu: 39.8%",
    "Traceback (most recent call last):", "  File \"train.py\", line 212, in <module>",
    "    raise ValueError(\"the loss is not a number\")",
    "ValueError: the loss is not a number",
  ]

  private func picture(
    _ view: TextView, _ page: TextPage, _ width: Int, _ height: Int, unicode: Bool = true
  ) -> Grid {
    var grid = Grid(size: Size(width: width, height: height))
    let pane = TextPane(
      view, page, capabilities: Capabilities(glyphs: unicode ? .braille : .ascii, unicode: unicode))
    pane.draw(into: &grid, at: Rect(row: 1, column: 0, width: width, height: height - 1))
    let right = pane.mark(width: width, height: height - 1)
    ChartText.put(
      pane.remark(), into: &grid, row: 0, column: 1, within: Rect(grid.size))
    ChartText.put(
      right, into: &grid, row: 0, column: width - 1 - right.width, within: Rect(grid.size))
    return grid
  }

  @Test func `the end of a log that goes on`() throws {
    var view = TextView()
    var log = page(output)
    log.isLive = true
    _ = view.settle(log, width: 78, height: 9)
    try expectGolden(picture(view, log, 80, 10), "text-live")
    try expectGolden(picture(view, log, 40, 10, unicode: false), "text-ascii")
  }

  @Test func `scrolled away, with what came since and what was found`() throws {
    var view = TextView()
    var log = page(output)
    _ = view.settle(log, width: 78, height: 5)
    view.scroll(rows: -4)
    _ = view.settle(log, width: 78, height: 5)
    view.find("loss: 2.7024")
    log.finding = TextFinding(ticket: 1, outcome: .found(log.lines[1].start..<log.lines[1].end))
    log.news = TextNews(bytes: 20_000, lines: 312)
    _ = view.settle(log, width: 78, height: 5)
    _ = view.settle(log, width: 78, height: 5)
    try expectGolden(picture(view, log, 80, 6), "text-found")
  }

  @Test func `long lines wrapped, cut and shifted`() throws {
    let agent = [
      "I will widen the second attention window, because the last three tries that shortened it all "
        + "lost about four noise units.",
      "", "Edited train.py, one line: WINDOW = 512 -> WINDOW = 768",
      "表計算の結果は、前の試行よりも少しだけ良いように見えますが、まだ確かではありません。",
    ]
    var log = page(agent)
    for (index, time) in ["02:11:40", "02:11:40", "02:12:05", "02:12:09"].enumerated() {
      log.lines[index].prefix = time
    }
    var view = TextView()
    view.toggleWrap()
    let width = TextPane.textWidth(view, page: log, width: 60)
    _ = view.settle(log, width: width, height: 9)
    try expectGolden(picture(view, log, 60, 10), "text-wrapped")
    view.toggleWrap()
    _ = view.settle(log, width: width, height: 9)
    try expectGolden(picture(view, log, 60, 6), "text-cut")
    view.shift(columns: 21)
    try expectGolden(picture(view, log, 60, 6), "text-shifted")
  }

  @Test func `a gap, a line in pieces, and nothing at all`() throws {
    var log = page([
      "the head ends here", "gap", "a line that is far too long to", " be one row", "x",
    ])
    log.lines[1].kind = .gap(bytes: 12_345_678)
    log.lines[3].continues = true
    log.note = "over its cap: the newest 12 MB follow at the end"
    var view = TextView()
    _ = view.settle(log, width: 58, height: 5)
    try expectGolden(picture(view, log, 60, 6), "text-gap")
    var none = TextPage()
    none.note = "no out.log yet"
    try expectGolden(picture(TextView(), none, 60, 4), "text-none")
  }

  @Test func `a search says how far it is`() {
    var view = TextView()
    let log = page(output)
    _ = view.settle(log, width: 78, height: 9)
    view.find("x")
    func words(_ outcome: TextFinding.Outcome) -> String {
      var log = log
      log.finding = TextFinding(ticket: 1, outcome: outcome)
      _ = view.settle(log, width: 78, height: 9)
      return TextPane(view, log, capabilities: Capabilities()).remark().map(\.text).joined()
    }
    #expect(words(.searching(0.439)) == "searching for x  43 %")
    #expect(words(.nothing) == "x is nowhere in it")
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 KB"), (12_345_678, "12 MB"),
    (999_600, "1.0 MB"), (5_000_000_000, "5.0 GB"),
  ])
  func `bytes are counted in thousands`(_ count: Int, _ words: String) {
    #expect(NumberText.bytes(count) == words)
  }

  @Test func `wrapping loses nothing and never exceeds the width`() {
    for text in [
      "", "a", "four words that wrap", String(repeating: "x", count: 100), "表計算の結果は、前の",
      "a 表 b 計 c",
      "word " + String(repeating: "y", count: 33) + " end",
    ] {
      for width in 2...20 {
        let rows = TextWrap.rows(of: text, width: width)
        #expect(rows.first?.lowerBound == 0)
        #expect(rows.last?.upperBound == text.utf8.count)
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        let bytes = Array(text.utf8)
        for row in rows {
          let piece = String(decoding: bytes[row], as: UTF8.self)
          let columns = CellWidth.columns(of: piece)
          #expect(columns <= width || piece.hasSuffix(" ") && columns == width + 1, "\(piece)")
        }
        #expect(TextWrap.count(of: text, width: width) == rows.count)
      }
    }
  }
}
