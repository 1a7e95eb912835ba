import Foundation
import Journal
import Testing

@testable import Dashboard
@testable import Screen

@Suite struct `Reading a part of a text` {
  private func reader(_ made: MadeText) -> TextReader { TextReader(TextFile(path: made.path)) }

  @Test func `the page has the lines around the place, and says where they are`() throws {
    let made = try MadeText(numbered(0..<100_000))
    let reader = reader(made)
    var page = reader.answer(end())
    #expect(page.lines.last?.text == "step 000099999 loss")
    #expect(page.home == page.lines.count - 1)
    #expect(page.home >= 20)
    #expect(page.reachesEnd && !page.reachesStart)
    #expect(page.size == 2_000_000)
    page = reader.answer(at(1_000_005))
    #expect(page.lines[page.home].text == "step 000050000 loss")
    #expect(page.lines[page.home].start == 1_000_000)
    #expect(page.home >= 20 && page.lines.count - page.home >= 20)
    #expect(!page.reachesEnd && !page.reachesStart)
    page = reader.answer(TextDemand(anchor: .share(0.25), before: 5, after: 5))
    #expect(page.lines[page.home].text == "step 000025000 loss")
    page = reader.answer(at(0))
    #expect(page.lines[page.home].text == "step 000000000 loss")
    #expect(page.reachesStart)
    #expect(page.lines.count < 4096)
  }

  @Test func `a large file is opened by reading little of it, and followed by reading what is new`()
    throws
  {
    let made = try MadeText(numbered(0..<400_000))
    let reader = reader(made)
    _ = reader.answer(end(100))
    #expect(reader.bytesRead < 1 << 18)
    for place in [0.5, 0.01, 0.99] {
      let before = reader.bytesRead
      _ = reader.answer(TextDemand(anchor: .share(place), before: 100, after: 100))
      #expect(reader.bytesRead - before < 1 << 18)
    }
    _ = reader.answer(end(100))
    var read = reader.bytesRead
    for _ in 0..<10 { _ = reader.answer(end(100)) }
    #expect(reader.bytesRead == read)
    for more in 0..<10 {
      try made.append(numbered(400_000 + more..<400_001 + more))
      let page = reader.answer(end(100))
      #expect(page.lines.last?.text == "step 00040000\(more) loss")
      // What is new, and a few bytes that tell whether it is still the same text.
      #expect(reader.bytesRead - read <= 20 + 64)
      read = reader.bytesRead
    }
  }

  @Test func `a line is shown while it is written`() throws {
    let made = try MadeText("one\ntw")
    let reader = reader(made)
    #expect(reader.answer(end()).lines.map(\.text) == ["one", "tw"])
    try made.append("o\n")
    #expect(reader.answer(end()).lines.map(\.text) == ["one", "two"])
    try made.append([0xE2, 0x82])
    #expect(reader.answer(end()).lines.map(\.text) == ["one", "two", "\u{FFFD}"])
    try made.append([0xAC])
    #expect(reader.answer(end()).lines.map(\.text) == ["one", "two", "€"])
    try made.append("\rthree\rfour")
    let page = reader.answer(end())
    #expect(page.lines.map(\.text) == ["one", "two", "four"])
    #expect(page.lines.last?.isBar == true)
  }

  @Test func `a text that shrinks, is replaced, vanishes or comes is noticed`() throws {
    let made = try MadeText(numbered(0..<50))
    let reader = reader(made)
    _ = reader.answer(end())
    try made.truncate(to: 205)
    #expect(reader.answer(end()).lines.map(\.text).suffix(2) == ["step 000000009 loss", "step "])
    try made.replace("another\n")
    #expect(reader.answer(end()).lines.map(\.text) == ["another"])
    // Cut to nothing and written again, longer than before.
    try made.truncate(to: 0)
    try made.append("something that is longer\nthan it was\n")
    #expect(reader.answer(end()).lines.map(\.text) == ["something that is longer", "than it was"])
    try made.remove()
    #expect(reader.answer(end()).lines.isEmpty)
    #expect(reader.answer(end()).note == "out.log is gone")
    try made.write(Array("back\n".utf8))
    #expect(reader.answer(at(0)).lines.map(\.text) == ["back"])
    try made.truncate(to: 0)
    #expect(reader.answer(end()).lines.isEmpty)
    #expect(reader.answer(end()).size == 0)
  }

  @Test func `what cannot be read is a sentence`() throws {
    let made = try MadeText("")
    try made.remove()
    #expect(reader(made).answer(end()).note == "no out.log yet")
    try Data().write(to: URL(fileURLWithPath: made.path + ".gz"))
    #expect(reader(made).answer(end()).note?.contains("compressed to out.log.gz") == true)
    try FileManager.default.createDirectory(
      atPath: made.path, withIntermediateDirectories: true)
    #expect(reader(made).answer(end()).note == "out.log is not an ordinary file")
    #expect(mkfifo(made.folder + "/fifo", 0o600) == 0)
    let fifo = TextReader(TextFile(path: made.folder + "/fifo"))
    #expect(fifo.answer(end()).note == "fifo is not an ordinary file")
  }

