import Core
import Foundation

/// Follows the events that a turn's driver writes, one JSON object a line, as far as they are whole.
///
/// The file may grow, shrink, be replaced or vanish between any two calls; only what is new is read.
final class TurnFile {
  let path: String
  /// Bytes that were passed over at the beginning of a file that was too long already.
  private(set) var bytesLeftOut = 0
  /// Whether more is there already than was read.
  private(set) var isBehind = false
  private(set) var isThere = false
  /// Counts how often it turned out to be another file.
  private(set) var generation = 0
  private let file: TextFile
  private let longestHistory: Int
  private var identity: UInt64 = 0
  private var offset = 0
  /// The beginning of a line whose end was not written yet.
  private var rest: [UInt8] = []
  /// Whether what comes until the next line end is no whole line.
  private var skips = false
  /// When the last event happened.
  private var newest: Timestamp = 0
  private let decoder = JSONDecoder()

  /// Bytes that one call reads, and of a line that is kept.
  private static let step = 256 << 10
  private static let longestLine = 4 << 20

  /// - Parameter history: bytes of a file's end that are read of one that is there already.
  init(path: String, history: Int = 4 << 20) {
    self.path = path
    longestHistory = history
    file = TextFile(path: path)
  }

  /// What was written since last time; with events, whether they continue those of before.
  func read() -> [TimedAgentEvent] {
    let state = file.look()
    if state.isThere != isThere || state.identity != identity || state.size < offset {
      if isThere { generation += 1 }
      (isThere, identity, offset, rest) = (state.isThere, state.identity, 0, [])
      bytesLeftOut = max(0, state.size - longestHistory)
      offset = bytesLeftOut
      skips = offset > 0
    }
    guard isThere, offset < state.size else {
      isBehind = false
      return []
    }
    let bytes = file.read(at: offset, count: min(Self.step, state.size - offset))
    offset += bytes.count
    isBehind = offset < state.size && !bytes.isEmpty
    return events(in: bytes)
  }

  private func events(in bytes: [UInt8]) -> [TimedAgentEvent] {
    var events: [TimedAgentEvent] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      if skips {
        bytesLeftOut += end + 1 - start
        skips = false
      } else {
        let line = rest.isEmpty ? Array(bytes[start..<end]) : rest + bytes[start..<end]
        if let event = event(line) {
          newest = event.at
          events.append(event)
        }
      }
      rest = []
      start = end + 1
    }
    if skips {
      bytesLeftOut += bytes.count - start
      return events
    }
    rest += bytes[start...]
    if rest.count > Self.longestLine {
      // No event is that long; what comes until its end belongs to it.
      bytesLeftOut += rest.count
      rest = []
      skips = true
    }
    return events
  }

  /// A line that is no event is noise, with what it says.
  private func event(_ line: [UInt8]) -> TimedAgentEvent? {
    guard line.contains(where: { $0 > 0x20 }) else { return nil }
    let data = Data(line)
    if let event = try? decoder.decode(TimedAgentEvent.self, from: data) { return event }
    let known = try? decoder.decode(KnownTime.self, from: data)
    let text = String(decoding: line.prefix(400), as: UTF8.self)
    return TimedAgentEvent(at: known?.at ?? newest, event: .noise(text))
  }

  /// What is read of an event of a kind that is not known here.
  private struct KnownTime: Decodable {
    var at: Timestamp
  }
}
