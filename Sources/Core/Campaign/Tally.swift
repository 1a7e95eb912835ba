/// Runs and decisions counted as they happen.
package struct Tally: Equatable, Sendable {
  /// Proposals that had their first run, and all runs but the baseline's and idle audits'.
  package internal(set) var proposals = 0
  package internal(set) var runs = 0
  /// Runs of audits in slots that nothing else wanted.
  package internal(set) var audits = 0
  package internal(set) var voids = 0
  /// Confirmations that ended in a keep, and those that ended without one.
  package internal(set) var kept = 0
  package internal(set) var dropped = 0

  /// Runs beyond the first of each proposal, as a share of the proposals; nil before the first.
  package var extra: Double? {
    proposals > 0 ? Double(runs - proposals) / Double(proposals) : nil
  }

  /// Void runs as a share of all; nil before the first.
  package var voidShare: Double? {
    runs + audits > 0 ? Double(voids) / Double(runs + audits) : nil
  }

  /// How many keeps are expected to be no better than what they replaced, at most.
  ///
  /// With odds of k a confirmation keeps something no better at most once in k times (Ville's
  /// inequality). Those that were no better are at most the dropped ones and the false keeps F, so
  /// F <= (dropped + F) / k, and F <= dropped / (k - 1). An upper bound of the expectation. While
  /// nothing was dropped that would claim certainty, so every confirmation counts with 1 / k.
  package func falseKeeps(odds: Double) -> Double? {
    guard odds > 1 else { return nil }
    return dropped > 0 ? Double(dropped) / (odds - 1) : Double(kept) / odds
  }
}
