internal import Core

/// When everything happened to an experiment, and how long it took.
struct ExperimentTimeline {
  let experiment: Experiment
  let snapshot: Snapshot

  private struct Phase {
    var name: String
    var start: Timestamp
    /// Nil while it goes on.
    var end: Timestamp?
    var note = ""
  }

  func lines(width: Int, unicode: Bool) -> [[ChartSpan]] {
    let columns = [
      TextTable.Column(name: "at", isRight: false), TextTable.Column(name: "what", isRight: false),
      TextTable.Column(name: "took"), TextTable.Column(name: "", isRight: false, rank: 1, least: 8),
    ]
    var rows = [
      row(
        experiment.created, "proposed", "",
        "by \(experiment.lane) (\(experiment.agent), turn \(experiment.turn))")
    ]
    var before: Timestamp? = experiment.created
    for phase in phases {
      var note = phase.note
      if let before, phase.start - before >= 10 {
        let waited = NumberText.duration(phase.start - before)
        note = (note.isEmpty ? "" : note + ", ") + "waited \(waited)"
      }
      rows.append(
        row(
          phase.start, phase.name,
          NumberText.clock(max(0, (phase.end ?? snapshot.now) - phase.start)),
          phase.end == nil ? "so far" + (note.isEmpty ? "" : ", " + note) : note))
      before = phase.end
    }
    if experiment.state.isVerdict, let ended = experiment.ended {
      let whole = NumberText.duration(max(0, ended - experiment.created))
      rows.append(
        row(
          ended, experiment.state.rawValue, "", "\(whole) in all",
          Verdict.role(experiment.state)))
    }
    return TextTable(columns: columns, rows: rows).lines(width: width, unicode: unicode)
  }

  private func row(
    _ at: Timestamp, _ what: String, _ took: String, _ note: String, _ role: Role = .text
  ) -> TextTable.Row {
    TextTable.Row(cells: [
      [ChartSpan(snapshot.timeOfDay(at), .dim)], [ChartSpan(what, role)],
      [ChartSpan(took, .text)], [ChartSpan(note, .dim)],
    ])
  }

  /// Its runs in the order in which they got their slots, all pairs as one.
  private var phases: [Phase] {
    let runs = experiment.runs.compactMap { snapshot.record.runs[$0] }
    var phases: [Phase] = []
    var pairs: [Run] = []
    for run in runs {
      guard let start = run.leased ?? run.started, start.isFinite else { continue }
      switch run.role {
      case .pairCandidate, .pairChampion: pairs.append(run)
      case .baseline, .champion, .first, .second, .rerun, .audit:
        phases.append(
          Phase(name: run.role.text, start: start, end: run.ended, note: note(run)))
      }
    }
    if let start = pairs.compactMap({ $0.leased ?? $0.started }).min() {
      let measured = experiment.pairs.count { $0.difference != nil }
      let isOpen = pairs.contains { $0.ended == nil } || experiment.state == .confirming
      let name = measured == 0 ? "pairs" : CampaignFacts.counted(measured, "pair")
      phases.append(
        Phase(name: name, start: start, end: isOpen ? nil : pairs.compactMap(\.ended).max()))
    }
    return phases.sorted { $0.start < $1.start }
  }

  private func note(_ run: Run) -> String {
    switch run.outcome {
    case .void: "void"
    case .crashed: "crashed"
    case .refused: "refused"
    case .ended: "ended"
    case .measured, nil: ""
    }
  }
}
