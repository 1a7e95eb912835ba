/// Signs that something from outside disturbed a run, found in what it used.
///
/// A disturbed run is void: it is made again, and says nothing about the idea.
package enum Disturbance {
  /// Fewer runs of the same code than this say too little about how fast it is.
  static let fewest = 4
  /// A share of the steps that may always be missing.
  static let slack = 0.03

  /// Why a run that made so many steps was starved; nil where it was not, or nobody can tell.
  ///
  /// The same code makes about the same number of steps in the same budget. Too few are those under
  /// the median of the others by over 3 % and by over five of their own standard deviations, which are
  /// taken from the median deviation, so that another starved run does not hide this one.
  ///
  /// - Parameter isCounted: whether the budget is in steps, so that a slow machine takes longer and
  ///   makes no fewer: then the run was cut short.
  package static func starved(
    steps: Double?, others: [Double], isCounted: Bool = false
  ) -> String? {
    guard let steps, steps.isFinite, others.count >= fewest, let usual = median(others), usual > 0
    else { return nil }
    let deviation = median(others.map { ($0 - usual).magnitude }) ?? 0
    let allowed = max(slack * usual, 5 * 1.4826 * deviation)
    guard usual - steps > allowed else { return nil }
    let share = (100 * (usual - steps) / usual).fixed(0)
    return "it made \(steps.fixed(0)) steps, \(share) % fewer than the same code did before: "
      + (isCounted ? "it did not do the same work" : "something else used the machine")
  }

  /// Why the script's own clock cannot be believed; nil where it can, or says nothing.
  ///
  /// A script may leave out its start, so it may claim less than the supervisor counted, never more.
  package static func clock(claimed: Double?, counted: Double) -> String? {
    guard let claimed, claimed.isFinite, claimed > counted * 1.02 + 1 else { return nil }
    return "its own clock says \(claimed.fixed(0)) s, its supervisor counted \(counted.fixed(0)) s"
  }

  /// Why the machine's clock cannot be believed: it was set while the run went on.
  package static func clockSet(calendar: Double, counted: Double) -> String? {
    let off = calendar - counted
    guard off.magnitude > max(1, counted * 0.02) else { return nil }
    return "the machine's clock was set by \(off.fixed(0)) s during it"
  }

  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
