/// A metric measured several times.
package struct Level: Codable, Equatable, Sendable {
  package var mean: Double
  /// Standard deviation of the runs; nil for fewer than two.
  package var sd: Double?
  package var runs: Int

  package init(mean: Double, sd: Double?, runs: Int) {
    self.mean = mean
    self.sd = sd
    self.runs = runs
  }
}

/// One step of the ratchet.
package struct Keep: Codable, Equatable, Sendable {
  /// The experiment; nil for a commit a person put on the branch.
  package var experiment: Int?
  package var era: Int
  package var commit: CommitID
  /// Verified level of the champion it replaced and of itself, both from fresh runs.
  package var before: Level?
  package var after: Level?
  /// What a loop that believes single runs would have claimed.
  package var claimed: Double?
  package var pairs: Int
  /// Odds that it is better, as in 20 to 1; nil for a commit of a person.
  package var odds: Double?
  package var at: Timestamp
  package var revoked: Bool

  package init(
    experiment: Int?, era: Int, commit: CommitID, before: Level?, after: Level?, claimed: Double?,
    pairs: Int, odds: Double?, at: Timestamp
  ) {
    self.experiment = experiment
    self.era = era
    self.commit = commit
    self.before = before
    self.after = after
    self.claimed = claimed
    self.pairs = pairs
    self.odds = odds
    self.at = at
    self.revoked = false
  }
}
