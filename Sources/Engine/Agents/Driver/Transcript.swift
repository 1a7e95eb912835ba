import Core
import Foundation

/// The events of a turn on their way to `transcript.jsonl`: at once where somebody waits for them,
/// the pieces of a stream in one line a tenth of a second.
struct Transcript: ~Copyable {
  /// Seconds for which pieces are gathered.
  private static let pause = 0.1
  /// Bytes of text in one line.
  private static let pieceLimit = 64 << 10
  /// Bytes of lines not understood that one line tells of.
  private static let noiseLimit = 8 << 10

  private let mask: SecretMask
  /// Bytes after which only what decides something is written.
  private let limit: Int
  private var file: JobFile
  private var held: [TimedAgentEvent] = []
  private var heldBytes = 0
  private var written = -Double.infinity
  private var isFull = false
  private let encoder = JSONEncoder()

  init(path: String, mask: SecretMask, limit: Int = 32 << 20) {
    self.mask = mask
    self.limit = limit
    file = JobFile(path)
    encoder.outputFormatting = [.withoutEscapingSlashes]
  }

  /// When to flush at the latest, on the clock of `now`; nil when nothing is held.
  var due: Double? { held.isEmpty ? nil : written + Self.pause }

  var failure: Int32 { file.failure }

  /// - Parameters:
  ///   - time: when it happened.
  ///   - now: a clock that only counts on.
  mutating func append(_ event: AgentEvent, at time: Timestamp, now: Double) {
    if !merge(event) { held.append(TimedAgentEvent(at: time, event: event)) }
    switch event {
    case .text(let text), .thought(let text), .noise(let text): heldBytes += text.utf8.count
    case .tool, .plan, .diff, .usage: break
    default: return flush(now: now)
    }
    if heldBytes >= Self.pieceLimit || held.count >= 256 { flush(now: now) }
  }

  /// Flushes when the pause is over.
  mutating func tick(now: Double) {
    if let due, now >= due { flush(now: now) }
  }

  mutating func flush(now: Double) {
    var bytes: [UInt8] = []
    for event in held {
      guard !isFull || Self.decides(event.event), let data = try? encoder.encode(event) else {
        continue
      }
      var line = Array(data)
      mask.apply(to: &line)
      bytes += line
      bytes.append(10)
      if !isFull, file.size + bytes.count > limit {
        isFull = true
        let words = AgentEvent.noise("what comes after this is too much to be kept")
        let note = TimedAgentEvent(at: event.at, event: words)
        bytes += (try? encoder.encode(note)).map(Array.init) ?? []
        bytes.append(10)
      }
    }
    file.write(bytes)
    held.removeAll(keepingCapacity: true)
    heldBytes = 0
    written = now
  }

  private static func decides(_ event: AgentEvent) -> Bool {
    switch event {
    case .text, .thought, .noise, .tool, .plan, .diff: false
    default: true
    }
  }

  /// Adds it to what is held; false when it needs a line of its own.
  private mutating func merge(_ event: AgentEvent) -> Bool {
    guard let last = held.indices.last else { return false }
    switch (event, held[last].event) {
    case (.text(let more), .text(let text)): held[last].event = .text(text + more)
    case (.thought(let more), .thought(let text)): held[last].event = .thought(text + more)
    case (.noise(let more), .noise(let text)):
      guard text.utf8.count < Self.noiseLimit else { return true }
      held[last].event = .noise(text + "\n" + more)
    default:
      guard let place = held.firstIndex(where: { Self.replaces(event, $0.event) }) else {
        return false
      }
      held[place].event = event
    }
    return true
  }

  /// Whether the newer one tells everything the older one told.
  private static func replaces(_ newer: AgentEvent, _ older: AgentEvent) -> Bool {
    switch (newer, older) {
    case (.tool(let newer), .tool(let older)): newer.id == older.id
    case (.plan, .plan), (.diff, .diff), (.usage, .usage): true
    default: false
    }
  }
}
