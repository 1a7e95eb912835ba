internal import Core

/// What a campaign has done so far, in figures; what is not known stays nil.
package struct CampaignAccount: Equatable, Sendable {
  /// Experiments by what became of them.
  package let counts: [RatchetMark: Int]
  /// Experiments whose idea has been tried, the oldest first: whether each was kept.
  package let tries: [Bool]
  /// Steps of the ratchet that stand, the experiments' own.
  package let kept: Int
  /// Steps that stand without odds: nobody can say how likely they are false.
  package let withoutOdds: Int
  /// The estimate of false ones among the steps with odds: the sum of 1 / (1 + odds).
  ///
  /// It takes a promising idea to be as likely good as not before its pairs; nil without any odds.
  package let expectedFalse: Double?
  /// Confirmations that were begun; one that began anew against another champion counts again.
  package let confirmations: Int
  /// No more false keeps than this are to be expected, whatever was proposed.
  ///
  /// Every confirmation of something no better is kept with a probability of at most 1 / odds; nil
  /// without a confirmation.
  package let falseBound: Double?
  /// Single runs that beat everything before them: what a loop that believes them would have kept.
  package let claims: Int
  /// Pairs that were measured and count.
  package let pairs: Int
  /// Runs that got a slot, and those that were disturbed from outside.
  package let runs: Int
  package let voids: Int
  /// Seconds that runs held their slots.
  package let slotSeconds: Double
  package let dollars: Double?
  package let tokens: Int?

  package init(_ snapshot: Snapshot) {
    let record = snapshot.record
    let summary = record.summary
    counts = record.experiments.reduce(into: [:]) { $0[RatchetMark($1.state), default: 0] += 1 }
    tries = record.experiments.filter { Snapshot.isTried($0) }.map { $0.state == .kept }
    let standing = record.keeps.filter { $0.experiment != nil && !$0.revoked }
    kept = standing.count
    let odds = standing.compactMap(\.odds).filter { $0.isFinite && $0 > 0 }
    withoutOdds = standing.count - odds.count
    expectedFalse = odds.isEmpty ? nil : odds.reduce(0) { $0 + 1 / (1 + $1) }
    confirmations = record.experiments.reduce(0) { $0 + CampaignAccount.confirmations($1, record) }
    let asked = summary?.odds ?? 0
    falseBound =
      confirmations > 0 && asked.isFinite && asked > 0 ? Double(confirmations) / asked : nil
    claims = CampaignAccount.claims(RatchetPane.input(snapshot, selection: nil))
    pairs = record.experiments.reduce(0) { $0 + $1.pairs.count { $0.difference != nil } }
    let leased = record.runs.values.filter { $0.leased != nil }
    runs = leased.count
    voids = leased.count { if case .void = $0.outcome { true } else { false } }
    slotSeconds = leased.reduce(0) { sum, run in
      let seconds = (run.ended ?? snapshot.now) - (run.leased ?? snapshot.now)
      return sum + (seconds.isFinite ? max(0, seconds) : 0)
    }
    dollars = summary?.dollars
    tokens = summary?.tokens
  }

  /// Tries that have a verdict or are being confirmed.
  package var tried: Int { tries.count }

  /// How many of the last so many tries were kept; nil before there were so many.
  package func kept(amongLast count: Int) -> Int? {
    tries.count >= count ? tries.suffix(count).count { $0 } : nil
  }

  /// A part of something for every step that stands; nil before the first one.
  package func perKeep(_ amount: Double) -> Double? {
    kept > 0 && amount.isFinite ? amount / Double(kept) : nil
  }

  /// Every opponent is a confirmation of its own, as its evidence begins anew.
  private static func confirmations(_ experiment: Experiment, _ record: CampaignRecord) -> Int {
    var opponents: Set<CommitID> = []
    for id in experiment.runs {
      guard let run = record.runs[id], run.role.isChampion, run.leased != nil else { continue }
      opponents.insert(run.commit)
    }
    return max(opponents.count, experiment.evidence == nil ? 0 : 1)
  }

  private static func claims(_ input: RatchetInput?) -> Int {
    guard let input, let newest = input.tries.map(\.n).max() else { return 0 }
    // The first step of every era is its baseline, which nobody claims.
    let eras = 1 + input.breaks.count { $0 <= newest }
    return max(0, input.claimedSteps.count - eras)
  }
}
