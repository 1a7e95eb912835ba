package import Core

/// What pawl.yaml says, checked and with every default filled in.
package struct ProjectSettings: Codable, Equatable, Sendable {
  /// The project's name; the ratchet is the branch `pawl/<name>`.
  package var name: String
  package var metric: MetricSettings
  package var run: RunSettings
  package var files: FileSettings
  /// The file agents are told to follow, from the project's folder.
  package var instructions: String
  /// The lanes a campaign starts with.
  package var agents: [AgentEntry]
  package var slots: SlotPlan
  package var review: ReviewMode
  package var ratchet: RatchetRule
  package var isolation: IsolationChoice
  package var limits: Limits
  /// What one run or one agent's turn may use.
  package var bounds: RunBounds
  /// A shell command run when something happened; nil for none.
  package var notify: String?
  /// The project's own table of results, kept up to date; a path in the repository, nil for none.
  package var results: String?
  /// Series of the training log named by hand, in the order of the file.
  package var log: [LogSeries]

  package init(
    name: String, metric: MetricSettings, run: RunSettings, files: FileSettings,
    instructions: String = "program.md", agents: [AgentEntry] = [AgentEntry(use: .sweep)],
    slots: SlotPlan = .auto, review: ReviewMode = .flagged, ratchet: RatchetRule = .standard,
    isolation: IsolationChoice = .auto, limits: Limits = Limits(),
    bounds: RunBounds = RunBounds(), notify: String? = nil, results: String? = nil,
    log: [LogSeries] = []
  ) {
    self.name = name
    self.metric = metric
    self.run = run
    self.files = files
    self.instructions = instructions
    self.agents = agents
    self.slots = slots
    self.review = review
    self.ratchet = ratchet
    self.isolation = isolation
    self.limits = limits
    self.bounds = bounds
    self.notify = notify
    self.results = results
    self.log = log
  }

  /// The branch of the ratchet.
  package var branch: String { "pawl/\(name)" }
}

/// The one number that decides.
package struct MetricSettings: Codable, Equatable, Sendable {
  package var name: String
  package var goal: Goal
  /// The command that measures after training; nil: the metric is only what training prints.
  package var evaluate: String?
  /// Candidate code the evaluator asks for predictions; nil for none.
  package var predict: String?

  package init(
    name: String, goal: Goal = .minimize, evaluate: String? = nil, predict: String? = nil
  ) {
    self.name = name
    self.goal = goal
    self.evaluate = evaluate
    self.predict = predict
  }
}

/// How one run is made.
package struct RunSettings: Codable, Equatable, Sendable {
  /// The training command.
  package var command: String
  package var budget: Budget
  /// Seconds between asking a run to end and ending it.
  package var grace: Double
  /// A command run once per exported tree, outside the budget; nil for none.
  package var prepare: String?
  /// When a run is ended before its budget is spent.
  package var stop: EarlyStop.Mode

  package init(
    command: String, budget: Budget = .standard, grace: Double = 30, prepare: String? = nil,
    stop: EarlyStop.Mode = .hopeless
  ) {
    self.stop = stop
    self.command = command
    self.budget = budget
    self.grace = grace
    self.prepare = prepare
  }
}

/// Which files agents may change and which runs may see; each entry is a path or a glob.
///
/// Where an editable glob covers a frozen path, frozen wins.
package struct FileSettings: Codable, Equatable, Sendable {
  /// The only paths a proposal may touch.
  package var editable: [String]
  /// Paths whose digest is recorded with every score.
  package var frozen: [String]
  /// Read-only data; inside the repository, absolute, or below `~`.
  package var data: [String]
  /// Data only the evaluator sees.
  package var hidden: [String]

  package init(
    editable: [String], frozen: [String] = [], data: [String] = [], hidden: [String] = []
  ) {
    self.editable = editable
    self.frozen = frozen
    self.data = data
    self.hidden = hidden
  }
}

/// How runs and agents are kept apart from the machine.
package enum IsolationChoice: String, Codable, Sendable, CaseIterable {
  /// Namespaces where the machine allows them, else process.
  case auto
  case namespaces
  case process
}

/// A series of the training log that guessing does not find.
package struct LogSeries: Codable, Equatable, Sendable {
  package var name: String
  /// What its number follows in a line of the log; `*` stands for any text.
  package var pattern: String

  package init(name: String, pattern: String) {
    self.name = name
    self.pattern = pattern
  }
}

extension ProjectSettings {
  /// What the reader of logs is told.
  package var logPatterns: [LogPattern] {
    log.compactMap { LogPattern(name: $0.name, pattern: $0.pattern) }
  }
}
