import CSupervise
import Foundation

/// A log and what goes on beside it in a ring once it is over half its cap, as one text.
///
/// When the job ends, the ring is appended to the log: the same text at the same places, unless the ring
/// has gone around. Then a line counts what is gone, as in the log of a job that has ended, and places
/// stay what they are while the ring goes on.
final class CappedLog: TextBytes {
  /// What the ring holds, in bytes that ever went through it.
  private struct Ring: Equatable {
    /// The byte that stands right behind the log; more than 0 once the ring has gone around.
    var base = 0
    var end: Int
    /// How many it holds at most; unknown before it has gone around.
    var half = Int.max
    /// The line in place of what was gone when it was looked at first.
    var gap: [UInt8] = []
  }

  private let log: TextFile
  private let tail: TextFile
  /// Bytes of the log itself.
  private var head = 0
  private var ring: Ring?
  /// Counts how often the text became another one.
  private var turns: UInt64 = 0

  /// Of what is gone so much may stand there as empty lines before places are counted anew.
  private static let patience = 8 << 20

  /// - Parameter path: of the log, `NAME.log`; its ring is `NAME.tail`.
  init(path: String) {
    log = TextFile(path: path)
    tail = TextFile(path: path.dropLast(4) + ".tail")
  }

  var absence: String { log.absence }
  var bytesRead: Int { log.bytesRead + tail.bytesRead }

  func look() -> TextState {
    let now = log.look()
    let before = ring?.base ?? 0
    ring = now.isThere ? lookAtRing() : nil
    if before != ring?.base ?? 0 { turns += 1 }
    head = now.size
    let more = ring.map { $0.gap.count + $0.end - $0.base } ?? 0
    return TextState(
      identity: now.identity << 32 | turns, size: now.size + more, isThere: now.isThere)
  }

  private func lookAtRing() -> Ring? {
    let now = tail.look()
    guard now.isThere, now.size > 0 else { return nil }
    let count = Int(PAWL_RING_SIGN_SIZE)
    var (half, end) = (Int64(0), Int64(0))
    let sign = tail.read(at: now.size - count, count: count)
    guard pawl_ring_sign_read(sign, Int64(sign.count), Int64(now.size), &half, &end) == 1 else {
      return Ring(end: now.size)
    }
    var new = Ring(end: Int(end), half: Int(half))
    if let ring, ring.base > 0, ring.half == new.half, ring.end <= new.end,
      new.end - new.half - ring.base < Self.patience
    {
      new.base = ring.base
      new.gap = ring.gap
      return new
    }
    new.base = firstLine(of: new)
    new.gap = Array("\n… \(new.base) bytes left out …\n".utf8)
    return new
  }

  /// Where the first whole line begins.
  private func firstLine(of ring: Ring) -> Int {
    let start = ring.end - ring.half
    let place = start % ring.half
    let bytes = tail.read(at: place, count: min(256 << 10, ring.half - place))
    return start + (bytes.firstIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? 0)
  }

  func read(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, count > 0 else { return [] }
    var bytes = offset < head ? log.read(at: offset, count: min(count, head - offset)) : []
    guard let ring else { return bytes }
    while bytes.count < count, offset + bytes.count >= head {
      let more = read(ring, at: offset + bytes.count - head, count: count - bytes.count)
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// A piece of what stands behind the log: of the line, of what is gone, or of the ring.
  private func read(_ ring: Ring, at offset: Int, count: Int) -> ArraySlice<UInt8> {
    if offset < ring.gap.count { return ring.gap[offset...].prefix(count) }
    let byte = ring.base + offset - ring.gap.count
    let oldest = ring.half < ring.end ? ring.end - ring.half : 0
    guard byte >= oldest else {
      return ArraySlice(repeating: 0x0A, count: min(count, oldest - byte))
    }
    let place = byte % ring.half
    let part = min(count, ring.end - byte, ring.half - place)
    return part > 0 ? tail.read(at: place, count: part)[...] : []
  }
}
