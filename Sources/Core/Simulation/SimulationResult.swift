/// A number that differs between campaigns.
package struct SimulatedCount: Codable, Equatable, Sendable {
  package var mean: Double
  /// What 95 of 100 campaigns do not exceed.
  package var p95: Double

  package init(mean: Double, p95: Double) {
    self.mean = mean
    self.p95 = p95
  }

  init(of counts: [Int]) {
    let sorted = counts.sorted()
    mean = Double(counts.reduce(0, +)) / Double(max(1, counts.count))
    let rank = Int((0.95 * Double(counts.count)).rounded(.up))
    p95 = sorted.isEmpty ? 0 : Double(sorted[min(sorted.count, max(1, rank)) - 1])
  }
}

/// What the decision rule did in simulated campaigns; means over campaigns unless said otherwise.
package struct SimulationResult: Codable, Equatable, Sendable {
  package var rule: String
  package var campaigns: Int
  /// Proposals of each campaign.
  package var proposals: Int
  package var kept: Double
  /// Keeps that are not better than what they were put on, and those of them that are worse.
  package var falseKeeps: SimulatedCount
  package var harmfulKeeps: SimulatedCount
  /// What the account says of the false keeps at most; nil where nothing bounds them.
  package var expectedFalse: Double?
  /// How much better the champion is than the first commit in truth, what the history adds up to,
  /// and what fresh pairs found at the end; in nominal standard deviations.
  package var gain: Double
  package var claimed: Double
  package var confirmed: Double?
  /// Share of the campaigns with such a finding in which it is within two standard errors of the
  /// truth; nil where none has one.
  package var claimWithin: Double?
  /// Runs beyond one for each proposal, the baseline and audits in idle slots left out, as a share
  /// of the proposals.
  package var extraRuns: Double
  /// Runs of audits in slots that nothing else wanted, as a share of the proposals.
  package var auditRuns: Double
  /// Void runs as a share of all.
  package var voids: Double
  /// Good proposals that were not kept.
  package var missed: Double
  /// False keeps that audits found out, and good ones that they called false.
  package var unmasked: Double
  package var slandered: Double

  package enum CodingKeys: String, CodingKey {
    case rule, campaigns, proposals, kept
    case falseKeeps = "false_keeps"
    case harmfulKeeps = "harmful_keeps"
    case expectedFalse = "expected_false_keeps"
    case gain, claimed, confirmed
    case claimWithin = "claim_within"
    case extraRuns = "extra_runs"
    case auditRuns = "audit_runs"
    case voids, missed, unmasked, slandered
  }

  init(_ ends: [SimulatedEnd], world: SimulatedWorld, rule: RatchetRule) {
    func mean(_ value: (SimulatedEnd) -> Double) -> Double {
      ends.reduce(0) { $0 + value($1) } / Double(ends.count)
    }
    let proposals = Double(world.proposals)
    self.rule = rule.name
    campaigns = ends.count
    self.proposals = world.proposals
    kept = mean { Double($0.kept) }
    falseKeeps = SimulatedCount(of: ends.map(\.falseKeeps))
    harmfulKeeps = SimulatedCount(of: ends.map(\.harmfulKeeps))
    expectedFalse = rule.naive ? nil : mean(\.expectedFalse)
    gain = mean(\.gain)
    claimed = mean(\.claimed)
    let measured = ends.filter { $0.confirmed != nil }
    confirmed = measured.isEmpty ? nil : mean { $0.confirmed ?? 0 }
    claimWithin =
      measured.isEmpty
      ? nil : Double(measured.count { $0.isClaimTrue }) / Double(measured.count)
    extraRuns = mean { Double($0.extraRuns) / proposals }
    auditRuns = mean { Double($0.auditRuns) / proposals }
    voids = mean(\.voids)
    missed = mean { Double($0.missed) }
    unmasked = mean { Double($0.unmasked) }
    slandered = mean { Double($0.slandered) }
  }
}
