/// What the scoreboard says.
package struct CampaignSummary: Codable, Equatable, Sendable {
  package var project: String
  package var metric: String
  package var goal: Goal
  package var era: Int
  package var branch: String
  package var rule: String
  /// Odds at which the rule keeps.
  package var odds: Double
  package var isolation: String
  /// Whether the metric comes from an evaluator of its own.
  package var verified: Bool
  package var champion: CommitID?
  package var kept: Int
  package var baseline: Level?
  /// The champion's level, from runs that did not select it.
  package var best: Level?
  package var bestExperiment: Int?
  package var bestReported: Double?
  /// Gain of the champion over the baseline in the metric's unit, with its 95 % interval.
  package var improvement: Double?
  package var improvementLow: Double?
  package var improvementHigh: Double?
  /// Whether the gain was measured side by side.
  package var confirmed: Bool
  /// Run-to-run standard deviation and its degrees of freedom.
  package var noise: Double?
  package var noiseFreedom: Int
  /// The baseline runs made and wanted.
  package var baselineRuns: Int
  package var baselineWanted: Int
  /// Seeds make no difference to the metric.
  package var seedIgnored: Bool
  /// Busy share of the slots while work was flowing; nil before that.
  package var occupancy: Double?
  package var overheadMedian: Double?
  package var overheadP95: Double?
  package var dollars: Double?
  package var tokens: Int?
  package var started: Timestamp
  /// The budget in seconds, of wall or CPU time; nil when it is in steps.
  package var budgetSeconds: Double?
  package var budgetKind: String
  package var budgetSteps: Int?
  /// How many experiments the campaign is for; nil without a limit.
  package var limit: Int?
  package var review: ReviewMode
  package var stopping: Bool
  package var finished: Bool
  /// Why nothing goes on without a person; nil when it does.
  package var halted: String?

  // What older journals do not have is optional.

  /// Standard deviation of one half of a pair, and its degrees of freedom.
  package var pairNoise: Double?
  package var pairFreedom: Int?
  /// The step in which the metric moves; nil where it moves freely.
  package var step: Double?
  /// Whether the step is larger than the noise, and whether runs of unchanged code never differ.
  package var isCoarse: Bool?
  package var isDeterministic: Bool?
  /// Confirmations in progress, the first in line first.
  package var queue: [Int]?
  /// Confirmations that were decided, and those of them that ended without a keep.
  package var confirmations: Int?
  package var dropped: Int?
  /// How many keeps are expected to be no better than what they replaced, at most; nil where
  /// nothing bounds that.
  package var falseKeeps: Double?
  /// What the steps of the era add up to, each measured while it was confirmed, in the metric's unit.
  package var claimed: Double?
  /// Pairs that the confirmed gain comes from.
  package var confirmedPairs: Int?
  /// Runs beyond the first of each proposal, audits in idle slots left out, and void runs: shares.
  package var extraRuns: Double?
  package var voids: Double?
  /// Runs of audits in idle slots.
  package var auditRuns: Int?
  /// Kept experiments that audits found not to hold, and those they found to hold.
  package var unsound: [Int]?
  package var sound: [Int]?
  /// The audit in progress.
  package var audit: Audit?

  /// What the rule is called where it stands alone.
  package var ruleWords: String {
    rule == RatchetRule.naive.name ? "\(rule), \(RatchetRule.naiveWords)" : rule
  }

  package init(project: String, metric: String, goal: Goal) {
    self.project = project
    self.metric = metric
    self.goal = goal
    era = 1
    branch = ""
    rule = "standard"
    odds = 20
    isolation = "process"
    verified = true
    kept = 0
    confirmed = false
    noiseFreedom = 0
    baselineRuns = 0
    baselineWanted = 5
    seedIgnored = false
    started = 0
    budgetKind = "wall"
    review = .flagged
    stopping = false
    finished = false
  }
}
