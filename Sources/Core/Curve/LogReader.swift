/// Reads a training log as it is written: bytes in, points out.
///
/// Time is linear in the bytes fed. Memory is bounded, but for new points: drain them after each feed.
/// Lines are cut at 64 KB, keys beyond 4 096 are ignored, and a last line without its end is held back.
package struct LogReader: Sendable {
  /// Bytes of a line that are read; the rest of it is skipped.
  package static let lineLimit = 65_536

  /// Bytes consumed, those of the line held back included.
  package private(set) var offset = 0

  var parser: LineParser
  private var events: EventFileReader?
  /// The bytes before it shows what kind of file this is; nil from then on.
  private var head: [UInt8]? = []
  private var held: [UInt8] = []
  private var heldFlags = LineFlags()
  private(set) var isFinished = false

  /// - Parameter patterns: series that a person names; all others are found by guessing.
  package init(patterns: [LogPattern] = []) { parser = LineParser(patterns: patterns) }

  /// Where the line held back begins: the place to resume from with a new reader.
  package var lineOffset: Int { offset - held.count - (head?.count ?? 0) }

  /// Takes the next bytes of the log.
  ///
  /// - Parameters:
  ///   - bytes: Any number of them, cut anywhere.
  ///   - time: When they arrived, in seconds since the run began; nil when unknown.
  package mutating func feed(_ bytes: UnsafeRawBufferPointer, at time: Double? = nil) {
    guard !isFinished else { return }
    offset += bytes.count
    parser.recorder.time = time
    if var begun = head {
      head = nil
      begun.append(contentsOf: bytes)
      if begun.count < Self.signatureSize {
        head = begun
      } else {
        start(begun)
      }
      return
    }
    consume(bytes)
  }

  /// Takes the next bytes of the log.
  package mutating func feed(_ bytes: [UInt8], at time: Double? = nil) {
    bytes.withUnsafeBytes { feed($0, at: time) }
  }

  /// Says that bytes are missing here: what was held back of their line is no line.
  package mutating func skip() {
    held.removeAll(keepingCapacity: true)
    heldFlags = LineFlags()
  }

  /// Says that nothing follows: reads the line held back, but for a number that may be cut off.
  package mutating func finish() {
    guard !isFinished else { return }
    if let begun = head {
      head = nil
      start(begun)
    }
    if !held.isEmpty {
      parser.isUnfinished = true
      let line = held
      held = []
      line.withUnsafeBytes { take($0, heldFlags) }
      parser.keep(line)
    }
    parser.finish()
    isFinished = true
  }

  /// The points found since the last call.
  package mutating func drainNewPoints() -> [LogPoint] { parser.recorder.drain() }

  private static let signatureSize = 16

  private mutating func start(_ bytes: [UInt8]) {
    if bytes.prefix(Self.signatureSize).contains(0) {
      parser.isRefused = true
      events = EventFileReader(bytes)
    }
    bytes.withUnsafeBytes { p in
      let hasMark = p.count >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF
      consume(hasMark ? UnsafeRawBufferPointer(rebasing: p[3...]) : p)
    }
  }

  private mutating func consume(_ bytes: UnsafeRawBufferPointer) {
    if parser.isRefused {
      guard events != nil else { return }
      events?.feed(bytes, into: &parser)
      return
    }
    var begin = 0
    var last: UnsafeRawBufferPointer?
    while let end = LineFlags.nextEnd(bytes, from: begin, &heldFlags) {
      let piece = UnsafeRawBufferPointer(rebasing: bytes[begin..<end])
      begin = end + 1
      if held.isEmpty {
        if piece.isEmpty { continue }
        let line = piece.count > Self.lineLimit ? .init(rebasing: piece[..<Self.lineLimit]) : piece
        take(line, heldFlags)
        if line.contains(where: { $0 > 0x20 }) { last = line }
      } else {
        hold(piece)
        held.withUnsafeBytes { take($0, heldFlags) }
        parser.keep(held)
        held.removeAll(keepingCapacity: true)
        last = nil
      }
      heldFlags = LineFlags()
    }
    if let last { parser.keep(last) }
    if begin < bytes.count { hold(UnsafeRawBufferPointer(rebasing: bytes[begin...])) }
  }

  private mutating func hold(_ piece: UnsafeRawBufferPointer) {
    held.append(contentsOf: piece.prefix(max(0, Self.lineLimit - held.count)))
  }

  private mutating func take(_ line: UnsafeRawBufferPointer, _ flags: LineFlags) {
    guard !parser.isRefused else { return }
    if flags.hasZero {
      if parser.recorder.line < 4 { parser.isRefused = true }
      return
    }
    guard flags.hasEscape else {
      parser.read(line)
      return
    }
    Escapes.strip(line).withUnsafeBytes { parser.read($0) }
  }
}
