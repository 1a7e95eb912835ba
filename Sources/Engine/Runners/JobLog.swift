import CSupervise
import Glibc

/// A job's log as it grows, read once from its beginning to its newest byte.
///
/// Past half its cap the log itself stands still, and what is newest goes through a ring beside it
/// until the job ends: then the ring is appended to the log. A ring that was opened before that is
/// read to its end, whatever became of its name.
final class JobLog {
  enum Piece {
    case bytes(ArraySlice<UInt8>)
    /// Bytes that nobody can read any more; what follows begins with a line.
    case gap
  }

  private let path: String
  private var log: Int32 = -1
  private var ring: Int32 = -1
  /// Bytes read of the log, and of what ever went through the ring.
  private var position = 0
  private var through = 0
  /// Where the log stood at its end beside a ring, when that was looked at last.
  private var stand: Int?
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)

  /// - Parameter path: of the log, `NAME.log`; its ring is `NAME.tail`.
  init(path: String) { self.path = path }

  deinit {
    for descriptor in [log, ring] where descriptor >= 0 { close(descriptor) }
  }

  /// The next piece of what is there; nil once all of it is read.
  ///
  /// - Parameter isOver: whether the job has ended, so that nothing moves any more.
  func next(isOver: Bool) -> Piece? {
    if log < 0 { log = open(path, O_RDONLY | O_CLOEXEC) }
    guard log >= 0 else { return nil }
    if ring < 0 {
      let count = read(log, at: position, most: buffer.count)
      if count > 0 { return piece(ofLog: count) }
      guard openRing(isOver: isOver) else { return nil }
    }
    return pieceOfRing(isOver: isOver)
  }

  /// What was read of the log, up to where the supervisor left something out.
  private func piece(ofLog count: Int) -> Piece {
    let bytes = buffer[..<count]
    if let mark = LeftOutMark(in: bytes) {
      if mark.start == 0 {
        position += mark.end
        return .gap
      }
      position += mark.start
      return .bytes(bytes[..<mark.start])
    }
    // A mark that this piece cuts in two begins the next one.
    let cut = count == buffer.count ? count - LeftOutMark.limit : count
    let end = bytes[cut...].lastIndex(of: 0x0A) ?? count
    position += end
    return .bytes(bytes[..<end])
  }

  /// Opens the ring once the log stands still beside it.
  ///
  /// At the end of a job the ring is appended before its name goes: a log that has not moved between
  /// two looks is not being appended to.
  private func openRing(isOver: Bool) -> Bool {
    let descriptor = open(path.dropLast(4) + ".tail", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    guard stand == position || isOver else {
      stand = position
      close(descriptor)
      return false
    }
    ring = descriptor
    return true
  }

  private func pieceOfRing(isOver: Bool) -> Piece? {
    guard let now = sign() else { return nil }
    guard through >= now.end - now.half else { return skip(to: now, isOver: isOver) }
    guard through < now.end else { return nil }
    let place = through % now.half
    let count = read(
      ring, at: place, most: min(buffer.count, now.end - through, now.half - place))
    // What was written over while it was read is worth nothing.
    guard count > 0, let then = sign() else { return nil }
    guard through >= then.end - then.half else { return skip(to: then, isOver: isOver) }
    through += count
    return .bytes(buffer[..<count])
  }

  /// How many bytes the ring holds at most, and how many ever went through it; nil when it is empty.
  private func sign() -> (half: Int, end: Int)? {
    var status = stat()
    guard fstat(ring, &status) == 0, status.st_size > 0 else { return nil }
    let size = Int(status.st_size)
    var bytes = [UInt8](repeating: 0, count: Int(PAWL_RING_SIGN_SIZE))
    let count = pread(ring, &bytes, bytes.count, off_t(max(0, size - bytes.count)))
    var (half, end) = (Int64(0), Int64(0))
    guard pawl_ring_sign_read(bytes, Int64(count), Int64(size), &half, &end) == 1 else {
      // Not gone around yet: it holds all that went through it.
      return (Int.max, size)
    }
    return (Int(half), Int(end))
  }

  /// Goes on with a whole line; while the job writes, a good way before it writes over that.
  private func skip(to now: (half: Int, end: Int), isOver: Bool) -> Piece {
    let start = now.end - now.half + (isOver ? 0 : now.half / 8)
    let place = start % now.half
    let count = read(ring, at: place, most: min(256 << 10, now.half - place))
    let line = buffer[..<count].firstIndex { $0 == 0x0A || $0 == 0x0D }
    through = start + (line.map { $0 + 1 } ?? 0)
    return .gap
  }

  private func read(_ descriptor: Int32, at place: Int, most: Int) -> Int {
    buffer.withUnsafeMutableBytes { max(0, pread(descriptor, $0.baseAddress, most, off_t(place))) }
  }
}

/// The line by which the supervisor counts what it left out: `… 1234 bytes left out …`.
struct LeftOutMark {
  /// Where the mark begins in a piece of a log, behind the line end before it; and the byte after it.
  let start: Int
  let end: Int

  /// Bytes that a mark has at most, with the line end before it.
  static let limit = 64
  private static let opening = Array("… ".utf8)
  private static let closing = Array(" bytes left out …\n".utf8)

  init?(in bytes: ArraySlice<UInt8>) {
    let found: (start: Int, end: Int)? = bytes.withUnsafeBytes { p in
      // Its line end may have come with the piece before.
      if let end = Self.end(p, at: 0) { return (0, end) }
      // Of its bytes the last one of the ellipsis is the rarest.
      var from = 3
      while let base = p.baseAddress, from < p.count,
        let hit = memchr(base + from, 0xA6, p.count - from)
      {
        let start = base.distance(to: UnsafeRawPointer(hit)) - 2
        if p[start - 1] == 0x0A, let end = Self.end(p, at: start) { return (start, end) }
        from = start + 3
      }
      return nil
    }
    guard let found else { return nil }
    (start, end) = (bytes.startIndex + found.start, bytes.startIndex + found.end)
  }

  /// The byte after the mark at `start`; nil when none stands there.
  private static func end(_ p: UnsafeRawBufferPointer, at start: Int) -> Int? {
    guard p[start...].starts(with: opening) else { return nil }
    var end = start + opening.count
    while end < p.count, (48...57).contains(p[end]) { end += 1 }
    return p[end...].starts(with: closing) ? end + closing.count : nil
  }
}
