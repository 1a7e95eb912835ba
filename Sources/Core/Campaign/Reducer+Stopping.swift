/// Runs that end before their budget is spent.
extension Reducer {
  /// Ends a run whose curve says that it cannot be kept; runs of unchanged code are never ended so.
  ///
  /// A pair has to come to an end, and what a person asked for is run to its end: there only values
  /// that are no numbers count.
  mutating func runHopeless(_ id: RunID, _ finding: EarlyStop.Finding) {
    guard let run = state.runs[id], run.state == .training, run.ending == nil else { return }
    switch run.role {
    case .first, .second: break
    case .rerun, .pairCandidate: guard finding.kind == .nonfinite else { return }
    default: return
    }
    change(id) { $0.stop = finding }
    let subject = run.experiment.map { "#\($0) " } ?? ""
    tell(
      "run.hopeless", "\(subject)\(run.role.text) is ended: \(finding.text)",
      experiment: run.experiment, run: id, cause: .rule)
    end(run: id, because: finding.text)
  }
}

extension Run {
  /// What an ending of pawl's own makes of a run; nil where a person or the engine ended it.
  var stopOutcome: RunOutcome? {
    stop.map { $0.kind == .nonfinite ? .crashed($0.text) : .ended($0.text) }
  }
}
