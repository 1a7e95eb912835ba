import CSupervise
import Foundation
import Testing

@testable import Dashboard
@testable import Screen

/// A log and its ring, written as the supervisor writes them.
private final class MadeRing {
  let made: MadeText
  private let half: Int
  private var ring: [UInt8] = []
  private var through = 0

  init(head: String, half: Int) throws {
    made = try MadeText(head)
    self.half = half
  }

  private var tail: String { made.folder + "/out.tail" }

  func add(_ text: String) throws {
    for byte in text.utf8 {
      if through < half { ring.append(byte) } else { ring[through % half] = byte }
      through += 1
    }
    try Data(ring + sign).write(to: URL(fileURLWithPath: tail))
  }

  private var sign: [UInt8] {
    guard through > half else { return [] }
    return Array("pawlring".utf8)
      + [Int64(half), Int64(through)].flatMap { number in
        withUnsafeBytes(of: number) { Array($0) }
      }
  }

  /// As it is when the job has ended.
  func end(with rest: String) throws {
    try FileManager.default.removeItem(atPath: tail)
    try made.append(rest)
  }
}

@Suite struct CappedLogTests {
  private func texts(_ page: TextPage) -> [String] { page.lines.map(\.text) }

  @Test func `a log over half its cap is followed into its ring and stays the same at the end`()
    throws
  {
    let log = try MadeRing(head: "one\ntwo\n", half: 64)
    let reader = TextReader(CappedLog(path: log.made.path))
    #expect(texts(reader.answer(end())) == ["one", "two"])
    try log.add("three\n")
    #expect(texts(reader.answer(end())) == ["one", "two", "three"])
    try log.add("four\n")
    let before = reader.bytesRead
    let page = reader.answer(end())
    #expect(texts(page) == ["one", "two", "three", "four"])
    #expect(page.reachesEnd)
    #expect(reader.bytesRead - before < 80, "what was read is not read again")
    try log.end(with: "three\nfour\n")
    #expect(texts(reader.answer(end())) == ["one", "two", "three", "four"])
  }

  @Test func `once the ring has gone around, what is gone is a gap and places stay`() throws {
    let log = try MadeRing(head: "head\n", half: 60)
    let reader = TextReader(CappedLog(path: log.made.path))
    try log.add(numbered(0..<4))
    let page = reader.answer(end())
    // 80 bytes through a ring of 60: the first line is gone, and the one after it began with the ring.
    #expect(texts(page).first == "head")
    #expect(page.lines.contains { if case .gap = $0.kind { true } else { false } })
    #expect(texts(page).suffix(2) == ["step 000000002 loss", "step 000000003 loss"])
    let place = try #require(page.lines.last).start
    try log.add(numbered(4..<5))
    let next = reader.answer(end())
    #expect(next.lines.first { $0.start == place }?.text == "step 000000003 loss")
    #expect(texts(next).last == "step 000000004 loss")
  }

  @Test func `a ring is read as it lies in whatever pieces`() throws {
    let log = try MadeRing(head: "head\n", half: 100)
    try log.add(numbered(0..<13))
    let capped = CappedLog(path: log.made.path)
    let size = capped.look().size
    let whole = capped.read(at: 0, count: size + 50)
    #expect(whole.count == size)
    #expect(String(decoding: whole, as: UTF8.self).hasSuffix(numbered(9..<13)))
    for piece in [1, 3, 7, 64] {
      let parts = stride(from: 0, to: size, by: piece).flatMap { capped.read(at: $0, count: piece) }
      #expect(parts == whole)
    }
  }
}
