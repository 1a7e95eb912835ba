/// A line of the campaign's story, as people read it.
package struct EventLine: Codable, Equatable, Sendable, Identifiable {
  package var seq: Int
  package var at: Timestamp
  package var cause: String
  /// A word such as `experiment.kept` or `run.started`.
  package var kind: String
  package var experiment: Int?
  package var lane: LaneID?
  package var run: RunID?
  /// One sentence.
  package var text: String

  package var id: Int { seq }

  package init(
    seq: Int, at: Timestamp, cause: String, kind: String, experiment: Int? = nil,
    lane: LaneID? = nil, run: RunID? = nil, text: String
  ) {
    self.seq = seq
    self.at = at
    self.cause = cause
    self.kind = kind
    self.experiment = experiment
    self.lane = lane
    self.run = run
    self.text = text
  }
}

/// All the projections a reader sees at one moment.
package struct CampaignRecord: Equatable, Sendable {
  package var summary: CampaignSummary?
  /// By number, ascending.
  package var experiments: ExperimentRecords
  /// By id.
  package var runs: RunRecords
  package var lanes: [Lane]
  package var slots: [Slot]
  package var keeps: [Keep]
  package var rules: [SteeringRule]

  package init() {
    experiments = ExperimentRecords()
    runs = RunRecords()
    lanes = []
    slots = []
    keeps = []
    rules = []
  }

  /// How often the champion has moved since an experiment was proposed; 0 while its base is the
  /// champion, nil where its base was never on the ratchet of this era.
  package func staleness(of experiment: Experiment) -> Int? {
    guard let champion = summary?.champion, experiment.era == summary?.era else { return nil }
    if experiment.base == champion { return 0 }
    if let place = keeps.lastIndex(where: { $0.commit == experiment.base }) {
      return keeps.count - 1 - place
    }
    // Nothing of this era's ratchet: it was the commit that the era began with.
    let first = keeps.first { $0.era == experiment.era }
    guard first?.over == nil || first?.over == experiment.base else { return nil }
    return keeps.count { $0.era == experiment.era }
  }

  /// The experiment with this number, or nil.
  package func experiment(_ n: Int) -> Experiment? {
    place(of: n).map { experiments[$0] }
  }

  /// Where the experiment with this number stands among all, for one thing of it; nil without it.
  package func place(of n: Int) -> Int? {
    experiments.indices.contains(n - 1) ? n - 1 : nil
  }
}
