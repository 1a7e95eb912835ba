import Core

/// Writes the commented pawl.yaml that a person edits by hand.
package enum SettingsWriter {
  /// Where comments begin, where the value leaves room.
  static let commentColumn = 37

  /// The file's text.
  ///
  /// - Parameters:
  ///   - check: what a person should look at, written at its head.
  ///   - agents: further ones to choose from, written as comments.
  package static func text(
    _ settings: ProjectSettings, check: [String] = [], agents: [RepositoryProposal.Agent] = []
  ) -> String {
    var lines = ["# What pawl may change here, how it measures, and who proposes."]
    if !check.isEmpty {
      lines.append("#")
      lines.append("# To check:")
      lines += check.map { "# - \($0.split(whereSeparator: \.isNewline).joined(separator: " "))" }
    }
    lines += [""] + head(settings) + metric(settings.metric) + run(settings.run)
    lines += files(settings.files) + tail(settings, agents)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ text: String, _ comment: String) -> String {
    let room = max(1, commentColumn - text.count)
    return text + String(repeating: " ", count: room) + "# " + comment
  }

  /// A key without a value, as a comment that shows how it would look.
  private static func key(
    _ name: String, _ value: String?, example: String, _ comment: String, indent: String = "  "
  ) -> String {
    guard let value else { return line("\(indent)# \(name): \(example)", comment) }
    return line("\(indent)\(name): \(value)", comment)
  }

  private static func head(_ settings: ProjectSettings) -> [String] {
    [line("name: \(YamlText.scalar(settings.name))", "the ratchet is the branch pawl/<name>"), ""]
  }

  private static func metric(_ metric: MetricSettings) -> [String] {
    [
      "metric:",
      line("  name: \(YamlText.scalar(metric.name))", "the one number that decides"),
      line("  goal: \(metric.goal.rawValue)", "minimize | maximize"),
      key(
        "evaluate", metric.evaluate.map(YamlText.scalar), example: "python3 evaluate.py",
        "pawl runs it after training; writes {\"\(metric.name)\": 0.98} to $PAWL_RESULT"),
      key(
        "predict", metric.predict.map(YamlText.scalar), example: "python3 train.py predict",
        "candidate code the evaluator asks; it never sees hidden data"),
      "",
    ]
  }

  private static func run(_ run: RunSettings) -> [String] {
    [
      "run:",
      line(
        "  command: \(YamlText.scalar(run.command))",
        "gets PAWL_SEED, PAWL_BUDGET_SECONDS and PAWL_RUN_DIR"),
      line("  budget: \(budget(run.budget))", "start to exit; or {cpu: 6s}, or {steps: 2000}"),
      line("  grace: \(DurationText.text(run.grace))", "between asking a run to end and ending it"),
      key(
        "prepare", run.prepare.map(YamlText.scalar), example: "uv sync",
        "once per exported tree, outside the budget"),
      key(
        "stop", run.stop == .hopeless ? nil : run.stop.rawValue, example: "diverged",
        "end a run early: hopeless (default), diverged, never"),
      "",
    ]
  }

  /// A budget as the file spells it; a ceiling only where it is not the usual one.
  static func budget(_ budget: Budget) -> String {
    switch budget {
    case .wall(let seconds): DurationText.text(seconds)
    case .cpu(let seconds, let ceiling):
      ceiling == Budget.standardCeiling(cpu: seconds)
        ? "{cpu: \(DurationText.text(seconds))}"
        : "{cpu: \(DurationText.text(seconds)), wall: \(DurationText.text(ceiling))}"
    case .steps(let count, let ceiling):
      ceiling == Budget.standardStepsCeiling
        ? "{steps: \(count)}" : "{steps: \(count), wall: \(DurationText.text(ceiling))}"
    }
  }

  private static func files(_ files: FileSettings) -> [String] {
    func list(_ paths: [String]) -> String? { paths.isEmpty ? nil : YamlText.list(paths) }
    return [
      "files:",
      line(
        "  editable: \(YamlText.list(files.editable))",
        "the only paths a proposal may touch; globs"),
      key(
        "frozen", list(files.frozen), example: "[prepare.py]",
        "their digest is recorded with every score"),
      key("data", list(files.data), example: "[data]", "runs may read it; never copied"),
      key("hidden", list(files.hidden), example: "[data/val.bin]", "only the evaluator sees it"),
      "",
    ]
  }

  private static func tail(
    _ settings: ProjectSettings, _ others: [RepositoryProposal.Agent]
  ) -> [String] {
    var lines = [
      line("instructions: \(YamlText.scalar(settings.instructions))", "what the agents are told"),
      "",
    ]
    lines += SettingsWriter.agents(settings.agents) + choices(others)
    lines += [
      "",
      line("slots: \(slots(settings.slots))", "one run each; or [{gpus: [0]}, {cores: 1}]"),
      line(
        "review: \(settings.review.rawValue)",
        "never | flagged | always: wait for your yes before a run"),
      line(
        "ratchet: \(ratchet(settings.ratchet))",
        "lean | standard | thorough: how much proof a keep needs"),
      line(
        "isolation: \(settings.isolation.rawValue)",
        "auto | namespaces | process: how runs are kept apart"),
      limits(settings.limits, settings.bounds),
      line(
        "notify: \(settings.notify.map(YamlText.scalar) ?? "none")",
        "a command, gets each event as JSON on stdin"),
      line(
        "results: \(settings.results.map(YamlText.scalar) ?? "none")",
        "autoresearch's table, a row per experiment; never committed"),
    ]
    if !settings.log.isEmpty {
      lines.append(line("log:", "series of the training log named by hand"))
      lines += settings.log.map { "  \(YamlText.scalar($0.name)): \(YamlText.scalar($0.pattern))" }
    }
    return lines
  }

  private static func limits(_ limits: Limits, _ bounds: RunBounds) -> String {
    let experiments = limits.experiments.map(String.init) ?? "none"
    let hours = limits.hours.map(YamlText.number) ?? "none"
    let dollars = limits.dollars.map(YamlText.number) ?? "none"
    var words = ["experiments: \(experiments)", "hours: \(hours)", "dollars: \(dollars)"]
    let usual = RunBounds()
    func size(_ bytes: Int?) -> String { bytes.map(SizeText.text) ?? "none" }
    if bounds.processes != usual.processes {
      words.append("processes: \(bounds.processes.map(String.init) ?? "none")")
    }
    if bounds.memory != usual.memory { words.append("memory: \(size(bounds.memory))") }
    if bounds.disk != usual.disk { words.append("disk: \(size(bounds.disk))") }
    return "limits: {\(words.joined(separator: ", "))}"
  }
}
