internal import Core

/// Everything known about an experiment, as lines of text: it answers "why was this kept?".
struct ExperimentAccount {
  let experiment: Experiment
  let snapshot: Snapshot
  private let levels: ChampionLevels

  /// Columns before a fact's text.
  private static let labelWidth = 10

  init(_ experiment: Experiment, _ snapshot: Snapshot) {
    self.experiment = experiment
    self.snapshot = snapshot
    levels = ChampionLevels(snapshot.record)
  }

  /// The characters change nothing about how many lines there are.
  func lines(width: Int, unicode: Bool = true) -> [[ChartSpan]] {
    let verdict = Style(Verdict.role(experiment.state), bold: true)
    var lines = Paragraph.lines(Verdict.sentence(experiment, snapshot), width: width).map {
      [ChartSpan($0, verdict)]
    }
    lines += Paragraph.lines(decision, width: width).map { [ChartSpan($0, .dim)] }
    lines.append([])
    lines += facts(width)
    let tables = [
      RuleTable(experiment, snapshot).lines(width: width, unicode: unicode),
      PairTable(experiment: experiment, snapshot: snapshot).lines(width: width, unicode: unicode),
      ExperimentTimeline(experiment: experiment, snapshot: snapshot)
        .lines(width: width, unicode: unicode),
      RunTable(experiment: experiment, snapshot: snapshot).lines(width: width, unicode: unicode),
      commits(width),
    ]
    for table in tables where !table.isEmpty { lines += [[]] + table }
    return lines
  }

  private var decision: String {
    guard experiment.state.isVerdict else { return "no verdict yet" }
    let who: String
    switch experiment.cause {
    case .rule: who = "the rule"
    case .agent(let lane): who = "\(lane)'s agent"
    case .person(let name): who = name
    }
    guard let ended = experiment.ended, let age = snapshot.age(ended) else {
      return "decided by \(who)"
    }
    return "decided by \(who) at \(snapshot.timeOfDay(ended)), \(age) ago"
  }

  // MARK: - Facts

  private func facts(_ width: Int) -> [[ChartSpan]] {
    var lines = result(width)
    if let claimed { lines += fact("claimed", claimed, width) }
    lines += fact("noise", noise, width)
    if !experiment.reason.isEmpty { lines += fact("why", experiment.reason, width) }
    if !experiment.flags.isEmpty {
      lines += fact(
        "flagged", "it touches \(experiment.flags.joined(separator: ", "))", width, .warn)
    }
    for flag in experiment.resultFlags ?? [] { lines += fact("tripped", flag.text, width, .warn) }
    lines += doubts(width)
    if let proven = experiment.proven {
      let pairs = CampaignFacts.counted(experiment.provenPairs ?? 0, "pair")
      lines += fact(
        "proven",
        "odds \(snapshot.odds(evidence: proven)) in \(pairs) against an earlier champion, "
          + "then tested again on top of the next", width)
    }
    lines += audits(width)
    for rule in snapshot.record.rules where rule.experiment == experiment.n {
      lines += fact(
        "rule made", "\(rule.text) (\(rule.lane.map { "\($0) only" } ?? "all lanes"))", width)
    }
    if experiment.reruns > 0 {
      lines += fact(
        "re-runs", "\(CampaignFacts.counted(experiment.reruns, "fresh run")) asked for", width)
    }
    return lines
  }

  /// What its runs say against it, where no wire says it already.
  private func doubts(_ width: Int) -> [[ChartSpan]] {
    let record = snapshot.record
    let told = Set((experiment.resultFlags ?? []).map(\.name))
    var lines: [[ChartSpan]] = []
    if !told.contains("reported-differs"),
      let gap = ReportedGap(of: experiment, in: record.runs, noise: record.summary?.noise),
      gap.isBeyondNoise
    {
      lines += fact("reported", gap.text, width, .warn)
    }
    if !told.contains("budget"), let budget = record.summary?.budgetSteps,
      let fault = EqualWork.fault(of: experiment, in: record.runs, budget: budget)
    {
      lines += fact("work", fault, width, .warn)
    }
    return lines
  }

  /// What was measured again since it was kept.
  private func audits(_ width: Int) -> [[ChartSpan]] {
    guard let keep = snapshot.record.keeps.last(where: { $0.experiment == experiment.n }) else {
      return []
    }
    var asked: [[ChartSpan]] = []
    if keep.isAsked == true, !keep.revoked {
      asked = fact("again", "fresh pairs are made, since somebody asked", width, .accent)
    }
    let audits = [
      (keep.remeasured, "against what it replaced"), (keep.ablated, "by taking it out again"),
    ]
    return asked
      + audits.flatMap { audit, how -> [[ChartSpan]] in
        guard let audit else { return [] }
        let (text, role) = words(for: audit, how)
        return fact("again", text, width, role)
      }
  }

