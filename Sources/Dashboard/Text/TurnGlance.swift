import Core
import Foundation
import Screen

/// What an agent is at, by the last events of its transcript: costs a look while nothing comes.
struct TurnGlance {
  private(set) var activity: String?
  private var seen: (path: String, size: Int)?
  /// Bytes that are read of the end.
  private static let reach = 16 << 10

  /// - Parameter paths: transcripts of the attempts of a turn; the last one that is there counts.
  mutating func look(_ paths: [String]) {
    var newest: (path: String, size: Int)?
    for path in paths {
      var info = stat()
      guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { break }
      newest = (path, Int(info.st_size))
    }
    guard let newest, seen?.path != newest.path || seen?.size != newest.size else { return }
    seen = newest
    let file = TextFile(path: newest.path)
    guard file.look().isThere else { return }
    let start = max(0, newest.size - Self.reach)
    let lines = file.read(at: start, count: newest.size - start).split(separator: 0x0A)
    let decoder = JSONDecoder()
    // What is cut at either end is no event, and is passed over.
    for line in lines.reversed() {
      guard let event = try? decoder.decode(TimedAgentEvent.self, from: Data(line)),
        let words = event.event.activity
      else { continue }
      activity = words
      return
    }
  }
}
