import Foundation
import Screen

/// Looks through a text in steps, from a place to the end and on from the other end.
///
/// Bytes are compared first; a line counts when what is shown of it has the pattern too.
struct TextSearcher {
  let search: TextSearch
  private let bytes: any TextBytes
  /// Still to look through: now, and around the end of the text.
  private var parts: [Range<Int>]
  private let size: Int
  private var looked = 0
  /// The byte of the pattern that logs have least of.
  private let rarest: Int

  private static let chunk = 256 << 10

  init(_ search: TextSearch, in bytes: any TextBytes, size: Int) {
    self.search = search
    self.bytes = bytes
    self.size = size
    let needle = search.pattern.needle
    rarest = needle.indices.min { Self.frequency(needle[$0]) < Self.frequency(needle[$1]) } ?? 0
    let origin = min(max(0, search.origin), size)
    parts = search.isForward ? [origin..<size, 0..<origin] : [0..<origin, origin..<size]
  }

  /// Looks through about so many bytes more.
  mutating func step(budget: Int) -> TextFinding {
    var budget = budget
    while let part = parts.first {
      guard !part.isEmpty else {
        parts.removeFirst()
        continue
      }
      guard budget > 0 else {
        return finding(.searching(size > 0 ? min(1, Double(looked) / Double(size)) : 1))
      }
      let found = search.isForward ? stepForward(part, &budget) : stepBackward(part, &budget)
      if let found { return finding(.found(found)) }
    }
    return finding(.nothing)
  }

  private func finding(_ outcome: TextFinding.Outcome) -> TextFinding {
    TextFinding(ticket: search.ticket, outcome: outcome, isAround: parts.count < 2)
  }

  private mutating func stepForward(_ part: Range<Int>, _ budget: inout Int) -> Range<Int>? {
    let count = min(Self.chunk, part.count)
    var chunk = read(part.lowerBound, count)
    var from = 0
    while let hit = find(in: &chunk, from: from, before: count) {
      budget -= LineBreaks.block
      let line = line(at: part.lowerBound + hit)
      if line.isFit {
        spend(count, &budget)
        return line.range
      }
      from = max(hit + 1, line.range.upperBound - part.lowerBound)
      guard budget > 0, from < count else { break }
    }
    spend(min(max(from, count), part.count), &budget)
    parts[0] = min(part.upperBound, part.lowerBound + max(from, count))..<part.upperBound
    return nil
  }

  private mutating func stepBackward(_ part: Range<Int>, _ budget: inout Int) -> Range<Int>? {
    let count = min(Self.chunk, part.count)
    let start = part.upperBound - count
    var chunk = read(start, count)
    var end = count
    while let hit = findLast(in: &chunk, before: end) {
      budget -= LineBreaks.block
      let line = line(at: start + hit)
      if line.isFit {
        spend(count, &budget)
        return line.range
      }
      end = min(hit, line.range.lowerBound - start)
      guard budget > 0, end > 0 else { break }
    }
    let rest = min(start, start + end)
    spend(part.upperBound - rest, &budget)
    parts[0] = part.lowerBound..<max(part.lowerBound, rest)
    return nil
  }

  private mutating func spend(_ count: Int, _ budget: inout Int) {
    budget -= count
    looked += count
  }

  // MARK: Bytes

  private static func frequency(_ byte: UInt8) -> Int {
    switch byte {
    case 0x20, 48...57, UInt8(ascii: "."), UInt8(ascii: "e"): 3
    case UInt8(ascii: "a"), UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "n"),
      UInt8(ascii: "o"), UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "t"):
      2
    case 97...122, UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: "="): 1
    default: 0
    }
  }

  /// A piece of the text, and as much more as a hit in its last byte needs; small letters only
  /// where capitals do not count.
  private func read(_ start: Int, _ count: Int) -> [UInt8] {
    var chunk = bytes.read(at: start, count: count + search.pattern.needle.count - 1)
    chunk.withUnsafeMutableBufferPointer { search.pattern.fold($0) }
    return chunk
  }

  private func find(in chunk: inout [UInt8], from start: Int, before end: Int) -> Int? {
    let needle = search.pattern.needle
    return chunk.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let last = min(end - 1, bytes.count - needle.count)
      var place = start
      while place <= last {
        // The byte that is seldom in logs is looked for, at memory speed; then the rest compared.
        guard let hit = memchr(base + place + rarest, Int32(needle[rarest]), last - place + 1)
        else { return nil }
        let found = UnsafeRawPointer(hit) - base - rarest
        if memcmp(base + found, needle, needle.count) == 0 { return found }
        place = found + 1
      }
      return nil
    }
  }

  private func findLast(in chunk: inout [UInt8], before end: Int) -> Int? {
    var last: Int?
    var from = 0
    while let hit = find(in: &chunk, from: from, before: end) {
      last = hit
      from = hit + 1
    }
    return last
  }

  /// The line around a byte, and whether what is shown of it has the pattern.
  private func line(at place: Int) -> (range: Range<Int>, isFit: Bool) {
    let start = LineBreaks.start(of: place) { bytes.read(at: $0, count: $1) }
    let back = min(start, LineScan.reach)
    let around = bytes.read(at: start - back, count: back + 4 * LineBreaks.block + 4)
    let before = Array(around.prefix(back))
    var scan = LineScan(
      bytes: Array(around.dropFirst(back)), at: start,
      continues: before.last.map { $0 != 0x0A } ?? false, before: before)
    guard let line = scan.next(isEnd: true, prefix: { _ in "" }) else {
      return (place..<place + 1, false)
    }
    // A state of a progress bar that a later piece writes over is not shown.
    if line.isBar, scan.continues, scan.next(isEnd: true, prefix: { _ in "" })?.isBar == true {
      return (line.start..<line.end, false)
    }
    return (line.start..<line.end, search.pattern.isFound(in: line.text))
  }
}
