import Core

/// An agent that speaks the Agent Client Protocol, version 1.
///
/// The protocol has no word for steering inside a turn: words of a person end the prompt and begin
/// the next one in the same conversation.
struct ACPDialect: AgentDialect {
  /// What a request of ours was for.
  enum Purpose: Equatable, Sendable {
    case initialize, authenticate, new, load, prompt
    /// Something the turn can do without.
    case setting(String)
  }

  /// A question the agent waits with.
  struct Question: Sendable {
    var id: JSONValue
    var options: [JSONValue]
  }

  let task: AgentTask
  let options: ACPOptions?
  private var purposes: [Int: Purpose] = [:]
  private var requests = 0
  var session: String?
  var about = ACPAbout()
  var told = ACPTold()
  var questions: [String: Question] = [:]
  /// Files it asked for, by our name of the request.
  var files: [String: JSONValue] = [:]
  /// Questions and files counted, to name them.
  var asked = 0
  /// Words of people for the next prompt.
  private var waiting: [String] = []
  private var hasTriedLogin = false
  private var isPrompting = false
  private var isCancelling = false
  private var isInterrupted = false
  /// Whether the turn was ended without anything said or done.
  private var isWordless = false
  private var isOver = false

  static func launch(_ task: AgentTask) throws -> AgentLaunch {
    let program = try ACPOptions(task).program
    return AgentLaunch(
      program: program, input: .lines, diary: program.first.flatMap(ACPPreset.diary))
  }

  init(_ task: AgentTask) {
    self.task = task
    // What makes no sense was refused when it was to be started.
    options = try? ACPOptions(task)
  }

  // MARK: What the driver asks for

  mutating func begin() -> [DialectStep] {
    [
      request(
        .initialize, "initialize",
        [
          "protocolVersion": 1,
          "clientCapabilities": [
            "fs": ["readTextFile": true, "writeTextFile": true], "terminal": false,
          ],
          "clientInfo": ["name": "pawl", "title": "pawl", "version": "1"],
        ])
    ]
  }

  mutating func say(_ text: String) -> (Delivery, [DialectStep]) {
    guard !isOver, !isInterrupted, !isWordless else { return (.nextTurn, []) }
    guard isPrompting else {
      // The prompt was not sent yet and takes the words along.
      waiting.append(text)
      return (.inTurn, [])
    }
    waiting.append(
      "\(text)\n\n(A person said this while you worked; go on with the task accordingly.)")
    return (.afterCancel, cancel())
  }

  mutating func answer(_ ask: String, _ answer: AgentAnswer) -> [DialectStep] {
    guard let question = questions.removeValue(forKey: ask) else { return [] }
    switch answer {
    case .allow: return [select(question, ["allow_once", "allow_always"])]
    case .allowAlways: return [select(question, ["allow_always", "allow_once"])]
    case .deny(let reason):
      let denial = [select(question, ["reject_once", "reject_always"])]
      return reason.isEmpty ? denial : denial + say("That was turned down: \(reason)").1
    case .withdrawn: return [RPCLine.answer(question.id, ["outcome": ["outcome": "cancelled"]])]
    }
  }

  mutating func interrupt() -> [DialectStep] {
    guard !isOver, !isInterrupted else { return [] }
    isInterrupted = true
    return isPrompting ? cancel() : finish(.interrupted)
  }

  private mutating func cancel() -> [DialectStep] {
    guard !isCancelling, let session else { return [] }
    isCancelling = true
    return [RPCLine.note("session/cancel", ["sessionId": .text(session)])] + withdraw()
  }

  /// Whoever cancels has to answer what is still open.
  private mutating func withdraw() -> [DialectStep] {
    questions.keys.sorted().flatMap { ask -> [DialectStep] in
      answer(ask, .withdrawn) + [.event(.answered(ask: ask, .withdrawn))]
    }
  }

  mutating func exited(_ exit: AgentExit) -> [DialectStep] {
    guard !isOver else { return [] }
    isOver = true
    let program = options?.program.first ?? "the agent"
    guard isWordless else {
      let remedy = KnownAgent.named(program)?.remedy
      return [.event(.finished(.exit(exit, program: program, remedy: remedy)))]
    }
    if let words = session.flatMap({ LoggedFailure(in: exit.logged, of: $0)?.words }) {
      return [.event(.finished(.failure("\(program) ended the turn: \(words)")))]
    }
    let why = exit.said.isEmpty ? "its model may not have answered" : exit.said
    return [.event(.finished(.failure("\(program) ended the turn without a word: \(why)")))]
  }

  // MARK: What it says

  mutating func receive(_ line: AgentLine) -> [DialectStep] {
    guard let message = RPCMessage(line.text) else {
      return line.text.isEmpty ? [] : [.event(.noise(line.text))]
    }
    switch message {
    case .answer(let id, let result):
      guard let purpose = purposes.removeValue(forKey: id) else { return [] }
      return answered(purpose, result)
    case .failure(let id, let code, let message):
      guard let id, let purpose = purposes.removeValue(forKey: id) else { return [] }
      return failed(purpose, code, message)
    case .request(let id, let method, let params): return asked(id, method, params)
    case .note(let method, let params):
      switch method {
      case "session/update": return updated(params["update"], in: params["sessionId"].string)
      case "_session/retrying": return retrying(params)
      default: return []
      }
    }
  }

