import Core

/// One turn with Codex's own server: a conversation started or resumed, a turn in it, its answers.
struct CodexServer: Sendable {
  /// What a request of ours was for.
  private enum Purpose: Equatable, Sendable {
    case initialize, start, resume, turn, interrupt
    case steer(String)
  }

  /// A question it asked and waits for, by our name of it.
  struct Question: Sendable {
    var id: JSONValue
    var mayAlways: Bool
  }

  let task: AgentTask
  let options: CodexOptions
  private var purposes: [Int: Purpose] = [:]
  private var requests = 0
  private(set) var thread: String?
  private(set) var turn: String?
  private var version: String?
  /// Words of people that the next turn of the conversation starts with.
  private var waiting: [String] = []
  private var isInterrupted = false
  private(set) var isOver = false
  /// How the turn ended, while words are still on their way to it.
  private var ended: AgentEnding?
  var questions: [String: Question] = [:]
  var asked = 0
  var told = CodexTold()

  init(task: AgentTask, options: CodexOptions) {
    self.task = task
    self.options = options
  }

  // MARK: What the driver asks for

  mutating func begin() -> [DialectStep] {
    [
      request(
        .initialize, "initialize",
        ["clientInfo": ["name": "pawl", "title": "pawl", "version": "1"]])
    ]
  }

  /// Before the turn runs, words become a part of what starts it.
  mutating func say(_ text: String) -> (Delivery, [DialectStep]) {
    guard !isOver, !isInterrupted else { return (.nextTurn, []) }
    guard let thread, let turn else {
      waiting.append(text)
      return (.inTurn, [])
    }
    let steer = request(
      .steer(text), "turn/steer",
      ["threadId": .text(thread), "expectedTurnId": .text(turn), "input": Self.input([text])])
    return (.inTurn, [steer])
  }

  mutating func answer(_ ask: String, _ answer: AgentAnswer) -> [DialectStep] {
    guard let question = questions.removeValue(forKey: ask) else { return [] }
    switch answer {
    case .allow: return [decide(question, "accept")]
    case .allowAlways:
      return [decide(question, question.mayAlways ? "acceptForSession" : "accept")]
    case .deny(let reason):
      // An answer has no place for words: they follow as a person's.
      let decline = decide(question, "decline")
      return reason.isEmpty ? [decline] : [decline] + say("That was turned down: \(reason)").1
    case .withdrawn: return [decide(question, "cancel")]
    }
  }

  mutating func interrupt() -> [DialectStep] {
    guard !isOver, !isInterrupted else { return [] }
    isInterrupted = true
    let withdrawn = withdraw()
    guard let thread, let turn else { return withdrawn + finish(.interrupted) }
    return withdrawn + [
      request(
        .interrupt, "turn/interrupt", ["threadId": .text(thread), "turnId": .text(turn)])
    ]
  }

  private mutating func withdraw() -> [DialectStep] {
    questions.keys.sorted().flatMap { ask -> [DialectStep] in
      answer(ask, .withdrawn) + [.event(.answered(ask: ask, .withdrawn))]
    }
  }

  // MARK: What it says

  mutating func receive(_ message: RPCMessage) -> [DialectStep] {
    switch message {
    case .answer(let id, let result):
      guard let purpose = purposes.removeValue(forKey: id) else { return [] }
      return answered(purpose, result)
    case .failure(let id, _, let message):
      guard let id, let purpose = purposes.removeValue(forKey: id) else { return [] }
      return failed(purpose, message)
    case .request(let id, let method, let params): return asked(id, method, params)
    case .note(let method, let params): return noted(method, params)
    }
  }

  private mutating func answered(_ purpose: Purpose, _ result: JSONValue) -> [DialectStep] {
    switch purpose {
    case .initialize:
      version = result["userAgent"].string.flatMap(Self.version)
      return [RPCLine.note("initialized"), open()]
    case .start, .resume:
      thread = result["thread", "id"].string
      guard thread != nil else { return finish(.failed("it opened no conversation")) }
      let started = AgentEvent.started(
        session: thread, model: result["model"].string ?? result["thread", "model"].string,
        version: result["thread", "cliVersion"].string ?? version)
      return [.event(started)] + startTurn([task.prompt])
    case .turn:
      turn = result["turn", "id"].string ?? turn
      return []
    case .steer: return settled()
    case .interrupt: return []
    }
  }

  private mutating func failed(_ purpose: Purpose, _ message: String) -> [DialectStep] {
    switch purpose {
    case .resume:
      // The conversation is gone; the prompt says all that is needed for a fresh one.
      return [.event(.noise("the conversation could not be resumed: \(message)")), start()]
    case .steer(let text):
      waiting.append(text)
      return settled()
    case .interrupt: return finish(.interrupted)
    case .initialize, .start, .turn: return finish(.failure(message))
    }
  }

  /// A conversation, as `task` asks for it.
  private mutating func open() -> DialectStep {
    guard let session = task.session else { return start() }
    var params = conversation
    params["threadId"] = .text(session)
    return request(.resume, "thread/resume", .object(params))
  }

  private mutating func start() -> DialectStep {
    request(.start, "thread/start", .object(conversation))
  }

  private var conversation: [String: JSONValue] {
    var params: [String: JSONValue] = [
      "cwd": .text(task.clone),
      // A sandbox of its own cannot be made inside pawl's, which leaves it the clone alone anyway.
      "sandbox": task.frame.isEmpty ? "workspace-write" : "danger-full-access",
      "approvalPolicy": task.asks ? "untrusted" : "never",
    ]
    params["model"] = options.model.map(JSONValue.text)
    return params
  }

  private mutating func startTurn(_ texts: [String]) -> [DialectStep] {
    guard let thread, !isInterrupted else { return finish(.interrupted) }
    var params: [String: JSONValue] = [
      "threadId": .text(thread), "input": Self.input(texts + waiting),
    ]
    params["effort"] = options.effort.map(JSONValue.text)
    waiting = []
    turn = nil
    return [request(.turn, "turn/start", .object(params))]
  }

  /// A turn is over once every word on its way was taken, or has begun another turn.
  mutating func turnEnded(_ ending: AgentEnding) -> [DialectStep] {
    ended = ending
    return settled()
  }

  private mutating func settled() -> [DialectStep] {
    guard let ending = ended else { return [] }
    let isSteering = purposes.values.contains {
      if case .steer = $0 { true } else { false }
    }
    guard !isSteering || isInterrupted else { return [] }
    if !waiting.isEmpty, !isInterrupted, ending == .done {
      ended = nil
      return startTurn([])
    }
    return finish(ending)
  }

  private mutating func finish(_ ending: AgentEnding) -> [DialectStep] {
    guard !isOver else { return [] }
    isOver = true
    return withdraw() + [.event(.finished(ending)), .over]
  }

  /// What was learnt of the running turn.
  mutating func turnStarted(_ id: String?) {
    turn = id ?? turn
  }

  private mutating func request(
    _ purpose: Purpose, _ method: String, _ params: JSONValue
  ) -> DialectStep {
    requests += 1
    purposes[requests] = purpose
    return RPCLine.request(requests, method, params)
  }

  private func decide(_ question: Question, _ decision: JSONValue) -> DialectStep {
    RPCLine.answer(question.id, ["decision": decision])
  }

  private static func input(_ texts: [String]) -> JSONValue {
    .list(texts.map { ["type": "text", "text": .text($0)] })
  }

  /// The version in "pawl/0.163.0 (Debian ...)".
  private static func version(_ agent: String) -> String? {
    agent.split(separator: "/", maxSplits: 1).last?.split(separator: " ").first.map(String.init)
  }
}
