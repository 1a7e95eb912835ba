import Core

/// program.md, train.py and prepare.py, with results.tsv as the history.
enum AutoresearchLayout {
  static func proposal(_ repository: RepositoryFolder, name: String) -> RepositoryProposal? {
    guard let train = repository.text("train.py"), repository.has("prepare.py"),
      repository.has("program.md") || repository.has("results.tsv")
    else { return nil }
    var sure = ["the files are laid out as autoresearch has them"]
    var check: [String] = []
    let history = repository.history("results.tsv")
    let metric = metric(repository, train: train, history: history)
    sure.append("the metric is \(metric.name), \(metric.goal.rawValue)")
    if history?.current?.metric == metric.name, history?.current?.source == .verdicts {
      check.append(
        "that \(metric.name) is to be \(metric.goal.rawValue)d is judged by what was kept")
    }
    let prepare = repository.text("prepare.py") ?? ""
    let training = constant("TIME_BUDGET", in: prepare) ?? constant("TIME_BUDGET", in: train)
    let budget = training.map { ($0 + max(60, $0 / 5)).rounded(.up) } ?? 360
    if let training {
      sure.append("train.py trains for \(DurationText.text(training)) by its own clock")
    }
    check.append(
      "the budget of \(DurationText.text(budget)) covers start to exit: set it to a measured "
        + "run and 10 % more")
    if let warning = RepositoryScout.seedWarning("train.py", text: train) { check.append(warning) }
    var data: [String] = []
    if prepare.contains("autoresearch"), prepare.contains(".cache") {
      data = ["~/.cache/autoresearch"]
      sure.append("the data is in ~/.cache/autoresearch, outside the repository")
    } else if repository.isFolder("data") {
      data = ["data"]
    }
    let settings = ProjectSettings(
      name: name, metric: metric,
      run: RunSettings(
        command: RepositoryScout.command("train.py", in: repository, pyproject: true),
        budget: .wall(budget),
        prepare: RepositoryScout.prepare(in: repository)),
      files: FileSettings(
        editable: ["train.py"],
        frozen: ["prepare.py", "evaluate.py"].filter(repository.has), data: data),
      results: "results.tsv")
    sure.append("each experiment gets a row in results.tsv, which stays out of git")
    var proposal = RepositoryProposal(
      layout: .autoresearch, settings: settings, sure: sure, check: check)
    if let history, history.rows > 0 {
      (proposal.history, proposal.historyFile) = (history, "results.tsv")
    }
    return proposal
  }

  /// What results.tsv was decided on, else what the layout is known for.
  private static func metric(
    _ repository: RepositoryFolder, train: String, history: History?
  ) -> MetricSettings {
    var metric = MetricSettings(name: "val_bpb", goal: .minimize)
    if let found = history?.current, let name = found.metric, MetricGuess.isWord(name),
      name != metric.name
    {
      metric = MetricSettings(
        name: name, goal: found.goal ?? MetricGuess.goal(of: name) ?? .minimize)
    }
    metric.evaluate = ScriptLayout.evaluator(repository)
    if metric.evaluate != nil, train.contains("PAWL_PREDICT_IN") {
      metric.predict = "python3 train.py predict"
    }
    return metric
  }

  /// The number of a line `NAME = 300`.
  static func constant(_ name: String, in text: String) -> Double? {
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix(name) {
      let rest = line.dropFirst(name.count).drop(while: { $0 == " " })
      guard rest.first == "=" else { continue }
      let value = rest.dropFirst().drop(while: { $0 == " " })
        .prefix(while: { $0.isNumber || $0 == "." || $0 == "_" }).filter { $0 != "_" }
      if let number = Double(value), number > 0, number < 1e7 { return number }
    }
    return nil
  }
}
