/// Follows the losses of one run as they are read, as courses over its budget.
package struct CourseTracker: Sendable {
  /// A course with the series it is of.
  package struct Named: Codable, Equatable, Sendable {
    package var series: String
    package var course: LossCourse

    package init(series: String, course: LossCourse) {
      self.series = series
      self.course = course
    }
  }

  /// Losses that are followed at most.
  private static let most = 8

  private let base: Comparison.Base
  private let span: Double
  private var followed: [(name: String, axis: Axis, role: SeriesRole, course: LossCourse)] = []
  /// When the points before the newest ones were read.
  private var before: [String: Double] = [:]

  /// For a run under this budget: seconds where it is time, the script's own steps where it is steps.
  package init(budget: Budget) {
    switch budget {
    case .wall(let seconds), .cpu(let seconds, _):
      base = .time
      span = seconds
    case .steps(let count, _):
      base = .step
      span = Double(count)
    }
  }

  /// Takes what was read at once, in the order of the log.
  package mutating func add(_ points: [LogPoint]) {
    var groups: [String: [LogPoint]] = [:]
    var order: [String] = []
    for point in points where point.role != .other {
      if groups[point.series] == nil { order.append(point.series) }
      groups[point.series, default: []].append(point)
    }
    for name in order {
      guard let group = groups[name], let head = group.first else { continue }
      add(group.map(\.point), series: name, axis: head.axis, role: head.role)
    }
  }

  /// Takes the next points of one series.
  ///
  /// What was read together was not written together: it is spread over the time since the last look.
  package mutating func add(
    _ points: [Point], series name: String, axis: Axis, role: SeriesRole
  ) {
    guard role != .other else { return }
    var place = followed.firstIndex { $0.name == name }
    if let found = place, followed[found].axis != axis {
      followed.remove(at: found)
      before[name] = nil
      place = nil
    }
    if place == nil {
      guard followed.count < Self.most else { return }
      followed.append((name, axis, role, LossCourse(base: base, span: span)))
      place = followed.count - 1
    }
    guard let place else { return }
    var start = 0
    while start < points.count {
      var end = start + 1
      while end < points.count, points[end].time == points[start].time { end += 1 }
      let time = points[start].time
      let since = before[name] ?? 0
      for index in start..<end {
        var point = points[index]
        if let time {
          let share = Double(index - start + 1) / Double(end - start)
          point.time = since + max(0, time - since) * share
        }
        followed[place].course.add(point)
      }
      if let time { before[name] = max(since, time) }
      start = end
    }
  }

  /// The loss that says how training goes: of training where there is one, the one with most values.
  package var leading: Named? {
    let candidates = followed.filter { base == .time || $0.axis == .step }
    let best = candidates.max { weight($0.role, $0.course) < weight($1.role, $1.course) }
    return best.map { Named(series: $0.name, course: $0.course) }
  }

  private func weight(_ role: SeriesRole, _ course: LossCourse) -> (Int, Int) {
    (role == .trainLoss ? 1 : 0, course.values.reduce(0) { $0 + $1.count })
  }
}
