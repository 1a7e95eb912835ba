package import Core

/// Runs that trail the champion by more than anything that was kept later ever recovered from.
///
/// Early values are never a reason to keep, and only a hint to stop: a person decides.
package enum Hopeless {
  /// Fewer kept runs than this say too little about what can be recovered from.
  static let fewest = 3
  /// Of older ones the curves are not read again for a hint.
  static let most = 12
  /// Before this share of its budget no run is given up.
  static let earliest = 0.4

  /// The run that trails the most, as far as the curves that were read can tell; nil without enough
  /// of them.
  package static func run(in snapshot: Snapshot) -> Run? {
    let live = late(in: snapshot).filter { snapshot.curves[$0.id] != nil }
    guard !live.isEmpty, let bound = recovered(in: snapshot) else { return nil }
    let trailing = live.compactMap { run -> (run: Run, gap: Double)? in
      guard let series = loss(of: run.id, snapshot),
        let reference = reference(for: series, of: run, snapshot),
        let last = series.points.last(where: { $0.y.isFinite }),
        let gap = gap(of: series, over: reference, at: last.x), gap.size - gap.error > bound
      else { return nil }
      return (run, gap.size)
    }
    return trailing.max { $0.gap < $1.gap }?.run
  }

  /// The largest gap that a run which was kept in the end had to its champion after the same share
  /// of training; nil where too few of their curves are known.
  package static func recovered(in snapshot: Snapshot) -> Double? {
    guard snapshot.recoveries.isOfWholes else { return nil }
    let gaps = asked(in: snapshot).compactMap { n in
      snapshot.recoveries.gaps[n] ?? widestGap(of: n, in: snapshot)
    }
    guard gaps.count >= fewest else { return nil }
    return gaps.max().map { max(0, $0) }
  }

  /// The largest gap of one kept experiment, as far as the curves that were read can tell.
  static func widestGap(of n: Int, in snapshot: Snapshot) -> Double? {
    guard let experiment = snapshot.record.experiment(n) else { return nil }
    let own = experiment.runs.lazy.compactMap { snapshot.record.runs[$0] }.filter {
      $0.state == .ended && !$0.role.isChampion
    }
    return own.compactMap { run -> Double? in
      guard let series = loss(of: run.id, snapshot),
        let reference = reference(for: series, of: run, snapshot)
      else { return nil }
      return widestGap(of: series, over: reference)
    }.max()
  }

  /// Runs whose curves are needed to tell: those that are far enough on with what they have to beat,
  /// and of every kept one that is not known yet its first and one that it had to beat; none while
  /// nothing is far enough on.
  static func witnesses(in snapshot: Snapshot) -> [RunID] {
    let late = late(in: snapshot)
    let kept = asked(in: snapshot)
    guard !late.isEmpty, kept.count >= fewest else { return [] }
    let champion = snapshot.record.summary?.champion
    let own = late.flatMap { run -> [RunID] in
      let experiment = run.experiment.flatMap { snapshot.record.experiment($0) }
      guard let experiment, experiment.base != champion else { return [run.id] }
      return [run.id, baseRun(of: experiment, in: snapshot)].compactMap { $0 }
    }
    let runs = snapshot.record.runs
    let pairs = kept.flatMap { n -> [RunID] in
      guard snapshot.recoveries.gaps[n] == nil else { return [] }
      guard let experiment = snapshot.record.experiment(n) else { return [] }
      let ended = experiment.runs.filter { runs.value(of: $0) != nil }
      let own = ended.first { runs.role(of: $0)?.isChampion == false }
      let twin = ended.first { runs.role(of: $0)?.isChampion == true }
      let other = twin ?? baseRun(of: experiment, in: snapshot)
      return [own, other].compactMap { $0 }
    }
    return own + pairs
  }

  /// The kept experiments that are asked, the newest ones.
  static func asked(in snapshot: Snapshot) -> ArraySlice<Int> {
    snapshot.digest.kept.suffix(most)
  }

  /// First runs that are far enough on.
  private static func late(in snapshot: Snapshot) -> [Run] {
    snapshot.liveRuns.filter { run in
      run.state == .training && isFirst(run) && (snapshot.fraction(of: run) ?? 0) >= earliest
    }
  }

  /// A finished run of the code an experiment is based on.
  private static func baseRun(of experiment: Experiment, in snapshot: Snapshot) -> RunID? {
    let record = snapshot.record
    let base = record.keeps.last { $0.commit == experiment.base }?.experiment
    if let base = base.flatMap({ record.experiment($0) }) {
      return base.runs.first { id in
        record.runs.value(of: id) != nil && record.runs.role(of: id)?.isChampion == false
      }
    }
    return record.runs.ids(of: experiment.base).first { record.runs.value(of: $0) != nil }
  }

  /// What kept runs are compared with, in words.
  static func bound(in snapshot: Snapshot) -> String {
    snapshot.digest.kept.count > most ? "any of the last \(most) kept" : "any kept run"
  }

  private static func isFirst(_ run: Run) -> Bool {
    switch run.role {
    case .first, .second, .rerun: true
    case .baseline, .champion, .pairCandidate, .pairChampion, .audit: false
    }
  }

  /// The curve that says how training goes, if lower is better in it.
  private static func loss(of run: RunID, _ snapshot: Snapshot) -> Series? {
    guard let series = snapshot.curves[run]?.series(named: nil), series.role != .other else {
      return nil
    }
    return series
  }

  /// A finished curve of what the run has to beat: its twin's, or one of the code it is based on.
  private static func reference(for series: Series, of run: Run, _ snapshot: Snapshot) -> Series? {
    guard let experiment = run.experiment.flatMap({ snapshot.record.experiment($0) }) else {
      return nil
    }
    let twins = experiment.runs.filter { snapshot.record.runs[$0]?.role.isChampion == true }
    let bases = snapshot.curves.keys.filter { id in
      snapshot.record.runs[id]?.commit == experiment.base && id != run.id
    }.sorted()
    let isOnChampion = experiment.base == snapshot.record.summary?.champion
    let known = twins + bases + (isOnChampion ? snapshot.championRuns : [])
    return known.lazy.filter { $0 != run.id && snapshot.record.runs[$0]?.state != .training }
      .compactMap { snapshot.curves[$0]?.series(named: series.name) }
      .first { $0.points.count > 1 }
  }

  /// How far a curve lay above another one at the worst, once training was well under way.
  private static func widestGap(of series: Series, over reference: Series) -> Double? {
    guard let last = series.points.last?.x, let first = series.points.first?.x, last > first else {
      return nil
    }
    let places = 32
    return (0...places).compactMap { index -> Double? in
      let share = earliest + (1 - earliest) * Double(index) / Double(places)
      return gap(of: series, over: reference, at: first + (last - first) * share)?.size
    }.max()
  }

  /// How far a curve lies above another one, and how sure that is: three standard errors.
  private static func gap(of series: Series, over reference: Series, at x: Double)
    -> (size: Double, error: Double)?
  {
    guard let own = mean(series.points, upTo: x), let other = mean(reference.points, upTo: x),
      let end = reference.points.last?.x, x <= end
    else { return nil }
    let error = 3 * (own.variance + other.variance).squareRoot()
    return (own.mean - other.mean, error)
  }

  /// The mean of the last values up to a place, as single ones are too noisy to compare, and its
  /// variance.
  private static func mean(_ points: [Point], upTo x: Double) -> (mean: Double, variance: Double)? {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].x <= x { low = middle + 1 } else { high = middle }
    }
    let span = max(1, min(50, points.count / 20))
    let values = points[max(0, low - span)..<low].map(\.y).filter(\.isFinite)
    guard let level = Level(of: values) else { return nil }
    let sd = level.sd ?? 0
    return (level.mean, sd * sd / Double(level.runs))
  }
}
