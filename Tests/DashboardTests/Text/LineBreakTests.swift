import Core
import Foundation
import Testing

@testable import Dashboard
@testable import Screen

@Suite struct `Where lines break` {
  /// Lines of every length, characters of several bytes, at times none of them for long.
  private func text(_ chance: inout SplitMix) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<chance.next(12) {
      switch chance.next(4) {
      case 0: bytes += Array(repeating: 0x61, count: chance.next(3 * LineBreaks.block))
      case 1: bytes += Array(String(repeating: "€", count: chance.next(LineBreaks.block)).utf8)
      case 2: bytes += (0..<chance.next(200)).flatMap { _ in [0x62, 0x0A] }
      default:
        bytes += (0..<chance.next(5000)).map { _ in UInt8.random(in: 0x80...0xBF, using: &chance) }
      }
      if chance.next(3) > 0 { bytes.append(0x0A) }
      if chance.next(8) == 0 {
        bytes += Array(
          repeating: 0x63, count: LineBreaks.block - bytes.count % LineBreaks.block)
      }
    }
    return bytes
  }

  private func starts(_ bytes: [UInt8]) -> [Int] {
    var scan = LineScan(bytes: bytes, at: 0, continues: false, before: [])
    var starts: [Int] = []
    while let line = scan.next(isEnd: true, prefix: { _ in "" }) { starts.append(line.start) }
    return starts
  }

  @Test func `from any place, the same lines are found as from the beginning`() {
    var chance = SplitMix(seed: 5)
    for _ in 0..<10 {
      let bytes = text(&chance)
      guard !bytes.isEmpty else { continue }
      let starts = starts(bytes)
      for _ in 0..<20 {
        let place = chance.next(bytes.count)
        let start = LineBreaks.start(of: place) { offset, count in
          Array(bytes[min(offset, bytes.count)..<min(bytes.count, offset + count)])
        }
        #expect(start == starts.last { $0 <= place })
        let block = place / LineBreaks.block * LineBreaks.block
        let from = max(0, block - LineBreaks.block)
        if let first = LineBreaks.firstStart(in: Array(bytes[from...]), at: from) {
          #expect(starts.contains(from + first) || from + first == bytes.count)
        }
      }
    }
  }

  @Test func `a file read in pieces has the lines that it has as a whole`() throws {
    var chance = SplitMix(seed: 11)
    for _ in 0..<4 {
      let bytes = text(&chance)
      let made = try MadeText("")
      let reader = TextReader(TextFile(path: made.path))
      var written = 0
      while written < bytes.count {
        let more = min(bytes.count - written, 1 + chance.next(40_000))
        try made.append(Array(bytes[written..<written + more]))
        written += more
        _ = reader.answer(end(5000))
      }
      let grown = reader.answer(end(5000))
      let whole = TextReader(TextFile(path: made.path)).answer(end(5000))
      #expect(grown.lines.suffix(40) == whole.lines.suffix(40))
      let starts = starts(bytes)
      #expect(grown.lines.allSatisfy { starts.contains($0.start) })
      #expect(grown.lines.reduce(0) { max($0, $1.end) } == bytes.count)
      let middle = TextReader(TextFile(path: made.path)).answer(at(bytes.count / 2, 10, 10))
      #expect(middle.lines.allSatisfy { starts.contains($0.start) })
    }
  }

  @Test func `an escape sequence cut in two by a break leaves nothing behind`() throws {
    for shift in 0..<12 {
      var bytes = Array(repeating: UInt8(ascii: "x"), count: LineBreaks.block - shift)
      bytes += Array("\u{1B}[38;5;200mred".utf8)
      bytes += Array(repeating: UInt8(ascii: "y"), count: 100)
      let made = try MadeText("")
      try made.write(bytes)
      for demand in [end(10), at(LineBreaks.block + 50, 0, 10)] {
        let page = TextReader(TextFile(path: made.path)).answer(demand)
        #expect(page.lines.last?.text.contains("m") == false)
        #expect(page.lines.last?.text.hasSuffix("yyy") == true)
      }
    }
  }
}
