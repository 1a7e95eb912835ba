package import Settings

/// What a driver needs to know for one turn; in the job's folder as `brief/task.json`.
///
/// Secrets are not part of it: they come with the environment of the process.
package struct AgentTask: Codable, Equatable, Sendable {
  package var use: AgentKind
  /// What starts it, where the kind does not say.
  package var command: String?
  /// What the settings say about this agent.
  package var options: [String: String]
  /// The lane's clone: the agent's working folder, absolute.
  package var clone: String
  /// A folder of the lane's own that outlives its turns, for what an agent keeps about itself.
  package var home: String
  /// The job's folder: `transcript.jsonl`, `raw.jsonl` and `result.json` go there.
  package var job: String
  package var prompt: String
  /// The same prompt as a file.
  package var promptFile: String
  /// The conversation to go on with; nil for a fresh one.
  package var session: String?
  /// A server of history tools: the program and its arguments; empty where there is none.
  package var history: [String]
  /// Paths a proposal may touch, as globs.
  package var editable: [String]
  /// Whether a person is asked before each edit.
  package var asks: Bool
  /// Seconds without any output after which the turn is ended.
  package var silence: Double
  /// What stands around the agent's program: bubblewrap and its arguments, or nothing.
  package var frame: [String] {
    get { storedFrame ?? [] }
    set { storedFrame = newValue }
  }
  private var storedFrame: [String]?

  private enum CodingKeys: String, CodingKey {
    case use, command, options, clone, home, job, prompt, promptFile, session, history, editable
    case asks, silence
    case storedFrame = "frame"
  }

  package init(
    use: AgentKind, command: String? = nil, options: [String: String] = [:], clone: String,
    home: String, job: String, prompt: String, promptFile: String, session: String? = nil,
    history: [String] = [], editable: [String] = [], asks: Bool = false, silence: Double = 300,
    frame: [String] = []
  ) {
    self.use = use
    self.command = command
    self.options = options
    self.clone = clone
    self.home = home
    self.job = job
    self.prompt = prompt
    self.promptFile = promptFile
    self.session = session
    self.history = history
    self.editable = editable
    self.asks = asks
    self.silence = silence
    storedFrame = frame
  }
}