  private func words(for audit: Remeasured, _ how: String) -> (String, Role) {
    guard let mean = audit.mean else {
      return ("not measured \(how): \(audit.note ?? "it did not come to an end")", .dim)
    }
    let noise = snapshot.record.summary?.noise
    let size = noise.map { "\(NumberText.gain(mean / $0)) s" } ?? NumberText.significant(mean, 2)
    let pairs = CampaignFacts.counted(audit.pairs, "fresh pair")
    switch audit.holds {
    case true: return ("\(size) in \(pairs) \(how): it holds", .good)
    case false:
      return ("\(size) in \(pairs) \(how): it does not hold; v revokes it", .bad)
    default: return ("\(size) in \(pairs) \(how): left open", .dim)
    }
  }

  private func fact(
    _ name: String, _ text: String, _ width: Int, _ role: Role = .text
  ) -> [[ChartSpan]] {
    let label = ExperimentAccount.labelWidth
    return Paragraph.lines(text, width: width - label).enumerated().map { index, line in
      [ChartSpan(padded(index == 0 ? name : ""), .dim), ChartSpan(line, role)]
    }
  }

  /// The metric that counts and the gain; broken where they do not fit.
  private func result(_ width: Int) -> [[ChartSpan]] {
    let metric = snapshot.record.summary?.metric ?? "metric"
    guard let verified = experiment.verified else {
      return fact("result", "\(metric) is not measured", width, .dim)
    }
    let measured = experiment.pairs.count { $0.difference != nil }
    var value = [
      ChartSpan("\(metric) ", .dim),
      ChartSpan(snapshot.metric(verified), Style(.text, bold: true)),
    ]
    if measured > 0, let noise = levels.noise(of: experiment) {
      let level = Level(mean: verified, sd: nil, runs: measured)
      let margin = levels.margin(of: level, noise: noise)
      value.append(
        ChartSpan(
          margin.map { " ±" + NumberText.spread($0, noise: snapshot.record.summary?.noise) } ?? "",
          .dim))
    }
    if let delta = experiment.delta, delta.isFinite {
      let role: Role = delta >= 1 ? .good : delta <= -1 ? .bad : .dim
      value += [ChartSpan("   ", .dim), ChartSpan(NumberText.gain(delta) + " s", role)]
    }
    let reported = experiment.reported.map {
      [ChartSpan("   reported \(snapshot.metric($0))", .dim)]
    }
    let whole = value + (reported ?? [])
    let said = whole.width <= width - ExperimentAccount.labelWidth ? whole : value
    return [[ChartSpan(padded("result"), .dim)] + said]
  }

  /// What its first run promised, once pairs have said what it is worth.
  private var claimed: String? {
    guard experiment.pairs.contains(where: { $0.difference != nil }),
      let value = experiment.runs.lazy.compactMap({ snapshot.record.runs[$0] })
        .first(where: { $0.role == .first })?.value
    else { return nil }
    let gain = levels.gain(of: value, in: experiment).map { " (~\(NumberText.gain($0)) s)" } ?? ""
    return "\(snapshot.metric(value))\(gain) by its first run alone"
  }

  private var noise: String {
    if let noise = experiment.noise, noise.isFinite, noise > 0 {
      return "s = \(NumberText.significant(noise, 2)) when its confirmation began"
    }
    guard let noise = levels.noise(of: experiment) else { return "s is not known" }
    return "s = \(NumberText.significant(noise, 2)), as it is known now"
  }

  // MARK: - Commits

  private func commits(_ width: Int) -> [[ChartSpan]] {
    let base = Verdict.base(experiment.base, snapshot)
    let known = base.hasPrefix("on your commit") ? "your own" : String(base.dropFirst(3))
    var commits = [("proposal", experiment.proposal, ""), ("made on", experiment.base, known)]
    if let candidate = experiment.candidate, candidate != experiment.proposal {
      commits.append(("rebased", candidate, ""))
    }
    if let opponent = experiment.opponent, opponent != experiment.base {
      let known =
        experiment.ground.map { "#\($0), not decided" }
        ?? String(Verdict.base(opponent, snapshot).dropFirst(3))
      commits.append(("against", opponent, known))
    }
    if let kept = experiment.kept { commits.append(("kept as", kept, "")) }
    let rows = commits.filter { !$0.1.isEmpty }.map { name, commit, note in
      let abbreviation = String(commit.prefix(10))
      return TextTable.Row(cells: [
        [ChartSpan(name, .dim)], [ChartSpan(abbreviation, .text)],
        [ChartSpan(note.contains(commit.prefix(7)) ? "" : note, .dim)],
      ])
    }
    guard !rows.isEmpty else { return [] }
    let changed = experiment.files.reduce((0, 0)) { ($0.0 + $1.added, $0.1 + $1.removed) }
    let files = CampaignFacts.counted(experiment.files.count, "file")
    let columns = [
      TextTable.Column(name: "commits", isRight: false),
      TextTable.Column(name: "", isRight: false),
      TextTable.Column(
        name: experiment.files.isEmpty ? "" : "\(files), +\(changed.0) -\(changed.1)",
        isRight: false, rank: 1),
    ]
    return TextTable(columns: columns, rows: rows).lines(width: width, unicode: true)
  }

  private func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(0, ExperimentAccount.labelWidth - text.count))
  }
}
