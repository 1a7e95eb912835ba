import Core
import Foundation
import Settings
import Testing

@testable import Engine

@Suite struct ClaudeTests {
  private func task(
    asks: Bool = false, session: String? = nil, options: [String: String] = [:],
    history: [String] = []
  ) -> AgentTask {
    AgentTask(
      use: .claude, options: options, clone: "/repo", home: "/home", job: "/job",
      prompt: "Improve train.py: make one change that lowers val_bpb.",
      promptFile: "/job/prompt.md",
      session: session, history: history, editable: ["train.py"], asks: asks)
  }

  private func play(_ name: String, asks: Bool = false, session: String? = nil) throws -> RawPlayed
  {
    var dialect = ClaudeDialect(task(asks: asks, session: session))
    return try RawRecording(name).play(&dialect)
  }

  @Test func editIsToldWithItsCost() throws {
    let played = try play("claude-edit")
    let report = played.report
    #expect(report.ending == .done)
    #expect(report.session == "00000000-0000-4000-8000-000000000001")
    #expect(report.version == "2.1.330")
    #expect(report.message == "Done: Raise the learning rate. [play lr-up #1]")
    #expect(report.usage.input == 4500)
    #expect(report.usage.cached == 900)
    #expect(report.usage.output == 240)
    #expect(report.usage.dollars.map { abs($0 - 0.01938) < 1e-9 } == true)
    #expect(report.usage.contextSize == 1_000_000)
    let edit = try #require(played.tools.last)
    #expect(edit.kind == .edit && edit.state == .done && edit.path == "train.py")
    #expect(edit.edits.first?.old?.contains("LEARNING_RATE = 0.01 ") == true)
    #expect(edit.edits.first?.new.contains("LEARNING_RATE = 0.02 ") == true)
    #expect(played.tools.map(\.name) == ["Read", "Edit"])
    #expect(played.over == played.steps.count - 1)
  }

  @Test func textIsToldOnceAlthoughItComesInPiecesAndWhole() throws {
    let texts = try play("claude-noop").events.compactMap { event -> String? in
      if case .text(let text) = event { return text }
      return nil
    }
    #expect(texts.count > 1)
    #expect(texts.joined() == "I looked, and nothing is worth changing. [play noop #1]")
  }

  @Test func wordsInsideATurnAreTakenAtTheNextTool() throws {
    let recording = try RawRecording("claude-steer")
    var dialect = ClaudeDialect(task())
    var delivery: Delivery?
    let played = recording.play(&dialect) { dialect, number, _ in
      guard number == 8 else { return [] }
      let (way, steps) = dialect.say("Leave the learning rate; halve the weight decay.")
      delivery = way
      return steps
    }
    #expect(delivery == .inTurn)
    #expect(played.sent.last == recording.sent("Leave the learning rate"))
    #expect(played.report.message == "Done: Halve the weight decay. [play wd-down #2]")
    #expect(played.report.usage.input == 6000)
  }

  @Test func wordsThatComeAtTheEndGetATurnOfTheirOwn() throws {
    var dialect = ClaudeDialect(task())
    let played = try RawRecording("claude-late-steer").play(&dialect) { dialect, number, _ in
      number == 2 ? dialect.say("Halve the weight decay.").1 : []
    }
    // Two results came; the turn was over only after the second.
    #expect(played.over == played.steps.count - 1)
    #expect(played.report.message == "Done: Halve the weight decay. [play wd-down #2]")
    #expect(played.report.usage.input == 6000)
    #expect(played.report.usage.dollars.map { abs($0 - 0.02584) < 1e-9 } == true)
  }