  @Test func `what a log says was left out is a gap`() throws {
    let made = try MadeText("head\n\n… 123456 bytes left out …\ntail\n")
    let page = reader(made).answer(end())
    #expect(page.lines.map(\.kind) == [.text, .text, .gap(bytes: 123_456), .text])
    #expect(page.note == nil)
  }

  @Test func `a hundred megabytes without a newline cost no more than lines do`() throws {
    let made = try MadeText("first\n")
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: made.path))
    try handle.seekToEnd()
    for _ in 0..<4 { try handle.write(contentsOf: piece) }
    // The rest is a hole: zeros that take no room on the disk.
    try handle.truncate(atOffset: 100 << 20)
    try handle.close()
    let reader = reader(made)
    for demand in [end(100), at(2 << 20, 100, 100), at(0, 100, 100)] {
      let before = reader.bytesRead
      let page = reader.answer(demand)
      #expect(reader.bytesRead - before < 3 << 20)
      #expect(page.lines.reduce(0) { $0 + $1.text.utf8.count } < 4 << 20)
      #expect(page.lines.allSatisfy { $0.end - $0.start <= 2 * LineBreaks.block })
      #expect(page.lines[page.home].continues == (demand.anchor != .line(0, part: 0)))
    }
    #expect(reader.answer(end(100)).note?.hasPrefix("binary") == true)
  }

  @Test func `of a progress bar longer than a line only the newest state is shown`() throws {
    let made = try MadeText("begin\n")
    for step in 0..<6000 { try made.append("\r\(step) of 6000 done, some more words") }
    let reader = reader(made)
    #expect(
      reader.answer(end()).lines.map(\.text) == ["begin", "5999 of 6000 done, some more words"])
    try made.append("\rat last\nend\n")
    #expect(reader.answer(end()).lines.map(\.text) == ["begin", "at last", "end"])
    #expect(self.reader(made).answer(at(0)).lines.map(\.text) == ["begin", "at last", "end"])
  }

  @Test func `what came since somebody left the end is counted`() throws {
    let made = try MadeText(numbered(0..<1000))
    let reader = reader(made)
    var demand = at(0)
    demand.newsFrom = 20_000
    #expect(reader.answer(demand).news == TextNews(bytes: 0, lines: 0))
    try made.append(numbered(1000..<1312))
    #expect(reader.answer(demand).news == TextNews(bytes: 312 * 20, lines: 312))
    try made.append("half")
    #expect(reader.answer(demand).news == TextNews(bytes: 312 * 20 + 4, lines: 312))
    try made.append(numbered(0..<100_000))
    #expect(reader.answer(demand).news?.lines == nil)
    #expect(reader.answer(demand).news?.lines == 100_312)
    #expect(reader.answer(at(0)).news == nil)
  }

  @Test func `a view goes through a file as through any text`() throws {
    let made = try MadeText(numbered(0..<50_000))
    let desk = TextDesk(layout: Layout(project: made.folder))
    var view = TextView()
    func first() -> String {
      let page = desk.read(.file("out.log"), for: &view, width: 40, height: 10, isLive: true)
      let rows = TextPane(view, page, capabilities: Capabilities()).visible(width: 38, height: 10)
      return rows.first.map { page.lines[$0.line].text } ?? ""
    }
    #expect(first() == "step 000049990 loss")
    view.scroll(rows: -5000)
    #expect(first() == "step 000044990 loss")
    view.scroll(rows: 1234)
    #expect(first() == "step 000046224 loss")
    view.go(toPercent: 50)
    #expect(first() == "step 000025000 loss")
    view.find("000012345")
    while desk.isBusy || view.isSearching { _ = first() }
    #expect(first() == "step 000012342 loss")
    #expect(view.isAround)
    view.scroll(rows: -1_000_000)
    for _ in 0..<100 { _ = first() }
    #expect(first() == "step 000000000 loss")
    #expect(!desk.isBusy)
  }

  @Test func `lines in memory have what stands before them`() {
    let memory = TextMemory()
    memory.append("a line\nin two", prefix: "02:14")
    memory.append("another")
    let reader = TextReader(memory)
    #expect(reader.answer(end()).lines.map(\.text) == ["a line in two", "another"])
    #expect(reader.answer(end()).lines.map(\.prefix) == ["02:14", ""])
    memory.append("new", prefix: "02:15")
    #expect(reader.answer(end()).lines.map(\.prefix) == ["02:14", "", "02:15"])
    memory.removeAll()
    #expect(reader.answer(end()).lines.isEmpty)
    #expect(TextReader(TextMemory("x\ny")).answer(end()).lines.map(\.text) == ["x", "y"])
  }
}
