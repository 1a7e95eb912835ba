import Core
import Settings
import Testing

@testable import Engine

@Suite struct ACPDialectTests {
  private func play(_ name: String) throws -> Recording.Played {
    let recording = try Recording(name)
    let played = recording.play(ACPDialect.self)
    #expect(played.sent == recording.sent)
    #expect(played.endings.count == 1)
    #expect(played.isOver)
    return played
  }

  @Test func `Vibe's turn is told with its tokens and its cost`() throws {
    let played = try play("vibe-edit")
    guard case .started(_?, "mock", "3.0.2") = played.events.first else {
      Issue.record("it did not start, or something came before")
      return
    }
    #expect(played.text.hasSuffix("Done: Raise the learning rate. [play lr-up #1]"))
    #expect(played.tools.map(\.kind) == [.read, .edit])
    #expect(played.tools.map(\.name) == ["read_file", "edit"])
    #expect(played.tools.last?.path == "train.py")
    #expect(played.usage?.input == 3600)
    #expect(played.usage?.cached == 900)
    #expect(played.usage?.dollars == 0.00408)
    #expect(played.endings == [.done])
  }

  @Test func `Vibe is put into its asking mode, and its question finds the call it names`() throws {
    let played = try play("vibe-allow")
    #expect(played.sent.contains { $0.contains("session/set_mode") && $0.contains("\"ask\"") })
    // The history's tool asked first and was let through.
    #expect(played.questions.count == 1)
    #expect(played.questions.first?.title == "Editing train.py")
    #expect(played.questions.first?.edits.first?.path == "train.py")
    #expect(played.questions.first?.edits.first?.new.contains("0.02") == true)
  }

  @Test func `a question is answered with an option of the kind that was meant`() throws {
    let vibe = try play("vibe-deny")
    #expect(vibe.sent.contains { $0.contains("\"optionId\":\"reject_once\"") })
    let kimi = try play("kimi-deny")
    #expect(kimi.sent.contains { $0.contains("\"optionId\":\"reject\"") })
    #expect(kimi.questions.first?.edits.first?.new.contains("0.02") == true)
  }

  @Test func `whoever cancels answers what is open`() throws {
    let played = try play("vibe-asked-interrupt")
    #expect(played.sent.contains { $0.contains("\"outcome\":\"cancelled\"") })
    #expect(played.events.contains(.answered(ask: "q1", .withdrawn)))
    #expect(played.endings == [.interrupted])
    #expect(try play("kimi-interrupt").endings == [.interrupted])
  }

  @Test(arguments: ["vibe-steer", "kimi-steer"])
  func `words of a person end the prompt and begin the next`(_ name: String) throws {
    let played = try play(name)
    #expect(played.deliveries == [.afterCancel])
    #expect(played.sent.filter { $0.contains("session/prompt") }.count == 2)
    #expect(played.tools.last?.edits.first?.new.contains("WEIGHT_DECAY = 0.05") == true)
    #expect(played.endings == [.done])
  }

  @Test func `a conversation told again is not told twice, and its past is not counted`() throws {
    let vibe = try play("vibe-resume")
    #expect(vibe.sent.contains { $0.contains("session/load") })
    #expect(!vibe.text.contains("Raise the learning rate"))
    #expect(vibe.tools.count == 2)
    #expect(vibe.usage?.input == 3600)
    #expect(vibe.usage?.dollars == 0.00408)
    let kimi = try play("kimi-resume")
    #expect(kimi.sent.contains { $0.contains("session/resume") })
    #expect(kimi.tools.count == 2)
  }

  @Test func `Kimi's files go through the driver, and its hunk is an edit`() throws {
    let played = try play("kimi-edit")
    #expect(played.files.count == 3)
    guard case .write("/clone/train.py", let text) = played.files.last else {
      Issue.record("nothing was written")
      return
    }
    #expect(text.contains("LEARNING_RATE = 0.02"))
    // It tells no kinds: names have to do.
    #expect(played.tools.map(\.kind) == [.read, .edit])
    #expect(played.tools.last?.title == "StrReplaceFile: train.py")
    #expect(played.tools.last?.output == nil)
    #expect(played.questions.isEmpty)
  }

  @Test func `a connection that was cut is the agent's own affair`() throws {
    #expect(try play("kimi-cut").endings == [.done])
  }

