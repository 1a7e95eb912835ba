package import Core

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
  /// Seconds that runs which are over held their slots, and since when others hold theirs.
  private let heldSeconds: Double
  private let holding: [Timestamp]
  package let dollars: Double?
  package let tokens: Int?

  /// - Parameter ratchet: what the ratchet's chart draws of the record.
  init(_ record: CampaignRecord, _ ratchet: RatchetInput?) {
    let summary = record.summary
    var counts: [RatchetMark: Int] = [:]
    var tries: [Bool] = []
    var (confirmations, pairs) = (0, 0)
    let all = record.experiments
    let twins = CampaignAccount.twins(record)
    for index in all.indices {
      let state = all.state(at: index)
      counts[RatchetMark(state), default: 0] += 1
      if Snapshot.isTried(state) { tries.append(state == .kept) }
      confirmations += CampaignAccount.confirmations(at: index, record, twins)
      pairs += all.pairs(at: index).count { $0.difference != nil }
    }
    (self.counts, self.tries) = (counts, tries)
    (self.confirmations, self.pairs) = (confirmations, pairs)
    let standing = record.keeps.filter { $0.experiment != nil && !$0.revoked }
    kept = standing.count
    let odds = standing.compactMap(\.odds).filter { $0.isFinite && $0 > 0 }
    withoutOdds = standing.count - odds.count
    expectedFalse = odds.isEmpty ? nil : odds.reduce(0) { $0 + 1 / (1 + $1) }
    let asked = summary?.odds ?? 0
    falseBound =
      confirmations > 0 && asked.isFinite && asked > 0 ? Double(confirmations) / asked : nil
    claims = CampaignAccount.claims(ratchet)
    var (runs, voids, held) = (0, 0, 0.0)
    var holding: [Timestamp] = []
    for run in record.runs.values {
      guard let leased = run.leased else { continue }
      runs += 1
      if case .void = run.outcome { voids += 1 }
      guard let ended = run.ended else {
        holding.append(leased)
        continue
      }
      held += CampaignAccount.seconds(from: leased, to: ended)
    }
    (self.runs, self.voids, heldSeconds, self.holding) = (runs, voids, held, holding)
    dollars = summary?.dollars
    tokens = summary?.tokens
  }

  /// Seconds that runs have held their slots by now.
  package func slotSeconds(at now: Timestamp) -> Double {
    holding.reduce(heldSeconds) { $0 + CampaignAccount.seconds(from: $1, to: now) }
  }

  private static func seconds(from start: Timestamp, to end: Timestamp) -> Double {
    (end - start).isFinite ? max(0, end - start) : 0
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

  /// The keeps that candidates became: the same files under another name.
  private static func twins(_ record: CampaignRecord) -> [CommitID: CommitID] {
    var twins: [CommitID: CommitID] = [:]
    for keep in record.keeps {
      let candidate = keep.experiment.flatMap { record.experiment($0) }?.candidate
      if let candidate { twins[candidate] = keep.commit }
    }
    return twins
  }

  /// Every opponent is a confirmation of its own, as its evidence begins anew.
  private static func confirmations(
    at place: Int, _ record: CampaignRecord, _ twins: [CommitID: CommitID]
  ) -> Int {
    var opponents: Set<CommitID> = []
    for id in record.experiments.runs(at: place)
    where record.runs.role(of: id)?.isChampion == true {
      guard let run = record.runs[id], run.leased != nil else { continue }
      opponents.insert(twins[run.commit] ?? run.commit)
    }
    return max(opponents.count, record.experiments.evidence(at: place) == nil ? 0 : 1)
  }

  private static func claims(_ input: RatchetInput?) -> Int {
    guard let input, let newest = input.tries.map(\.n).max() else { return 0 }
    // The first step of every era is its baseline, which nobody claims.
    let eras = 1 + input.breaks.count { $0 <= newest }
    return max(0, input.claimedSteps.count - eras)
  }
}
