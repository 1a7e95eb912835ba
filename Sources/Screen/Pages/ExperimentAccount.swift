internal import Core

/// Everything known about an experiment, as lines of text: it answers "why was this kept?".
struct ExperimentAccount {
  let experiment: Experiment
  let snapshot: Snapshot

  init(_ experiment: Experiment, _ snapshot: Snapshot) {
    self.experiment = experiment
    self.snapshot = snapshot
  }

  func lines(width: Int) -> [[ChartSpan]] {
    let verdict = Style(Verdict.role(experiment.state), bold: true)
    var lines = Paragraph.lines(Verdict.sentence(experiment, snapshot), width: width).map {
      [ChartSpan($0, verdict)]
    }
    lines += Paragraph.lines(decision, width: width).map { [ChartSpan($0, .dim)] }
    lines.append([])
    lines += fact("proposed", origin, width)
    if !experiment.reason.isEmpty { lines += fact("why", experiment.reason, width) }
    for rule in snapshot.record.rules where rule.experiment == experiment.n {
      lines += fact(
        "rule", "\(rule.text) (\(rule.lane.map { "\($0) only" } ?? "all lanes"))", width)
    }
    if !experiment.flags.isEmpty {
      lines.append([
        ChartSpan(padded("flagged", 10), .dim),
        ChartSpan(experiment.flags.joined(separator: ", "), .warn),
      ])
    }
    lines.append(result)
    lines += fact("noise", noise, width)
    lines += runs(width)
    lines += pairs()
    return lines
  }

  private func fact(_ name: String, _ text: String, _ width: Int) -> [[ChartSpan]] {
    Paragraph.lines(text, width: width - 10).enumerated().map { index, line in
      [ChartSpan(padded(index == 0 ? name : "", 10), .dim), ChartSpan(line, .text)]
    }
  }

  private var decision: String {
    guard experiment.state.isVerdict else { return "no verdict yet" }
    let when = snapshot.age(experiment.ended).map { ", \($0) ago" } ?? ""
    return "decided by \(experiment.cause.text)\(when)"
  }

  private var origin: String {
    let age = snapshot.age(experiment.created) ?? "?"
    return "by \(experiment.lane) (\(experiment.agent), turn \(experiment.turn)) "
      + "\(Verdict.base(experiment.base, snapshot)), \(age) ago; "
      + "\(NumberText.clock(experiment.seconds)) of slot time"
  }

  private var result: [ChartSpan] {
    let metric = snapshot.record.summary?.metric ?? "metric"
    func text(_ value: Double?) -> String { value.map { snapshot.metric($0) } ?? "?" }
    let gain = experiment.delta.map { NumberText.gain($0) + " s" } ?? "?"
    return [
      ChartSpan(padded("result", 10), .dim),
      ChartSpan("\(metric) \(text(experiment.verified))", Style(.text, bold: true)),
      ChartSpan("   gain \(gain)   reported \(text(experiment.reported))", .dim),
    ]
  }

  private var noise: String {
    let known = experiment.noise ?? snapshot.record.summary?.noise
    guard let known else { return "s is not known yet" }
    return "s = \(NumberText.significant(known, 2)), from unchanged code run again and again"
  }

  private func runs(_ width: Int) -> [[ChartSpan]] {
    let runs = experiment.runs.compactMap { snapshot.record.runs[$0] }
    guard !runs.isEmpty else { return [[], [ChartSpan("no runs yet", .dim)]] }
    let widths = widths(seeds: runs.map(\.seed))
    var lines: [[ChartSpan]] = [
      [], heading("run", ["seed", "slot", "reported", "verified", "took"], widths),
    ]
    for run in runs {
      let isOther = if case .pairChampion = run.role { true } else { false }
      let name = run.role.text + (isOther ? " champ." : "")
      let took = run.usage?.wall ?? run.started.map { (run.ended ?? snapshot.now) - $0 }
      let cells = [
        String(run.seed), run.slot ?? "", run.reported.map { snapshot.metric($0) } ?? "",
        run.verified.map { snapshot.metric($0) } ?? "", took.map { NumberText.clock($0) } ?? "",
      ]
      let role: Role = isOther ? .dim : .text
      let line = [ChartSpan(padded(name, 14), role)] + row(cells, widths, role)
      let used = line.reduce(0) { $0 + $1.text.count }
      let outcome = outcome(run)
      if outcome.text.isEmpty {
        lines.append(line)
      } else if outcome.text.count + 2 <= width - used {
        lines.append(line + [ChartSpan("  " + outcome.text, outcome.style)])
      } else {
        lines.append(line)
        lines += Paragraph.lines(outcome.text, width: width - 4).map {
          [ChartSpan("    " + $0, outcome.style)]
        }
      }
    }
    return lines
  }

  private func outcome(_ run: Run) -> ChartSpan {
    switch run.outcome {
    case .measured: ChartSpan("", .dim)
    case .crashed(let why): ChartSpan("crashed: \(why)", .bad)
    case .refused(let why): ChartSpan("refused: \(why)", .warn)
    case .void(let why): ChartSpan("void: \(why)", .dim)
    case .ended(let why): ChartSpan(why == "ended" ? why : "ended: \(why)", .dim)
    case nil: ChartSpan(word(run), .progress)
    }
  }

  private func word(_ run: Run) -> String {
    switch run.state {
    case .queued: run.leased == nil ? "queued" : "starting"
    case .training: "running"
    case .evaluating: "scoring"
    case .ended: "ended"
    }
  }

  /// The columns after the first; seeds need as many as the longest has.
  private func widths(seeds: [Int]) -> [Int] {
    [max(8, (seeds.map { String($0).count }.max() ?? 0) + 1), 6, 10, 10, 7]
  }

  private func pairs() -> [[ChartSpan]] {
    guard !experiment.pairs.isEmpty else { return [] }
    let widths = widths(seeds: experiment.pairs.map(\.seed))
    var lines: [[ChartSpan]] = [
      [], heading("pair", ["seed", "slot", "better by", "in s", "odds"], widths),
    ]
    for pair in experiment.pairs {
      let noise = experiment.noise ?? snapshot.record.summary?.noise
      let size = pair.difference.flatMap { difference in
        noise.flatMap { $0 > 0 ? NumberText.gain(difference / $0) : nil }
      }
      let difference = pair.difference.map {
        NumberText.signed($0, digits: NumberText.digits(for: noise ?? 0.0001) + 1)
      }
      let odds = pair.evidence.map { Snapshot.oddsText($0) }
      let role: Role = pair.difference.map { $0 > 0 ? .good : .bad } ?? .dim
      let cells = [
        String(pair.seed), pair.slot ?? "", difference ?? "running", size ?? "", odds ?? "",
      ]
      var spans = row(cells, widths, role)
      for index in 0..<2 { spans[index].style = Style(.text) }
      lines.append([ChartSpan(padded("pair \(pair.index)", 14), .text)] + spans)
    }
    let wanted = NumberText.fixed(snapshot.oddsWanted, digits: 0)
    lines.append([ChartSpan("kept at odds of \(wanted) to 1, dropped when they fall low", .dim)])
    return lines
  }

  private func heading(_ first: String, _ rest: [String], _ widths: [Int]) -> [ChartSpan] {
    [ChartSpan(padded(first, 14), .dim)] + row(rest, widths, .dim)
  }

  private func row(_ cells: [String], _ widths: [Int], _ role: Role) -> [ChartSpan] {
    zip(cells, widths).map { cell, width in
      ChartSpan(String(repeating: " ", count: max(1, width - cell.count)) + cell, role)
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
