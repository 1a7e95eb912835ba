import Core

/// Any repository with a training script.
enum ScriptLayout {
  static func proposal(_ repository: RepositoryFolder, name: String) -> RepositoryProposal? {
    guard let found = TrainingScript.find(in: repository), let text = repository.text(found.path)
    else { return nil }
    let script = found.path
    let first = found.editable.first ?? script
    var sure = [first == script ? "\(script) is the training script" : "\(first) starts \(script)"]
    var check = found.check
    var (metric, source) = metric(repository, script: script, text: text)
    if let source {
      check.append("the metric \(metric.name), \(metric.goal.rawValue), is a guess from \(source)")
    } else {
      check.append("no metric was found: put the name that training prints under 'metric.name'")
    }
    metric.evaluate = evaluator(repository)
    if metric.evaluate != nil {
      sure.append("evaluate.py writes its result to PAWL_RESULT")
      if text.contains("PAWL_PREDICT_IN") {
        metric.predict = RepositoryScout.command(script, in: repository) + " predict"
      }
    }
    var command = found.command
    let isDirect =
      found.editable == [script] && found.command.contains("python3 ")
      || found.command.hasPrefix("uv run ")
    if isDirect, !text.contains("PAWL_SEED"), takes("--seed", text) {
      command += " --seed $PAWL_SEED"
      sure.append("\(script) takes --seed, which gets PAWL_SEED")
    } else if let warning = RepositoryScout.seedWarning(script, text: text) {
      check.append(warning)
    }
    check.append("the budget of 6m is an example: time one run, start to exit, and add 10 %")
    let frozen = ["prepare.py", "evaluate.py", "eval.py", "dataset.py", "data.py"]
      .filter(repository.has)
    let data = ["data", "datasets", "dataset"].filter(repository.isFolder)
    if !data.isEmpty { sure.append("data is in \(data.joined(separator: ", "))") }
    let pages = ["program.md", "AGENTS.md", "CLAUDE.md", "README.md"]
    let settings = ProjectSettings(
      name: name, metric: metric,
      run: RunSettings(command: command, prepare: found.prepare),
      files: FileSettings(editable: found.editable, frozen: frozen, data: data),
      instructions: repository.first(of: pages) ?? "program.md")
    return RepositoryProposal(layout: .script, settings: settings, sure: sure, check: check)
  }

  /// The evaluator's command, when a file of that name speaks pawl's protocol.
  static func evaluator(_ repository: RepositoryFolder) -> String? {
    let name = ["evaluate.py", "eval.py"].first {
      repository.text($0)?.contains("PAWL_RESULT") ?? false
    }
    return name.map { RepositoryScout.command($0, in: repository) }
  }

  /// Logs tell best, then the script, then the page.
  private static func metric(
    _ repository: RepositoryFolder, script: String, text: String
  ) -> (metric: MetricSettings, source: String?) {
    let logs = (repository.names() + repository.names(in: "logs").map { "logs/" + $0 })
      .filter { $0.hasSuffix(".log") || $0.hasSuffix(".out") }
    for name in logs.prefix(20) + [script, "README.md"] {
      let page = name == script ? text : repository.text(name)
      if let metric = page.flatMap(MetricGuess.find) { return (metric, name) }
    }
    return (MetricSettings(name: "val_loss"), nil)
  }

  /// Whether the script declares this option.
  private static func takes(_ option: String, _ text: String) -> Bool {
    ["\"\(option)\"", "'\(option)'"].contains(where: text.contains)
  }
}
