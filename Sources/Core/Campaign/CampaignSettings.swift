/// What bounds one run.
package enum Budget: Codable, Equatable, Sendable {
  /// Seconds from start to exit.
  case wall(Double)
  /// CPU seconds of the whole tree, and a ceiling in wall seconds.
  case cpu(Double, ceiling: Double)
  /// Steps the command counts itself, and a ceiling in wall seconds.
  case steps(Int, ceiling: Double)
}

/// Where a campaign ends by itself; nil is without a limit.
package struct Limits: Codable, Equatable, Sendable {
  package var experiments: Int?
  package var kept: Int?
  package var hours: Double?
  package var dollars: Double?

  package init(
    experiments: Int? = nil, kept: Int? = nil, hours: Double? = nil, dollars: Double? = nil
  ) {
    self.experiments = experiments
    self.kept = kept
    self.hours = hours
    self.dollars = dollars
  }
}

/// An agent of the starting set.
package struct LaneEntry: Codable, Equatable, Sendable {
  package var agent: String
  package var count: Int
  /// Whether its agent can be asked to repair what crashed; nil: no.
  package var repairs: Bool?
  /// Whether pawl knows how to drive it although pawl.yaml does not name it; nil: it is named.
  package var isUnnamed: Bool?

  package init(agent: String, count: Int, repairs: Bool? = nil, isUnnamed: Bool? = nil) {
    self.agent = agent
    self.count = count
    self.repairs = repairs
    self.isUnnamed = isUnnamed
  }
}

/// Everything of a project that decisions depend on.
package struct CampaignSettings: Codable, Equatable, Sendable {
  package var project: String
  package var branch: String
  package var metric: String
  package var goal: Goal
  /// Whether an evaluator measures the metric.
  package var verified: Bool
  package var rule: RatchetRule
  package var review: ReviewMode
  package var limits: Limits
  package var budget: Budget
  package var slots: [Slot]
  package var lanes: [LaneEntry]
  /// Where every seed of the campaign comes from.
  package var seed: Int
  package var isolation: String
  /// Digest of what makes scores comparable: metric, evaluator, frozen files, data, budget.
  package var comparability: String
  /// Nobody is at hand: what waits for a person does not hold the end up.
  package var unattended: Bool

  package init(
    project: String, branch: String, metric: String, goal: Goal, verified: Bool,
    rule: RatchetRule, review: ReviewMode, limits: Limits, budget: Budget, slots: [Slot],
    lanes: [LaneEntry], seed: Int, isolation: String, comparability: String, unattended: Bool
  ) {
    self.project = project
    self.branch = branch
    self.metric = metric
    self.goal = goal
    self.verified = verified
    self.rule = rule
    self.review = review
    self.limits = limits
    self.budget = budget
    self.slots = slots
    self.lanes = lanes
    self.seed = seed
    self.isolation = isolation
    self.comparability = comparability
    self.unattended = unattended
  }
}
