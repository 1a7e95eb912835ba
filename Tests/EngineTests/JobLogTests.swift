import Core
import Foundation
import Journal
import Testing

@testable import Engine

/// A log and its ring, written as the supervisor writes them.
private final class MadeLog {
  let folder: URL
  private let half: Int
  private var ring: [UInt8] = []
  private var through = 0
  private var head = ""

  init(half: Int) throws {
    self.half = half
    folder = FileManager.default.temporaryDirectory.appending(path: "joblog-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.path + "/out.log" }
  private var tail: URL { folder.appending(path: "out.tail") }

  func print(_ text: String) throws {
    head += text
    try write(head)
  }

  /// Prints what no longer fits into the log itself.
  func printOn(_ text: String) throws {
    for byte in text.utf8 {
      if through < half { ring.append(byte) } else { ring[through % half] = byte }
      through += 1
    }
    let numbers = [Int64(half), Int64(through)].flatMap { withUnsafeBytes(of: $0, Array.init) }
    let sign = through > half ? Array("pawlring".utf8) + numbers : []
    try Data(ring + sign).write(to: tail)
  }

  /// As it is when the job has ended.
  func end() throws {
    var rest = ring[...]
    if through > half {
      let place = through % half
      rest = (ring[place...] + ring[..<place])[...]
      rest = rest[(rest.firstIndex(of: 0x0A) ?? 0)...].dropFirst()
      head += "\n… \(through - rest.count) bytes left out …\n"
    }
    try write(head + String(decoding: rest, as: UTF8.self))
    try? FileManager.default.removeItem(at: tail)
  }

  /// Adds to the file in place: who follows it has it open.
  private func write(_ text: String) throws {
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  func tail(_ journal: Journal) throws -> LogTail {
    LogTail(
      path: path, run: 1, journal: journal, budget: .wall(60), started: 0,
      patterns: [], known: try journal.pointEnds(run: 1))
  }

  func journal() throws -> Journal { try Journal(path: folder.path + "/journal.sqlite") }
}

private func steps(_ range: Range<Int>) -> String {
  range.map { "step \(1000 + $0) loss \(2000 - $0).5\n" }.joined()
}

/// The steps whose losses the journal has.
private func filed(_ journal: Journal) throws -> [Int] {
  try journal.losses(run: 1).first?.points.map { Int($0.x) - 1000 } ?? []
}

@Suite("Logs over their cap")
struct JobLogTests {
  @Test func `what is newest is read while the job goes on, and once`() throws {
    let log = try MadeLog(half: 4096)
    let journal = try log.journal()
    let tail = try log.tail(journal)
    try log.print(steps(0..<10))
    #expect(tail.advance(now: 1))
    #expect(try filed(journal) == Array(0..<10))
    try log.printOn(steps(10..<20))
    // The first look only finds that the log stands still.
    #expect(!tail.advance(now: 2))
    #expect(tail.advance(now: 2))
    #expect(try filed(journal) == Array(0..<20))
    #expect(!tail.advance(now: 3), "nothing is new")
    // Twice around.
    for start in stride(from: 20, to: 420, by: 40) {
      try log.printOn(steps(start..<start + 40))
      #expect(tail.advance(now: 4))
      #expect(tail.reader.lastStep == Double(1000 + start + 39))
    }
    try log.printOn(steps(420..<425))
    try log.end()
    #expect(tail.advance(now: 5, final: true))
    #expect(try filed(journal) == Array(0..<425))
  }

  @Test func `who falls behind goes on with a whole line`() throws {
    let log = try MadeLog(half: 1000)
    let journal = try log.journal()
    let tail = try log.tail(journal)
    try log.print(steps(0..<10))
    try log.printOn("step 1010 loss 19")
    for time in [1.0, 1, 2] { _ = tail.advance(now: time) }
    #expect(try filed(journal) == Array(0..<10))
    // The rest of the line that was read in part is written over before anybody looks.
    try log.printOn("90.5\n" + steps(11..<200))
    #expect(tail.advance(now: 3))
    let all = try filed(journal)
    #expect(all.last == 199)
    #expect(all.count < 60)
    #expect(try journal.losses(run: 1)[0].points.allSatisfy { $0.x + $0.y == 3000.5 })
  }

  @Test func `a new engine files what the one before it has not, whatever is gone by then`() throws
  {
    for isOver in [false, true] {
      let log = try MadeLog(half: 1000)
      let journal = try log.journal()
      let first = try log.tail(journal)
      try log.print(steps(0..<10))
      for start in stride(from: 10, to: 100, by: 10) {
        try log.printOn(steps(start..<start + 10))
        for time in [1.0, 1] { _ = first.advance(now: time) }
      }
      #expect(try filed(journal) == Array(0..<100))
      try log.printOn(steps(100..<110))
      if isOver { try log.end() }
      let second = try log.tail(journal)
      for time in [2.0, 2] { _ = second.advance(now: time, final: isOver) }
      #expect(try filed(journal) == Array(0..<110))
    }
  }

  @Test func `the ring of a supervisor that was killed is read to its end`() throws {
    let log = try MadeLog(half: 4096)
    let journal = try log.journal()
    let tail = try log.tail(journal)
    try log.print(steps(0..<3))
    try log.printOn(steps(3..<9))
    #expect(tail.advance(now: 1, final: true))
    #expect(try filed(journal) == Array(0..<9))
  }

  @Test func `a log being closed is not taken for one that stands beside its ring`() throws {
    let log = try MadeLog(half: 4096)
    let journal = try log.journal()
    let tail = try log.tail(journal)
    try log.print(steps(0..<3))
    try log.printOn(steps(3..<9))
    // Half of the ring is appended already, its name is still there.
    try log.print(steps(3..<6))
    _ = tail.advance(now: 1)
    try log.print(steps(6..<9))
    _ = tail.advance(now: 1)
    #expect(try filed(journal) == Array(0..<9))
  }
}
