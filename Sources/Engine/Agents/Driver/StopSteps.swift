import Glibc

/// The steps by which an agent is brought to its end, each after the time the one before has.
struct StopSteps {
  /// What happens when the time is up.
  enum Step: Equatable {
    case interrupt, terminate, kill
  }

  private(set) var next: Step?
  private(set) var due: Double?
  /// Whether somebody waits for the end who will not wait long.
  private(set) var isHurried = false

  /// Begins with a step, after so many seconds; a step that is nearer already stays.
  mutating func begin(_ step: Step, at time: Double) {
    if let due, due <= time, next != nil { return }
    next = step
    due = time
  }

  /// From here on the pauses are those of somebody who is about to be killed.
  mutating func hurry() { isHurried = true }

  /// The step whose time has come.
  mutating func take(now: Double) -> Step? {
    guard let step = next, let time = due, now >= time else { return nil }
    switch step {
    case .interrupt:
      next = .terminate
      due = now + (isHurried ? 0.15 : 2)
    case .terminate:
      next = .kill
      due = now + (isHurried ? 0.2 : 3)
    case .kill:
      // What cannot be killed now may be later.
      due = now + 1
    }
    return step
  }
}
