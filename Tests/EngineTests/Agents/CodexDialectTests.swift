import Core
import Settings
import Testing

@testable import Engine

@Suite struct CodexDialectTests {
  private func play(_ name: String) throws -> Recording.Played {
    let recording = try Recording(name)
    let played = recording.play(CodexDialect.self)
    #expect(played.sent == recording.sent)
    #expect(played.endings.count == 1)
    return played
  }

  @Test func `a turn is told from its start to its end`() throws {
    let played = try play("codex-edit")
    guard case .started(let session?, "gpt-5.5", "0.163.0") = played.events.first else {
      Issue.record("it did not start")
      return
    }
    #expect(!session.isEmpty)
    #expect(played.text.hasSuffix("Done: Raise the learning rate. [play lr-up #1]"))
    #expect(played.tools.map(\.kind) == [.read, .edit])
    #expect(played.tools.map(\.title) == ["cat train.py", "train.py"])
    #expect(played.tools.map(\.state) == [.done, .done])
    let edit = try #require(played.tools.last?.edits.first)
    #expect(edit.path == "train.py")
    #expect(edit.old?.contains("LEARNING_RATE = 0.01") == true)
    #expect(edit.new.contains("LEARNING_RATE = 0.02"))
    #expect(
      played.usage
        == AgentUsage(
          input: 3600, cached: 900, output: 240, context: 1280, contextSize: 258_400))
    let diffs = played.events.compactMap { if case .diff(let diff) = $0 { diff } else { nil } }
    #expect(diffs.count == 1)
    #expect(diffs.first?.contains("+LEARNING_RATE = 0.02") == true)
    #expect(played.endings == [.done])
    #expect(played.isOver)
    #expect(!played.events.contains { if case .noise = $0 { true } else { false } })
  }

  @Test func `words of a person reach the running turn`() throws {
    let played = try play("codex-steer")
    #expect(played.deliveries == [.inTurn])
    #expect(played.tools.last?.edits.first?.new.contains("WEIGHT_DECAY = 0.05") == true)
    #expect(played.endings == [.done])
  }

  @Test func `an edit is asked for with the patch that came before the question`() throws {
    let played = try play("codex-deny")
    let question = try #require(played.questions.first)
    #expect(question.title == "train.py")
    #expect(question.edits.first?.new.contains("LEARNING_RATE = 0.02") == true)
    #expect(question.mayAlways)
    #expect(played.tools.first { $0.kind == .edit }?.state == .failed)
    // A look at a file asked too, and nobody was bothered with it.
    #expect(played.sent.contains { $0.contains("\"accept\"") && $0.contains("\"id\":0") })
    #expect(played.sent.contains { $0.contains("That was turned down: do something else") })
  }

  @Test func `an interrupted turn ends at once, and open questions with it`() throws {
    #expect(try play("codex-interrupt").endings == [.interrupted])
    #expect(try play("codex-hang").endings == [.interrupted])
    let asked = try play("codex-asked-interrupt")
    #expect(asked.endings == [.interrupted])
    #expect(asked.events.contains(.answered(ask: "q1", .withdrawn)))
  }

  @Test func `a lost connection is tried again and is no failure`() throws {
    let cut = try play("codex-cut")
    #expect(cut.endings == [.done])
    #expect(
      cut.events.contains {
        if case .retrying(1, 5, nil, nil, _) = $0 { true } else { false }
      })
    let limited = try play("codex-429-once")
    #expect(limited.endings == [.done])
    #expect(
      limited.events.contains {
        if case .retrying(1, 5, nil, 429, _) = $0 { true } else { false }
      })
  }

  @Test func `a rate limit and a bad key end the turn in words of their own`() throws {
    guard case .limited(nil, let why) = try play("codex-429").endings.first else {
      Issue.record("it was not limited")
      return
    }
    #expect(why.contains("429"))
    for name in ["codex-401", "codex-exec-401"] {
      let played = try play(name)
      guard case .unauthorised = played.endings.first else {
        Issue.record("it was not unauthorised")
        return
      }
      let tries = played.events.compactMap { event -> Int? in
        if case .retrying(let attempt, 5, _, 401, _) = event { attempt } else { nil }
      }
      #expect(tries == [1, 2, 3, 4, 5])
    }
  }

  @Test func `a turn without an edit, or with a patch that fits nowhere, is done all the same`()
    throws
  {
    #expect(try play("codex-noop").tools.isEmpty)
    #expect(try play("codex-bad-patch").tools.map(\.kind) == [.read])
  }

  @Test func `the history's own tools are allowed without a question`() throws {
    let played = try play("codex-mcp-ask")
    #expect(played.tools.first?.name == "history.list_experiments")
    #expect(played.tools.first?.output?.contains("baseline") == true)
    #expect(played.questions.count == 1)
  }

  @Test func `a conversation goes on, and only this turn's tokens are counted`() throws {
    let played = try play("codex-resume")
    #expect(played.sent.contains { $0.contains("thread/resume") })
    #expect(played.usage?.input == 3600)
    #expect(played.usage?.output == 240)
    #expect(played.endings == [.done])
  }

  @Test func `single commands tell the same things`() throws {
    let played = try play("codex-exec")
    #expect(played.tools.map(\.kind) == [.run, .edit])
    #expect(played.text.hasSuffix("\n\nDone: Raise the learning rate. [play lr-up #1]"))
    #expect(played.usage == AgentUsage(input: 3600, cached: 900, output: 240))
    #expect(played.sent.isEmpty)
    #expect(played.endings == [.done])
  }

  @Test func `a program without a server is understood by what it says`() throws {
    let recording = try Recording("codex-exec")
    var dialect = CodexDialect(AgentTask.test(.codex))
    #expect(!dialect.begin().isEmpty)
    var ended = false
    for line in recording.lines where line.kind == "<" {
      ended = dialect.receive(AgentLine(text: line.text)).contains(.event(.finished(.done)))
    }
    #expect(ended)
    #expect(dialect.say("more").0 == .nextTurn)
  }

  @Test func `lines of no known kind pass by`() {
    var dialect = CodexDialect(AgentTask.test(.codex))
    _ = dialect.begin()
    #expect(dialect.receive(AgentLine(text: "")).isEmpty)
    #expect(dialect.receive(AgentLine(text: "WARN odd")) == [.event(.noise("WARN odd"))])
    #expect(dialect.receive(AgentLine(text: #"{"method":"new/thing","params":{}}"#)).isEmpty)
    let asked = dialect.receive(AgentLine(text: #"{"id":"x1","method":"new/question"}"#))
    #expect(
      asked == [
        .send(
          #"{"error":{"code":-32601,"message":"pawl does not offer new/question"},"id":"x1","jsonrpc":"2.0"}"#
        )
      ])
  }

  @Test func `words that came too late begin another turn`() {
    var dialect = CodexDialect(AgentTask.test(.codex))
    _ = dialect.begin()
    _ = dialect.receive(AgentLine(text: #"{"id":1,"result":{}}"#))
    _ = dialect.receive(AgentLine(text: #"{"id":2,"result":{"thread":{"id":"t"}}}"#))
    _ = dialect.receive(AgentLine(text: #"{"id":3,"result":{"turn":{"id":"u"}}}"#))
    #expect(dialect.say("smaller").0 == .inTurn)
    let end = #"{"method":"turn/completed","params":{"turn":{"status":"completed"}}}"#
    #expect(dialect.receive(AgentLine(text: end)).isEmpty)
    let late = dialect.receive(
      AgentLine(text: #"{"id":4,"error":{"code":-32600,"message":"no active turn"}}"#))
    #expect(
      late == [
        .send(
          #"{"id":5,"jsonrpc":"2.0","method":"turn/start","params":{"input":[{"text":"smaller","type":"text"}],"threadId":"t"}}"#
        )
      ])
    _ = dialect.receive(AgentLine(text: #"{"id":5,"result":{"turn":{"id":"v"}}}"#))
    #expect(dialect.receive(AgentLine(text: end)) == [.event(.finished(.done)), .over])
  }

  @Test func `a limit that was met tells when it ends`() {
    var dialect = CodexDialect(AgentTask.test(.codex))
    _ = dialect.begin()
    let note =
      #"{"method":"account/rateLimits/updated","params":{"rateLimits":{"primary":{"usedPercent":100,"resetsAt":1700000000},"rateLimitReachedType":"primary"}}}"#
    #expect(
      dialect.receive(AgentLine(text: note)) == [
        .event(
          .limited(until: 1_700_000_000, why: "the account's limit is reached (primary)"))
      ])
    let end =
      #"{"method":"turn/completed","params":{"turn":{"status":"failed","error":{"message":"used up","codexErrorInfo":"usageLimitExceeded"}}}}"#
    #expect(
      dialect.receive(AgentLine(text: end)).first
        == .event(.finished(.limited(until: 1_700_000_000, "used up"))))
  }

  @Test func `it is started with the history's server and without writing to the configuration`()
    throws
  {
    var task = AgentTask.test(.codex, options: ["mode": "server", "args": "-p 'my own'"])
    task.history = ["/bin/pawl", "mcp"]
    let launch = try CodexDialect.launch(task)
    #expect(launch.input == .lines)
    #expect(launch.program.starts(with: ["codex", "app-server"]))
    #expect(launch.program.contains(#"mcp_servers.history={command="/bin/pawl",args=["mcp"]}"#))
    #expect(launch.program.contains(#"projects={"/clone"={trust_level="untrusted"}}"#))
    #expect(launch.program.suffix(2) == ["-p", "my own"])
    task.options = ["mode": "exec"]
    task.session = "s-1"
    let exec = try CodexDialect.launch(task)
    #expect(exec.input == .prompt)
    #expect(exec.program.starts(with: ["codex", "exec", "resume", "--json"]))
    #expect(exec.program.suffix(2) == ["s-1", "-"])
  }

  @Test func `options it has not are refused`() {
    #expect(throws: EngineError.self) {
      try CodexDialect.launch(AgentTask.test(.codex, options: ["mode": "magic"]))
    }
    #expect(throws: EngineError.self) {
      try CodexDialect.launch(AgentTask.test(.codex, options: ["modle": "x"]))
    }
  }

  @Test func `a program that is not there says how to get it`() {
    var dialect = CodexDialect(AgentTask.test(.codex))
    _ = dialect.begin()
    let steps = dialect.exited(AgentExit(code: 127, signal: nil, said: ""))
    #expect(
      steps == [
        .event(
          .finished(
            .missing("codex is not on PATH; install it (npm install -g @openai/codex)")))
      ])
  }
}
