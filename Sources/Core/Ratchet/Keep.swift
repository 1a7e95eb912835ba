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

/// What pairs said about a step of the ratchet after it was taken.
package struct Remeasured: Codable, Equatable, Sendable {
  /// The gain in the metric's unit and its 95 % interval; nil when it could not be measured.
  package var mean: Double?
  package var low: Double?
  package var high: Double?
  package var pairs: Int
  /// Whether it is better: nil where the pairs leave that open.
  package var holds: Bool?
  /// What the pairs say together, as a natural logarithm of odds; nil where that is not known.
  package var evidence: Double?
  /// Why it could not be measured; nil when it was.
  package var note: String?
  package var at: Timestamp

  package init(
    mean: Double? = nil, low: Double? = nil, high: Double? = nil, pairs: Int = 0,
    holds: Bool? = nil, evidence: Double? = nil, note: String? = nil, at: Timestamp
  ) {
    self.mean = mean
    self.low = low
    self.high = high
    self.pairs = pairs
    self.holds = holds
    self.evidence = evidence
    self.note = note
    self.at = at
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

  // What older journals do not have is optional.

  /// The champion it replaced.
  package var over: CommitID?
  /// Those of its pairs that were made again because the champion moved while it was confirmed.
  package var retested: Int?
  /// Fresh pairs of it against what it replaced.
  package var remeasured: Remeasured?
  /// Whether a person asked for such pairs and they are not measured yet; nil: nobody did.
  package var isAsked: Bool?
  /// Fresh pairs of a later champion against the same without it.
  package var ablated: Remeasured?
  /// Fresh pairs against the era's baseline while it was the champion: the whole gain so far.
  package var gain: Remeasured?

  /// Whether it still holds by what audits found, the newest word first; nil: unknown.
  package var holds: Bool? { ablated?.holds ?? remeasured?.holds }

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
