/// Whether runs with a budget in steps did the same work, by the steps that they tell.
///
/// A log may tell only every hundredth step, so the last one told is under the budget for unchanged code
/// too. Equal is what lies between the smaller of the budget and what unchanged code tells, and the
/// larger of them, with a little room.
package enum EqualWork {
  /// A share of the steps that may be missing, or be made beyond.
  static let slack = 0.03

  /// What is wrong with the steps told, without a full stop; nil where they fit or are not known.
  ///
  /// - Parameters:
  ///   - unchanged: steps that unchanged code tells; nil where it tells none.
  ///   - budget: the steps that a run is asked to make.
  package static func fault(told: Double?, unchanged: Double?, budget: Int) -> String? {
    guard let told, told.isFinite, told >= 0, budget > 0 else { return nil }
    let budget = Double(budget)
    let unchanged = unchanged.flatMap { $0.isFinite && $0 > 0 ? $0 : nil } ?? budget
    let fewest = (1 - slack) * min(budget, unchanged)
    let most = (1 + slack) * max(budget, unchanged)
    guard told < fewest || told > most else { return nil }
    let where_ = unchanged == budget ? "" : ", unchanged code tells \(unchanged.fixed(0))"
    return "\(told.fixed(0)) steps, the budget is \(budget.fixed(0))\(where_)"
  }

  /// The same of an experiment, by the means of its measured runs.
  package static func fault(
    of experiment: Experiment, in runs: some RunSource, budget: Int
  ) -> String? {
    func mean(_ runs: [Run]) -> Double? {
      let steps = runs.compactMap { $0.value == nil ? nil : $0.usage?.steps }
      return steps.isEmpty ? nil : steps.reduce(0, +) / Double(steps.count)
    }
    let (own, unchanged) = experiment.runs(beside: runs)
    return fault(told: mean(own), unchanged: mean(unchanged), budget: budget)
  }
}