  @Test func `a key that is not accepted and a login that is missing are told apart from failures`()
    throws
  {
    guard case .unauthorised(let key) = try play("vibe-401").endings.first,
      case .unauthorised(let login) = try play("kimi-login").endings.first
    else {
      Issue.record("it was not unauthorised")
      return
    }
    #expect(key.contains("Invalid API key"))
    #expect(login.contains("kimi login"))
  }

  @Test func `what Kimi only writes in its log ends the turn as what it is`() throws {
    #expect(
      try play("kimi-401").endings
        == [
          .unauthorised("kimi ended the turn: Error code: 401, Incorrect API key provided: dummy.")
        ]
    )
    #expect(
      try play("kimi-429").endings
        == [
          .limited(
            until: nil, "kimi ended the turn: Error code: 429, Rate limit reached for requests")
        ]
    )
  }

  @Test func `a turn that ends without a word has failed, whatever others wrote in that log`()
    throws
  {
    var recording = try Recording("kimi-401")
    for place in recording.lines.indices {
      recording.lines[place].text.replace("0001 - Agent step", with: "0002 - Agent step")
    }
    #expect(
      recording.play(ACPDialect.self).endings
        == [.failed("kimi ended the turn without a word: its model may not have answered")])
  }

  /// Attempts and statuses of what it tried again.
  private func retries(_ played: Recording.Played) -> [[Int?]] {
    played.events.compactMap {
      if case .retrying(let attempt, nil, nil, let status, _) = $0 {
        [attempt, status]
      } else {
        nil
      }
    }
  }

  @Test func `Vibe tells that its model is asked again, and goes on`() throws {
    let once = try play("vibe-429-once")
    #expect(retries(once) == [[1, 429]])
    #expect(once.tools.map(\.kind) == [.read, .edit])
    #expect(once.endings == [.done])
    let always = try play("vibe-429")
    #expect(retries(always) == (1...9).map { [$0, 429] })
    #expect(always.endings == [.interrupted])
  }

  @Test func `Vibe whose model says nothing is ended by a cancel`() throws {
    let played = try play("vibe-hang")
    #expect(played.sent.last?.contains("session/cancel") == true)
    #expect(played.text.isEmpty)
    #expect(played.endings == [.interrupted])
  }

  @Test func `an edit that fits nowhere is a tool that failed`() throws {
    let played = try play("vibe-bad-edit")
    #expect(played.tools.last?.state == .failed)
    #expect(played.tools.last?.output?.contains("not found") == true)
    #expect(played.endings == [.done])
  }

  // MARK: Traps that no recording has

  private func ready(_ task: AgentTask) -> ACPDialect {
    var dialect = ACPDialect(task)
    _ = dialect.begin()
    _ = dialect.receive(AgentLine(text: #"{"id":1,"result":{"agentCapabilities":{}}}"#))
    _ = dialect.receive(AgentLine(text: #"{"id":2,"result":{"sessionId":"s"}}"#))
    return dialect
  }

  private var task: AgentTask { .test(.acp, options: ["preset": "gemini"]) }

  @Test func `updates before the conversation has a name do no harm`() {
    var dialect = ACPDialect(task)
    _ = dialect.begin()
    _ = dialect.receive(AgentLine(text: #"{"id":1,"result":{}}"#))
    let early =
      #"{"method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"usage_update","used":5,"size":10,"cost":{"amount":1.5,"currency":"USD"}}}}"#
    #expect(dialect.receive(AgentLine(text: early)).isEmpty)
    let opened = dialect.receive(AgentLine(text: #"{"id":2,"result":{"sessionId":"s"}}"#))
    #expect(opened.first == .event(.started(session: "s", model: nil, version: nil)))
    let later = early.replacing("1.5", with: "1.75")
    #expect(
      dialect.receive(AgentLine(text: later)) == [
        .event(.usage(AgentUsage(dollars: 0.25, context: 5, contextSize: 10)))
      ])
  }

  @Test func `its ids and ours are counted apart`() {
    var dialect = ready(task)
    let ask =
      #"{"id":3,"method":"fs/read_text_file","params":{"path":"/clone/a","sessionId":"s","line":2,"limit":1}}"#
    #expect(
      dialect.receive(AgentLine(text: ask)) == [
        .file(id: "f1", .read(path: "/clone/a", line: 2, limit: 1))
      ])
    #expect(
      dialect.fileDone("f1", .refused("outside of the clone")) == [
        .send(
          #"{"error":{"code":-32000,"message":"outside of the clone"},"id":3,"jsonrpc":"2.0"}"#)
      ])
    let end = dialect.receive(AgentLine(text: #"{"id":3,"result":{"stopReason":"refusal"}}"#))
    #expect(end == [.event(.finished(.refused("the model would not go on"))), .over])
  }

  @Test func `unknown updates are shown, not failed on`() {
    var dialect = ready(task)
    let odd =
      #"{"method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"dream","x":1}}}"#
    #expect(
      dialect.receive(AgentLine(text: odd)) == [
        .event(.noise(#"{"sessionUpdate":"dream","x":1}"#))
      ])
    #expect(dialect.receive(AgentLine(text: "npm WARN")) == [.event(.noise("npm WARN"))])
  }

  @Test func `plans and thoughts are told`() {
    var dialect = ready(task)
    let plan =
      #"{"method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"plan","entries":[{"content":"look","status":"completed"},{"content":"edit","status":"in_progress"}]}}}"#
    #expect(
      dialect.receive(AgentLine(text: plan)) == [
        .event(
          .plan([PlanStep(text: "look", state: .done), PlanStep(text: "edit", state: .active)]))
      ])
    let thought =
      #"{"method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"agent_thought_chunk","content":{"type":"text","text":"hm"}}}}"#
    #expect(dialect.receive(AgentLine(text: thought)) == [.event(.thought("hm"))])
  }

  @Test func `what a tool says is bounded`() {
    var dialect = ready(task)
    let long = String(repeating: "x", count: 1 << 20)
    let line =
      #"{"method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"tool_call","toolCallId":"t","title":"cat","status":"completed","content":[{"type":"content","content":{"type":"text","text":"\#(long)"}}]}}}"#
    guard case .event(.tool(let call)) = dialect.receive(AgentLine(text: line)).first else {
      Issue.record("no tool was told")
      return
    }
    #expect((call.output?.utf8.count ?? 0) < 20_000)
  }

  @Test func `a login that the settings name is tried once`() {
    var dialect = ACPDialect(.test(.acp, options: ["preset": "gemini", "auth": "gemini-api-key"]))
    _ = dialect.begin()
    _ = dialect.receive(AgentLine(text: #"{"id":1,"result":{}}"#))
    let refusal = #"{"id":2,"error":{"code":-32000,"message":"Authentication required"}}"#
    #expect(
      dialect.receive(AgentLine(text: refusal)) == [
        .send(
          #"{"id":3,"jsonrpc":"2.0","method":"authenticate","params":{"methodId":"gemini-api-key"}}"#
        )
      ])
    _ = dialect.receive(AgentLine(text: #"{"id":3,"result":{}}"#))
    let again = refusal.replacing("\"id\":2", with: "\"id\":4")
    #expect(
      dialect.receive(AgentLine(text: again)) == [
        .event(.finished(.unauthorised("Authentication required"))), .over,
      ])
  }

  @Test func `words before the prompt go with it`() {
    var dialect = ACPDialect(task)
    _ = dialect.begin()
    #expect(dialect.say("keep it small").0 == .inTurn)
    _ = dialect.receive(AgentLine(text: #"{"id":1,"result":{}}"#))
    let steps = dialect.receive(AgentLine(text: #"{"id":2,"result":{"sessionId":"s"}}"#))
    #expect(
      steps.last
        == .send(
          #"{"id":3,"jsonrpc":"2.0","method":"session/prompt","params":{"prompt":[{"text":"Make one change.","type":"text"},{"text":"keep it small","type":"text"}],"sessionId":"s"}}"#
        ))
  }

  @Test func `a cancelled prompt that comes back as an error goes on with the words`() {
    var dialect = ready(task)
    #expect(dialect.say("smaller").0 == .afterCancel)
    let steps = dialect.receive(
      AgentLine(text: #"{"id":3,"error":{"code":-32603,"message":"aborted"}}"#))
    #expect(steps.count == 1)
    guard case .send(let line) = steps.first else {
      Issue.record("nothing was sent")
      return
    }
    #expect(line.contains("session/prompt") && line.contains("smaller"))
  }

  @Test func `presets say what to start`() throws {
    #expect(try ACPDialect.launch(task).program == ["gemini", "--acp"])
    var own = AgentTask.test(.acp, options: ["args": "--debug"])
    own.command = "'/my agents/run' acp"
    #expect(try ACPDialect.launch(own).program == ["/my agents/run", "acp", "--debug"])
    #expect(throws: EngineError.self) { try ACPDialect.launch(.test(.acp)) }
  }
}
