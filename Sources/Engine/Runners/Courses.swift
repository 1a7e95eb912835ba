import Core
import Journal
import Synchronization

/// How the losses of finished runs went, each read from the journal once.
final class Courses: Sendable {
  private let journal: Journal
  private let budget: Budget
  private let known = Mutex<[RunID: CourseTracker.Named?]>([:])

  init(journal: Journal, budget: Budget) {
    self.journal = journal
    self.budget = budget
  }

  /// Notes the course of a run that was followed to its end.
  func keep(_ course: CourseTracker.Named, of run: RunID) { known.withLock { $0[run] = course } }

  /// The course of a finished run; nil where its log told none.
  func course(of run: RunID) -> CourseTracker.Named? {
    if let course = known.withLock({ $0[run] }) { return course }
    var tracker = CourseTracker(budget: budget)
    // What cannot be read now may be read later, and ends no run meanwhile.
    guard let losses = try? journal.losses(run: run) else { return nil }
    for loss in losses {
      tracker.add(loss.points, series: loss.name, axis: loss.axis, role: loss.role)
    }
    let course = tracker.leading
    known.withLock { $0[run] = .some(course) }
    return course
  }
}

/// Looks at one run in progress, whether it can still be kept.
struct CourseWatch {
  let mode: EarlyStop.Mode
  let sources: CourseSources
  let courses: Courses
  /// By series: what a run of it is held against.
  private var rules: [String: EarlyStop] = [:]
  private var isDone = false

  init(mode: EarlyStop.Mode, sources: CourseSources, courses: Courses) {
    self.mode = mode
    self.sources = sources
    self.courses = courses
  }

  /// Why the run should end, told once; nil while it may go on.
  mutating func finding(in tracker: CourseTracker) -> EarlyStop.Finding? {
    guard !isDone, mode != .never, let leading = tracker.leading else { return nil }
    let rule = rules[leading.series] ?? rule(for: leading.series)
    rules[leading.series] = rule
    let finding = rule.finding(in: leading.course, series: leading.series)
    isDone = finding != nil
    return finding
  }

  private func rule(for series: String) -> EarlyStop {
    EarlyStop(mode: mode, sources: sources, series: series) { courses.course(of: $0) }
  }
}