  @Test func deniedEditReachesItWithTheReason() throws {
    var dialect = ClaudeDialect(task(asks: true))
    var asked: AgentQuestion?
    let played = try RawRecording("claude-deny").play(&dialect) { dialect, _, line in
      guard asked == nil, line.contains("toolu_mk1s1"), line.contains("tool_result") else {
        return []
      }
      guard let id = dialect.questions.keys.first else { return [] }
      asked = AgentQuestion(id: id, tool: nil, title: "")
      return dialect.answer(id, .deny("No, leave the rate alone."))
    }
    let question = try #require(
      played.events.compactMap { event -> AgentQuestion? in
        if case .ask(let question) = event { return question }
        return nil
      }.first)
    #expect(question.id == asked?.id)
    #expect(question.title == "Edit train.py")
    #expect(question.tool == "toolu_mk1s1")
    #expect(question.edits.first?.new == "LEARNING_RATE = 0.02   # step size")
    #expect(question.mayAlways)
    #expect(played.sent.last?.contains("\"message\":\"No, leave the rate alone.\"") == true)
    #expect(played.tools.last?.state == .failed)
  }

  @Test func commandIsDeniedWhereNobodyIsAsked() throws {
    let played = try play("claude-run")
    #expect(played.sent.contains { $0.contains("\"behavior\":\"deny\"") })
    #expect(played.tools.map(\.state) == [.failed])
    #expect(played.report.ending == .done)
  }

  @Test func interruptEndsTheTurnAndKeepsTheConversation() throws {
    let recording = try RawRecording("claude-interrupt-first")
    var dialect = ClaudeDialect(task())
    let played = recording.play(&dialect) { dialect, number, _ in
      number == 8 ? dialect.interrupt() : []
    }
    #expect(played.sent.last == recording.sent("\"interrupt\""))
    #expect(played.report.ending == .interrupted)
    #expect(played.report.session != nil)
    #expect(dialect.say("more").0 == .nextTurn)
  }

  @Test func resumedConversationCostsOnlyWhatIsNew() throws {
    let session = "00000000-0000-4000-8000-000000000001"
    let usage = try play("claude-resume2", session: session).report.usage
    #expect(usage.input == 4500)
    #expect(usage.dollars.map { abs($0 - 0.01938) < 1e-9 } == true)
    let arguments = try ClaudeDialect.launch(task(session: session)).program
    #expect(arguments.suffix(2) == ["--resume", session])
  }

  @Test func limitThatPassesIsARetry() throws {
    let played = try play("claude-429")
    #expect(
      played.events.contains { event in
        if case .retrying(1, _, _, 429, _) = event { return true }
        return false
      })
    #expect(played.report.ending == .done)
  }

  @Test func keyThatIsNotAcceptedEndsTheTurnAtTheSecondTry() throws {
    let played = try play("claude-401")
    guard case .unauthorised = played.report.ending else {
      Issue.record("\(played.report.ending)")
      return
    }
    #expect(played.sent.last?.contains("interrupt") == true)
    let retries = played.events.count { event in
      if case .retrying = event { return true }
      return false
    }
    #expect(retries == 2)
  }

  @Test func overloadThatDoesNotPassIsAFailure() throws {
    let ending = try play("claude-529").report.ending
    guard case .failed(let words) = ending else {
      Issue.record("\(ending)")
      return
    }
    #expect(words.contains("529"))
  }

  @Test func cutConnectionIsARetryWithoutAStatus() throws {
    let played = try play("claude-cut")
    #expect(
      played.events.contains { event in
        if case .retrying(_, _, _, nil, _) = event { return true }
        return false
      })
    #expect(played.report.ending == .done)
  }

  @Test(arguments: ["claude-bad-edit", "claude-bad-json"])
  func editThatFailsIsAFailedTool(_ name: String) throws {
    let played = try play(name)
    #expect(played.tools.contains { $0.state == .failed })
    #expect(!played.tools.contains { $0.kind == .edit && $0.state == .done })
    #expect(played.report.ending == .done)
  }

  @Test func boundsOfItsOwnAreSaid() throws {
    #expect(
      try play("claude-loop").report.ending == .bounded("it has made as many turns as it may"))
    #expect(
      try play("claude-budget").report.ending == .bounded("it has spent the dollars of a turn"))
  }

  @Test func lostConversationIsSaid() throws {
    let ending = try play("claude-lost-session").report.ending
    guard case .failed(let words) = ending else {
      Issue.record("\(ending)")
      return
    }
    #expect(words.contains("No conversation found"))
  }

  @Test func processThatIsCutOffSaysHow() throws {
    var dialect = ClaudeDialect(task())
    let exit = AgentExit(code: nil, signal: 9, said: "")
    let report = try RawRecording("claude-noop", cut: 1).play(&dialect, exit: exit).report
    guard case .failed(let words) = report.ending else {
      Issue.record("\(report.ending)")
      return
    }
    #expect(words.contains("signal 9"))
    #expect(report.usage.input == 1500)
    #expect(report.usage.dollars == nil)
  }

  @Test func accountThatIsUsedUpSaysUntilWhen() {
    var dialect = ClaudeDialect(task())
    _ = dialect.begin()
    let steps = dialect.receive(
      AgentLine(
        text:
          #"{"rate_limit_info":{"status":"rejected","resetsAt":1800000000,"rateLimitType":"five_hour"},"type":"rate_limit_event"}"#
      ))
    #expect(
      steps == [
        .event(.limited(until: 1_800_000_000, why: "the five hour limit of the account is reached"))
      ])
    let end = dialect.receive(
      AgentLine(
        text:
          #"{"subtype":"success","is_error":true,"api_error_status":429,"result":"You have hit your limit","type":"result"}"#
      ))
    #expect(
      end.contains(.event(.finished(.limited(until: 1_800_000_000, "You have hit your limit")))))
  }

  @Test(arguments: ["not json", "{\"type\":\"of tomorrow\"}", "[1]", "{\"type\":\"user\"}", "{}"])
  func lineNobodyKnowsEndsNothing(_ line: String) {
    var dialect = ClaudeDialect(task())
    _ = dialect.begin()
    #expect(!dialect.receive(AgentLine(text: line)).contains(.over))
  }

  @Test func optionsBecomeArguments() throws {
    let launch = try ClaudeDialect.launch(
      task(
        asks: true,
        options: [
          "model": "sonnet", "effort": "low", "max_turns": "9", "max_dollars": "1.5",
          "allowed_tools": "Bash(ls *), WebFetch", "args": "--bare --add-dir '/a b'",
          "max_retries": "2",
        ], history: ["/bin/pawl", "mcp"]))
    let words = launch.program.joined(separator: " ")
    #expect(words.contains("--permission-mode default"))
    #expect(words.contains("--model sonnet --effort low --max-turns 9 --max-budget-usd 1.5"))
    #expect(words.contains("--allowedTools Bash(ls *),WebFetch,mcp__history__*"))
    #expect(launch.program.suffix(3) == ["--bare", "--add-dir", "/a b"])
    #expect(
      launch.program.contains(
        #"{"mcpServers":{"history":{"args":["mcp"],"command":"/bin/pawl"}}}"#))
    #expect(launch.environment["CLAUDE_CODE_MAX_RETRIES"] == "2")
  }

  @Test(arguments: [["max_turns": "0"], ["max_dollars": "x"], ["modle": "sonnet"]])
  func optionsThatMakeNoSenseAreRefused(_ options: [String: String]) {
    #expect(throws: EngineError.self) { try ClaudeDialect.launch(task(options: options)) }
  }

  @Test func whatAnotherClaudeLeftBehindIsTakenAway() throws {
    let launch = try ClaudeDialect.launch(task())
    let variables = launch.variables(from: [
      "CLAUDECODE": "1", "CLAUDE_CODE_ENTRYPOINT": "cli", "CLAUDE_CODE_OAUTH_TOKEN": "t",
      "CLAUDE_CODE_USE_BEDROCK": "1", "PATH": "/bin",
    ])
    #expect(
      variables == [
        "CLAUDE_CODE_OAUTH_TOKEN": "t", "CLAUDE_CODE_USE_BEDROCK": "1", "PATH": "/bin",
        "CLAUDE_CODE_MAX_RETRIES": "8", "DISABLE_AUTOUPDATER": "1",
      ])
  }
}
