package import Core

/// The runs whose curves are compared: the one under the cursor, what was marked, and what runs.
package struct CurveSet {
  package struct Entry: Equatable {
    package var run: Run
    package var experiment: Experiment?
    package var isMarked: Bool
    /// Where the cursor has to be for it.
    package var focus: Focus
    /// What it is called: `#143`, or the slot it has.
    package var name: String
  }

  package let entries: [Entry]
  /// The place of the entry under the cursor.
  package let focused: Int?
  private let curves: [RunID: RunCurve]

  package var runs: [Run] { entries.map(\.run) }

  package init(_ state: ViewState, _ snapshot: Snapshot) {
    var entries: [Entry] = []
    func add(_ run: Run?, _ experiment: Experiment?, isMarked: Bool) {
      guard let run, run.started != nil, !entries.contains(where: { $0.run.id == run.id }) else {
        return
      }
      let slot = snapshot.record.slots.first { $0.run == run.id }
      let focus: Focus
      let name: String
      if let experiment, isMarked || slot == nil {
        focus = .experiment(experiment.n)
        name = "#\(experiment.n)"
      } else if let slot {
        focus = .slot(slot.id)
        name = experiment.map { "#\($0.n)" } ?? slot.id
      } else {
        return
      }
      entries.append(
        Entry(run: run, experiment: experiment, isMarked: isMarked, focus: focus, name: name))
    }
    for n in state.marks {
      guard let experiment = snapshot.record.experiment(n) else { continue }
      add(snapshot.run(of: experiment), experiment, isMarked: true)
    }
    for slot in snapshot.record.slots {
      let run = snapshot.run(in: slot)
      add(run, run?.experiment.flatMap { snapshot.record.experiment($0) }, isMarked: false)
    }
    let subject = Subject(state, snapshot)
    if let run = subject.run { add(run, subject.experiment, isMarked: false) }
    self.entries = entries
    focused = entries.firstIndex { $0.run.id == subject.run?.id } ?? (entries.isEmpty ? nil : 0)
    curves = snapshot.curves
  }

  /// The names of all series there are, the main one first.
  package var names: [String] {
    var names: [String] = []
    for entry in entries {
      for name in curves[entry.run.id]?.names ?? [] where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }
}