  private mutating func answered(_ purpose: Purpose, _ result: JSONValue) -> [DialectStep] {
    switch purpose {
    case .initialize:
      about.read(initialize: result)
      return [open(isFresh: false)]
    case .authenticate: return [open(isFresh: false)]
    case .new, .load:
      session = result["sessionId"].string ?? (purpose == .load ? task.session : nil)
      guard session != nil else { return finish(.failed("it opened no conversation")) }
      about.read(session: result)
      told.opened(isFresh: purpose == .new)
      let started = AgentEvent.started(
        session: session, model: about.model, version: about.version)
      return [.event(started)] + settings() + prompt([task.prompt])
    case .setting: return []
    case .prompt: return prompted(result)
    }
  }

  private mutating func failed(
    _ purpose: Purpose, _ code: Int, _ message: String
  ) -> [DialectStep] {
    switch purpose {
    case .load where code != -32000:
      return [
        .event(.noise("the conversation could not be resumed: \(message)")), open(isFresh: true),
      ]
    case .new, .load:
      guard code == -32000 else { return finish(.failure(message)) }
      return login(message)
    case .setting(let what):
      return [.event(.noise("it did not take \(what): \(message)"))]
    case .authenticate: return finish(.unauthorised(message))
    case .prompt:
      isPrompting = false
      // Some call it an error that they were cancelled.
      if isCancelling, !waiting.isEmpty, !isInterrupted { return withdraw() + prompt([]) }
      return finish(isInterrupted ? .interrupted : .failure(message))
    case .initialize: return finish(.failure(message))
    }
  }

  /// Logs in the way the settings name; whatever else it takes, a person has to do.
  private mutating func login(_ message: String) -> [DialectStep] {
    if let method = options?.auth, !hasTriedLogin {
      hasTriedLogin = true
      return [request(.authenticate, "authenticate", ["methodId": .text(method)])]
    }
    let ways = about.logins.isEmpty ? "" : " (\(about.logins.joined(separator: "; ")))"
    return finish(.unauthorised(message + ways))
  }

  private mutating func open(isFresh: Bool) -> DialectStep {
    var params: [String: JSONValue] = [
      "cwd": .text(task.clone), "mcpServers": .list(Self.servers(task)),
    ]
    guard !isFresh, let known = task.session, let method = about.resuming else {
      return request(.new, "session/new", .object(params))
    }
    params["sessionId"] = .text(known)
    return request(.load, method, .object(params))
  }

  private static func servers(_ task: AgentTask) -> [JSONValue] {
    guard let program = task.history.first else { return [] }
    return [
      [
        "name": .text(AgentTask.historyServer), "command": .text(program),
        "args": JSONValue(Array(task.history.dropFirst())), "env": [],
      ]
    ]
  }

  /// Mode and model, where they are not as they should be.
  private mutating func settings() -> [DialectStep] {
    guard let session else { return [] }
    var steps: [DialectStep] = []
    if let mode = options?.mode ?? (task.asks ? about.askingMode : nil), mode != about.mode {
      steps.append(
        request(
          .setting("the mode '\(mode)'"), "session/set_mode",
          ["sessionId": .text(session), "modeId": .text(mode)]))
    }
    if let model = options?.model, model != about.model {
      var params: [String: JSONValue] = ["sessionId": .text(session)]
      var method = "session/set_model"
      if let option = about.modelOption {
        method = "session/set_config_option"
        params["configId"] = .text(option)
        params["value"] = .text(model)
      } else {
        params["modelId"] = .text(model)
      }
      steps.append(request(.setting("the model '\(model)'"), method, .object(params)))
    }
    return steps
  }

  private mutating func prompt(_ texts: [String]) -> [DialectStep] {
    guard let session, !isInterrupted else { return finish(.interrupted) }
    let blocks = (texts + waiting).map { ["type": "text", "text": .text($0)] as JSONValue }
    waiting = []
    isPrompting = true
    isCancelling = false
    told.prompted()
    return [
      request(
        .prompt, "session/prompt", ["sessionId": .text(session), "prompt": .list(blocks)])
    ]
  }

  private mutating func prompted(_ result: JSONValue) -> [DialectStep] {
    isPrompting = false
    var steps: [DialectStep] = []
    if let usage = told.usage(answer: result["usage"]) { steps.append(.event(.usage(usage))) }
    if !waiting.isEmpty, !isInterrupted { return steps + withdraw() + prompt([]) }
    switch result["stopReason"].string {
    case "cancelled": return steps + finish(.interrupted)
    case "refusal": return steps + finish(.refused("the model would not go on"))
    case "max_tokens": return steps + finish(.bounded("the model's answer grew too long"))
    case "max_turn_requests":
      return steps + finish(.bounded("it has asked its model as often as it may in a turn"))
    default:
      // Some end a turn like any other when their model did not answer, and say why elsewhere.
      if told.saidNothing, !isInterrupted {
        isWordless = true
        return steps + withdraw() + [.over]
      }
      return steps + finish(isInterrupted ? .interrupted : .done)
    }
  }

  private mutating func finish(_ ending: AgentEnding) -> [DialectStep] {
    guard !isOver else { return [] }
    isOver = true
    return withdraw() + [.event(.finished(ending)), .over]
  }

  private mutating func request(
    _ purpose: Purpose, _ method: String, _ params: JSONValue
  ) -> DialectStep {
    requests += 1
    purposes[requests] = purpose
    return RPCLine.request(requests, method, params)
  }

  private func select(_ question: Question, _ kinds: [String]) -> DialectStep {
    let option = kinds.lazy.compactMap { kind in
      question.options.first { $0["kind"].string == kind }
    }.first
    guard let id = option?["optionId"].string else {
      return RPCLine.answer(question.id, ["outcome": ["outcome": "cancelled"]])
    }
    return RPCLine.answer(
      question.id, ["outcome": ["outcome": "selected", "optionId": .text(id)]])
  }
}
