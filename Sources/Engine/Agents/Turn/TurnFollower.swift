import Core
import Foundation
import Journal

/// Follows the transcript of a turn in progress and tells what matters of it.
///
/// It reads the whole of it again after a restart, and tells only what the lane does not show yet.
final class TurnFollower: Sendable {
  private let path: String
  private let watch: JobWatch
  private let clock: @Sendable () -> Timestamp
  private let tell: @Sendable (TurnNews) async -> Void
  private let heard: @Sendable (TurnReading.Told) async -> Void
  private let overdue: @Sendable () -> Void
  private let ended = Flag()

  /// How long at most between two looks at the time.
  private static let pace = Duration.seconds(15)
  /// Bytes of a line that is read; what matters here is shorter.
  private static let longestLine = 4 << 20

  init(
    path: String, watch: JobWatch, clock: @escaping @Sendable () -> Timestamp,
    tell: @escaping @Sendable (TurnNews) async -> Void,
    heard: @escaping @Sendable (TurnReading.Told) async -> Void,
    overdue: @escaping @Sendable () -> Void
  ) {
    self.path = path
    self.watch = watch
    self.clock = clock
    self.tell = tell
    self.heard = heard
    self.overdue = overdue
  }

  /// The turn is over: what was written until now is still read.
  func stop() { ended.raise() }

  /// Follows until it is stopped, and gives what the whole transcript said.
  ///
  /// - Parameters:
  ///   - shown: what the lane shows already.
  ///   - ceiling: seconds of work after which the turn is overdue.
  func follow(from started: Timestamp, shown: TurnNews, ceiling: Double) async -> TurnReading {
    let (changes, change) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let place = watch.watch(path) { change.yield() }
    let pacing = Task {
      while !ended.isRaised {
        await ended.wait(atMost: place >= 0 ? Self.pace : .seconds(1))
        change.yield()
      }
      // It may have been stopped before this began.
      change.yield()
    }
    defer {
      watch.forget(place)
      pacing.cancel()
      change.finish()
    }
    var reading = TurnReading()
    var lines = TranscriptLines(path: path, longest: Self.longestLine)
    var shown = shown
    change.yield()
    for await _ in changes {
      let isLast = ended.isRaised
      for event in lines.read() { reading.take(event) }
      for words in reading.told { await heard(words) }
      reading.told = []
      if isLast { return reading }
      reading.notice(clock())
      if reading.news.isOther(than: shown) {
        shown = reading.news
        await tell(shown)
      }
      if reading.working(since: started, now: clock()) > ceiling { overdue() }
    }
    return reading
  }
}

extension TurnNews {
  /// Whether a lane that shows the other would show something else.
  fileprivate func isOther(than other: TurnNews) -> Bool {
    question?.bounded != other.question?.bounded || hold != other.hold
  }
}

/// The lines of a transcript that grows, read from where the last look ended.
struct TranscriptLines {
  let path: String
  let longest: Int
  private var position: UInt64 = 0
  private var rest = Data()
  private var isSkipping = false

  init(path: String, longest: Int) {
    self.path = path
    self.longest = longest
  }

  /// The events of the lines that are complete now; what cannot be read is left out.
  mutating func read() -> [TimedAgentEvent] {
    guard let file = FileHandle(forReadingAtPath: path) else { return [] }
    defer { try? file.close() }
    guard (try? file.seek(toOffset: position)) != nil else { return [] }
    var events: [TimedAgentEvent] = []
    let decoder = JSONDecoder()
    while let data = try? file.read(upToCount: 1 << 18), !data.isEmpty {
      position += UInt64(data.count)
      var part = data[...]
      while let end = part.firstIndex(of: UInt8(ascii: "\n")) {
        rest.append(part[part.startIndex..<end])
        if !isSkipping, let event = try? decoder.decode(TimedAgentEvent.self, from: rest) {
          events.append(event)
        }
        rest = Data()
        isSkipping = false
        part = part[(end + 1)...]
      }
      if !isSkipping { rest.append(part) }
      if rest.count > longest {
        rest = Data()
        isSkipping = true
      }
    }
    return events
  }
}
