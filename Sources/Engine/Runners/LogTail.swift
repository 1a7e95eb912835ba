import Core
import Foundation
import Journal

/// Follows a run's log while it grows and files what it says into the journal.
///
/// The whole log is read again after a restart: points are filed only beyond those already there.
final class LogTail {
  private let path: String
  private let run: RunID
  private let journal: Journal
  private let started: Timestamp
  private(set) var reader: LogReader
  /// How its losses go over the budget.
  private(set) var tracker: CourseTracker
  private var position: UInt64 = 0
  /// Points of each series that the journal had when this tail began.
  private var known: [String: Int]
  private var handle: FileHandle?

  init(
    path: String, run: RunID, journal: Journal, budget: Budget, started: Timestamp,
    patterns: [LogPattern], known: [String: Int]
  ) {
    reader = LogReader(patterns: patterns)
    tracker = CourseTracker(budget: budget)
    self.path = path
    self.run = run
    self.journal = journal
    self.started = started
    self.known = known
  }

  deinit { try? handle?.close() }

  /// Reads what is new; at the end also what was held back as an unfinished line.
  ///
  /// - Returns: whether anything was new.
  func advance(now: Timestamp, final: Bool = false) -> Bool {
    if handle == nil { handle = FileHandle(forReadingAtPath: path) }
    var grew = false
    while let handle, let data = try? handle.read(upToCount: 1 << 20), !data.isEmpty {
      grew = true
      position += UInt64(data.count)
      let elapsed = now - started
      data.withUnsafeBytes { reader.feed($0, at: elapsed) }
    }
    if final { reader.finish() }
    guard grew || final else { return false }
    let points = reader.drainNewPoints()
    tracker.add(points)
    file(points)
    return true
  }

  private typealias Batch = (series: String, axis: Axis, role: SeriesRole, points: [Point])

  private func file(_ points: [LogPoint]) {
    var batches: [Batch] = []
    var places: [String: Int] = [:]
    for point in points {
      if let left = known[point.series], left > 0 {
        known[point.series] = left - 1
      } else if let place = places[point.series], batches[place].axis == point.axis {
        batches[place].points.append(point.point)
      } else {
        places[point.series] = batches.count
        batches.append((point.series, point.axis, point.role, [point.point]))
      }
    }
    if !batches.isEmpty { try? journal.appendPoints(run: run, batches) }
  }
}
