import Core

/// Any repository with a training script.
enum ScriptLayout {
  private static let scripts = [
    "train.py", "src/train.py", "scripts/train.py", "training/train.py", "train.sh", "main.py",
    "src/main.py", "run.py", "train_gpt.py", "pretrain.py", "finetune.py",
  ]

  static func proposal(_ repository: RepositoryFolder, name: String) -> RepositoryProposal? {
    guard let script = script(in: repository), let text = repository.text(script) else {
      return nil
    }
    var sure = ["\(script) is the training script"]
    var check: [String] = []
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
    var command = RepositoryScout.command(script, in: repository)
    if !text.contains("PAWL_SEED"), takes("--seed", text) {
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
      run: RunSettings(command: command, prepare: RepositoryScout.prepare(in: repository)),
      files: FileSettings(editable: [script], frozen: frozen, data: data),
      instructions: repository.first(of: pages) ?? "program.md")
    return RepositoryProposal(layout: .script, settings: settings, sure: sure, check: check)
  }

  /// A well-known name, else the only Python file that speaks of training.
  private static func script(in repository: RepositoryFolder) -> String? {
    if let script = repository.first(of: scripts) { return script }
    let trainers = repository.names().filter { name in
      guard name.hasSuffix(".py"), let text = repository.text(name) else { return false }
      let spoken = ["def train", "loss", "epoch", "optimizer"].filter(text.contains)
      return spoken.count >= 2
    }
    return trainers.count == 1 ? trainers[0] : nil
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
