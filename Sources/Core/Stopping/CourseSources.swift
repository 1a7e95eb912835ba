/// Which finished runs tell whether a run can still be kept.
package struct CourseSources: Equatable, Sendable {
  /// A kept experiment: its own looks, and runs of what it had to beat.
  package struct Witness: Equatable, Sendable {
    package var own: [RunID]
    package var reference: [RunID]
  }

  /// Runs of the code the run is measured against.
  package var champions: [RunID]
  package var witnesses: [Witness]
  package var changesSchedule: Bool

  /// Kept experiments that are asked at most, the newest ones.
  private static let most = 12
  /// Runs of one commit that are asked at most.
  private static let perCommit = 8

  /// For a run of a proposal that may be ended early; nil for any other.
  package init?(for run: Run, in state: CampaignState) {
    guard let experiment = run.experiment.flatMap({ state.experiment($0) }), !run.role.isChampion,
      let settings = state.settings
    else { return nil }
    changesSchedule = experiment.changesSchedule ?? false
    // Looks are made on the base, the candidate's half of a pair on the champion it is tried against.
    let ground: CommitID
    switch run.role {
    case .first, .second, .rerun: ground = experiment.base
    case .pairCandidate: ground = experiment.opponent ?? experiment.base
    default: return nil
    }
    champions = state.measured(of: ground)
    let kept = state.experiments.filter {
      $0.era == state.era && $0.kept != nil && $0.changesSchedule != true
    }
    witnesses =
      settings.rule.naive
      ? []
      : kept.suffix(Self.most).map { experiment in
        let own = experiment.runs.filter { id in
          state.runs[id].map { !$0.role.isChampion && $0.value != nil } == true
        }
        return Witness(
          own: Array(own.prefix(Self.perCommit)),
          reference: state.measured(of: experiment.opponent ?? experiment.base))
      }
  }

  /// Every run that is named.
  package var all: Set<RunID> {
    Set(champions + witnesses.flatMap { $0.own + $0.reference })
  }

  fileprivate static func newest(_ runs: [RunID]) -> [RunID] { Array(runs.suffix(perCommit)) }
}

extension CampaignState {
  /// The newest measured runs of a commit's code in this era.
  ///
  /// A keep is a commit of its own, with the same files as the candidate that was confirmed.
  fileprivate func measured(of commit: CommitID) -> [RunID] {
    var commits: Set<CommitID> = [commit]
    for experiment in experiments where experiment.kept == commit {
      if let candidate = experiment.candidate { commits.insert(candidate) }
    }
    let ids = runs.values.filter {
      commits.contains($0.commit) && $0.era == era && $0.value != nil
    }
    return CourseSources.newest(ids.map(\.id).sorted())
  }
}

extension EarlyStop {
  /// From the courses of the runs that sources name; what has no course is left out.
  package init(
    mode: Mode, sources: CourseSources, series: String,
    courses: (RunID) -> CourseTracker.Named?
  ) {
    func course(_ id: RunID) -> LossCourse? {
      courses(id).flatMap { $0.series == series ? $0.course : nil }
    }
    let recovered = sources.witnesses.compactMap { witness -> Double? in
      let others = witness.reference.compactMap(course)
      guard var reference = others.first else { return nil }
      for other in others.dropFirst() { reference.merge(other) }
      return witness.own.compactMap {
        course($0)?.widestGap(over: reference, from: Self.earliest)
      }.max()
    }
    self.init(
      mode: mode, champions: sources.champions.compactMap(course), recovered: recovered,
      changesSchedule: sources.changesSchedule)
  }
}
