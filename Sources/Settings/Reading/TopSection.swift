import Core

extension Section {
  /// The whole file; nil when something required is missing or wrong.
  func settings(defaultName: String) -> ProjectSettings? {
    let metric = required("metric", keys: SettingsKeys.metric, such: "metric: {name: val_loss}")?
      .metric()
    let run = required(
      "run", keys: SettingsKeys.run, such: "run: {command: python3 train.py}")?.run()
    let files = required(
      "files", keys: SettingsKeys.files, such: "files: {editable: [train.py]}")?.files()
    if let metric, let files, let evaluate = metric.evaluate {
      checkEvaluator(evaluate, files: files)
    }
    var settings = ProjectSettings(
      name: ProjectName.slug(defaultName), metric: metric ?? MetricSettings(name: ""),
      run: run ?? RunSettings(command: ""), files: files ?? FileSettings(editable: []))
    if let name = field("name") { settings.name = name.projectName() ?? "" }
    if let field = field("instructions") {
      settings.instructions = field.repositoryPath(such: "program.md") ?? ""
    }
    if let agents = field("agents") { settings.agents = agents.agents() }
    if let slots = field("slots") { settings.slots = slots.slots() }
    if let review = field("review") {
      settings.review = review.choice(ReviewMode.self) ?? .flagged
    }
    if let ratchet = field("ratchet") { settings.ratchet = ratchet.ratchet() ?? .standard }
    if let isolation = field("isolation") {
      settings.isolation = isolation.choice(IsolationChoice.self) ?? .auto
    }
    if let limits = field("limits"), !limits.isNone {
      let section = limits.section(keys: SettingsKeys.limits)
      settings.limits = section?.limits() ?? Limits()
      settings.bounds = section?.bounds() ?? RunBounds()
    }
    settings.notify = some("notify")?.text(such: "notify: ./tell-me.sh")
    settings.results = some("results")?.repositoryPath(such: "results.tsv")
    settings.log = some("log")?.series() ?? []
    guard metric != nil, run != nil, files != nil else { return nil }
    return settings
  }

  private func required(_ name: String, keys: [String], such example: String) -> Section? {
    guard let field = require(name, such: example) else { return nil }
    return field.section(keys: keys)
  }

  /// An evaluator that agents may rewrite measures nothing.
  private func checkEvaluator(_ command: String, files: FileSettings) {
    let endings = [".py", ".sh", ".jl", ".rb", ".pl", ".js", ".ts", ".lua", ".R"]
    let words = command.split(whereSeparator: { " \t\n;|&\"'()".contains($0) }).map(String.init)
    guard let script = words.first(where: { word in endings.contains { word.hasSuffix($0) } }),
      let editable = files.editable.first(where: { Glob($0).matches(script) }),
      !files.frozen.contains(where: { Glob($0).matches(script) })
    else { return }
    let place = field("metric")?.section(keys: SettingsKeys.metric)?.field("evaluate")
    place?.fail(
      "runs '\(script)', which agents may edit (files.editable: \(editable))",
      hint: "measure with a file of its own and list it in 'files.frozen'")
  }
}

extension Section {
  func metric() -> MetricSettings? {
    let name = require("name", such: "name: val_loss")?.metricName()
    let goal = field("goal").map { $0.goal() } ?? .minimize
    let evaluate = some("evaluate")?.text(such: "evaluate: python3 evaluate.py")
    let predict = some("predict")?.text(such: "predict: python3 train.py predict")
    if some("evaluate") == nil, let field = some("predict") {
      field.fail(
        "is given without 'metric.evaluate'", hint: "only an evaluator asks for predictions")
    }
    guard let name, let goal else { return nil }
    return MetricSettings(name: name, goal: goal, evaluate: evaluate, predict: predict)
  }

  func run() -> RunSettings? {
    let command = require("command", such: "command: python3 train.py")?
      .text(such: "command: python3 train.py")
    let budget = field("budget").map { $0.budget() } ?? .standard
    let grace = field("grace").map { $0.grace() } ?? 30
    let prepare = some("prepare")?.text(such: "prepare: uv sync")
    guard let command, let budget, let grace else { return nil }
    return RunSettings(command: command, budget: budget, grace: grace, prepare: prepare)
  }

  func limits() -> Limits {
    Limits(
      experiments: some("experiments")?.integer(in: 1...1_000_000_000),
      hours: some("hours")?.number("more than 0") { $0 > 0 },
      dollars: some("dollars")?.number("more than 0") { $0 > 0 })
  }

  /// What a run may use; a key that is not there has its default, `none` takes a bound away.
  func bounds() -> RunBounds {
    var bounds = RunBounds()
    if let field = field("processes") {
      bounds.processes = field.isNone ? nil : field.integer(in: 1...1_000_000)
    }
    if let field = field("memory") { bounds.memory = field.isNone ? nil : field.size() }
    if let field = field("disk") { bounds.disk = field.isNone ? nil : field.size() }
    return bounds
  }
}
