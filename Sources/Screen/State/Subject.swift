package import Core

/// What the cursor's thing stands for: the targets of actions and the data to read.
///
/// The dashboard reads the curve and the output of `run` and the diff of `experiment` into the
/// snapshot whenever these change.
package struct Subject: Equatable, Sendable {
  package var focus: Focus?
  package var slot: Slot?
  package var run: Run?
  package var experiment: Experiment?
  package var lane: Lane?

  package init(_ state: ViewState, _ snapshot: Snapshot) {
    focus = state.cursor(in: snapshot)
    if case .experiment(let n) = state.page { focus = .experiment(n) }
    switch focus {
    case .slot(let id):
      slot = snapshot.slot(id)
      run = slot.flatMap { snapshot.run(in: $0) }
      experiment = (run?.experiment ?? slot?.pairOf).flatMap { snapshot.record.experiment($0) }
    case .lane(let id):
      lane = snapshot.lane(id)
      experiment = snapshot.digest.review.lazy.compactMap { snapshot.record.experiment($0) }
        .first { $0.lane == id }
    case .experiment(let n):
      experiment = snapshot.record.experiment(n)
      run = experiment.flatMap { snapshot.run(of: $0) }
      slot = run.flatMap { run in snapshot.record.slots.first { $0.run == run.id } }
    case nil:
      break
    }
    if lane == nil { lane = experiment.flatMap { snapshot.lane($0.lane) } }
  }

  /// Whether a lane itself is under the cursor.
  var isLane: Bool {
    if case .lane = focus { true } else { false }
  }

  /// What the thing is called: `#143`, `a2`, `gpu0`.
  var name: String? {
    switch focus {
    case .slot(let id): experiment.map { "#\($0.n)" } ?? id
    case .lane(let id): id
    case .experiment(let n): "#\(n)"
    case nil: nil
    }
  }
}
