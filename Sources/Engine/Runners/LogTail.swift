import Core
import Journal

/// Follows a run's log while it grows and files what it says into the journal.
///
/// The whole log is read again after a restart: points are filed only beyond those already there.
final class LogTail {
  private let log: JobLog
  private let run: RunID
  private let journal: Journal
  private let started: Timestamp
  private(set) var reader: LogReader
  /// How its losses go over the budget.
  private(set) var tracker: CourseTracker
  /// Where the journal's series ended when this tail began; those it has read again are gone.
  private var known: [String: PointEnd]
  /// Whether something is missing of what was read, so that points cannot be counted any more.
  private var hasGap = false

  init(
    path: String, run: RunID, journal: Journal, budget: Budget, started: Timestamp,
    patterns: [LogPattern], known: [String: PointEnd]
  ) {
    reader = LogReader(patterns: patterns)
    tracker = CourseTracker(budget: budget)
    log = JobLog(path: path)
    self.run = run
    self.journal = journal
    self.started = started
    self.known = known
  }

  /// Reads what is new; at the end also what was held back as an unfinished line.
  ///
  /// - Returns: whether anything was new.
  func advance(now: Timestamp, final: Bool = false) -> Bool {
    var grew = false
    while let piece = log.next(isOver: final) {
      grew = true
      switch piece {
      case .bytes(let bytes): bytes.withUnsafeBytes { reader.feed($0, at: now - started) }
      case .gap:
        take()
        reader.skip()
        hasGap = true
      }
    }
    if final { reader.finish() }
    guard grew || final else { return false }
    take()
    return true
  }

  private func take() {
    let points = reader.drainNewPoints()
    tracker.add(points)
    file(points)
  }

  private typealias Batch = (series: String, axis: Axis, role: SeriesRole, points: [Point])

  private func file(_ points: [LogPoint]) {
    var batches: [Batch] = []
    var places: [String: Int] = [:]
    for point in points {
      if isKnown(point) { continue }
      if let place = places[point.series], batches[place].axis == point.axis {
        batches[place].points.append(point.point)
      } else {
        places[point.series] = batches.count
        batches.append((point.series, point.axis, point.role, [point.point]))
      }
    }
    if !batches.isEmpty { try? journal.appendPoints(run: run, batches) }
  }

  /// Whether the journal has a point: by counting, or by its place where some were not read again.
  private func isKnown(_ point: LogPoint) -> Bool {
    guard var end = known[point.series] else { return false }
    end.count -= 1
    if hasGap ? point.point.x > end.x : end.count < 0 {
      known[point.series] = nil
      return false
    }
    known[point.series] = end
    return true
  }
}
