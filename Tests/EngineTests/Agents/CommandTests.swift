import Core
import Foundation
import Settings
import Testing

@testable import Engine

@Suite struct CommandTests {
  private func task(
    _ options: [String: String], command: String? = nil, session: String? = nil
  ) -> AgentTask {
    AgentTask(
      use: .command, command: command, options: options, clone: "/repo", home: "/home",
      job: "/job", prompt: "p", promptFile: "/job/it's.md", session: session,
      editable: ["train.py", "src/**"])
  }

  private func events(_ preset: String, _ lines: [String]) -> RawPlayed {
    var dialect = CommandDialect(task(["preset": preset]))
    var played = RawPlayed(steps: dialect.begin())
    for line in lines { played.steps += dialect.receive(AgentLine(text: line)) }
    played.steps += dialect.exited(AgentExit(code: 0, signal: nil, said: ""))
    return played
  }

  private func recorded(_ name: String, _ preset: String) throws -> RawPlayed {
    var dialect = CommandDialect(task(["preset": preset]))
    return try RawRecording(name).play(&dialect)
  }

  @Test func promptFileIsQuotedForTheShell() throws {
    let launch = try CommandDialect.launch(task([:], command: "agent < {prompt_file}"))
    #expect(launch.program == ["/bin/sh", "-c", #"agent < '/job/it'\''s.md'"#])
    #expect(launch.input == .none)
    #expect(try CommandDialect.launch(task([:], command: "agent")).input == .prompt)
  }

  @Test func presetGivesTheCommand() throws {
    let launch = try CommandDialect.launch(
      task(["preset": "aider", "model": "sonnet", "args": "--map-tokens 0"]))
    let line = try #require(launch.program.last)
    #expect(line.contains("aider --message-file '/job/it'\\''s.md'"))
    #expect(line.hasSuffix("'--model' 'sonnet' --map-tokens 0 'train.py'"))
  }

  @Test func presetResumesWhereItCan() throws {
    let launch = try CommandDialect.launch(task(["preset": "opencode"], session: "ses_1"))
    #expect(launch.program.last?.contains("'--session' 'ses_1'") == true)
  }

  @Test func presetsSayWhatTheirProgramsTake() throws {
    func line(_ name: String) throws -> String {
      try CommandDialect.launch(task(["preset": name])).program.last ?? ""
    }
    #expect(try line("qwen").contains("--approval-mode auto-edit "))
    #expect(try line("gemini").contains("--approval-mode auto_edit "))
    // Its message would be put into quotes among the arguments.
    #expect(try line("opencode").hasSuffix("< '/job/it'\\''s.md'"))
    var gemini = CommandDialect(task(["preset": "gemini"]))
    let steps = gemini.exited(AgentExit(code: 41, signal: nil, said: ""))
    guard case .event(.finished(.unauthorised)) = steps.first else {
      Issue.record("\(steps)")
      return
    }
  }

  @Test(arguments: CommandPreset.names)
  func everyPresetCanBeStartedAndRead(_ name: String) throws {
    let launch = try CommandDialect.launch(task(["preset": name]))
    let line = try #require(launch.program.last)
    #expect(!line.contains("{"))
    #expect(line.contains("it'\\''s.md"))
    #expect(line.contains("\n\(name) "))
    #expect(KnownAgent.named(name) != nil || name == "vibe")
  }

  @Test(arguments: [["preset": "none"], ["lines_text": "no colon"], ["colour": "red"], [:]])
  func optionsThatMakeNoSenseAreRefused(_ options: [String: String]) {
    #expect(throws: EngineError.self) { try CommandDialect.launch(task(options)) }
  }

  @Test func vibeIsReadByItsMapping() throws {
    let played = try recorded("command-vibe-edit", "vibe")
    #expect(played.report.message == "Done: Raise the learning rate. [play lr-up #1]")
    #expect(played.report.session != nil)
    #expect(played.tools.map(\.kind) == [.read, .edit])
    #expect(played.tools.map(\.state) == [.done, .done])
    #expect(
      played.tools.last?.edits == [
        ToolEdit(
          path: "train.py", old: "LEARNING_RATE = 0.01   # step size",
          new: "LEARNING_RATE = 0.02   # step size")
      ])
  }

  @Test func kimiIsReadByItsMapping() throws {
    let played = try recorded("command-kimi-edit", "kimi")
    #expect(played.report.message == "Done: Raise the learning rate. [play lr-up #1]")
    #expect(played.tools.map(\.kind) == [.read, .edit])
    #expect(played.tools.map(\.state) == [.done, .done])
    #expect(played.tools.last?.edits.first?.new == "LEARNING_RATE = 0.02   # step size")
    #expect(played.tools.last?.path == "train.py")
  }

  // The lines of these are as their own documents show them.

  @Test func geminiIsReadByItsMapping() {
    let played = events(
      "gemini",
      [
        #"{"type":"init","timestamp":"t","session_id":"s1","model":"gemini-3-pro"}"#,
        #"{"type":"message","timestamp":"t","role":"user","content":"p"}"#,
        #"{"type":"tool_use","timestamp":"t","tool_name":"replace","tool_id":"r1","parameters":{"file_path":"/repo/train.py","old_string":"a","new_string":"b"}}"#,
        #"{"type":"tool_result","timestamp":"t","tool_id":"r1","status":"success","output":"ok"}"#,
        #"{"type":"message","timestamp":"t","role":"assistant","content":"I rai","delta":true}"#,
        #"{"type":"message","timestamp":"t","role":"assistant","content":"sed it.","delta":true}"#,
        #"{"type":"result","timestamp":"t","status":"success","stats":{"total_tokens":30,"input_tokens":20,"output_tokens":10,"cached":5}}"#,
      ])
    #expect(played.report.session == "s1")
    #expect(played.report.model == "gemini-3-pro")
    #expect(played.report.message == "I raised it.")
    #expect(played.tools.map(\.state) == [.done])
    #expect(played.tools.first?.edits == [ToolEdit(path: "train.py", old: "a", new: "b")])
    #expect(played.report.usage == AgentUsage(input: 20, cached: 5, output: 10))
  }

  @Test func opencodeAddsUpItsSteps() {
    let step =
      #"{"type":"step_finish","sessionID":"ses_1","part":{"cost":0.01,"tokens":{"input":100,"output":7,"cache":{"read":3}}}}"#
    let played = events(
      "opencode",
      [
        #"{"type":"tool_use","sessionID":"ses_1","part":{"tool":"edit","callID":"c1","state":{"status":"completed","input":{"filePath":"/repo/train.py","oldString":"a","newString":"b"},"output":"done"}}}"#,
        step, #"{"type":"text","sessionID":"ses_1","part":{"text":"Raised."}}"#, step,
      ])
    #expect(played.report.usage.input == 200)
    #expect(played.report.usage.cached == 6)
    #expect(played.report.usage.output == 14)
    #expect(played.report.usage.dollars == 0.02)
    #expect(played.report.session == "ses_1")
    #expect(played.report.message == "Raised.")
    #expect(played.tools.map(\.state) == [.done])
  }

  @Test func qwenIsReadByItsMapping() {
    let played = events(
      "qwen",
      [
        #"{"type":"system","subtype":"init","session_id":"s1","model":"qwen3"}"#,
        #"{"type":"assistant","message":{"content":[{"type":"text","text":"I look."},{"type":"tool_use","id":"t1","name":"read_file","input":{"path":"/repo/train.py"}}]}}"#,
        #"{"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t1","content":"text"}]}}"#,
        #"{"type":"result","is_error":false,"result":"done","usage":{"input_tokens":9,"output_tokens":2}}"#,
      ])
    #expect(played.report.message == "I look.")
    #expect(played.tools.map(\.title) == ["train.py"])
    #expect(played.tools.map(\.state) == [.done])
    #expect(played.report.usage.input == 9)
  }

  @Test func mappingMayBeWrittenInTheSettings() {
    var dialect = CommandDialect(
      task(["lines_type": "kind", "lines_text": "say:words.*"], command: "x"))
    let steps = dialect.receive(AgentLine(text: #"{"kind":"say","words":["a","b"]}"#))
    #expect(steps == [.event(.text("ab"))])
  }

  @Test func exitStatusMeansWhatThePresetSays() {
    var dialect = CommandDialect(task(["preset": "kimi"]))
    let steps = dialect.exited(AgentExit(code: 75, signal: nil, said: ""))
    guard case .event(.finished(.limited(nil, _))) = steps.first else {
      Issue.record("\(steps)")
      return
    }
  }

  @Test(arguments: [
    "OSError: [Errno 122] Disk quota exceeded: 'out.bin'", "learning rate limited to 0.1",
    "the quota of threads is 4",
  ])
  func `a disk's quota and a training's rate are no limit of an account`(_ said: String) {
    #expect(AgentEnding.failure(said) == .failed(said))
  }

  @Test(arguments: [
    "Rate limit reached for this model", "You exceeded your current quota", "insufficient_quota",
    "request failed with status 429", "429 Too Many Requests", "RateLimitError: wait",
  ])
  func `an account that is used up is known by its words`(_ said: String) {
    #expect(AgentEnding.failure(said) == .limited(until: nil, said))
  }

  @Test func refusedKeyIsFoundInTextAlthoughTheExitSaysNothing() {
    var dialect = CommandDialect(task(["preset": "aider"]))
    _ = dialect.receive(AgentLine(text: "litellm.AuthenticationError: no such key"))
    let steps = dialect.exited(AgentExit(code: 0, signal: nil, said: ""))
    guard case .event(.finished(.unauthorised)) = steps.first else {
      Issue.record("\(steps)")
      return
    }
  }

  @Test func missingPresetSaysWhatToInstall() throws {
    let turn = try Turn(.command, options: ["preset": "gemini"])
    turn.environment["PATH"] = "/nowhere"
    #expect(
      turn.run().ending
        == .missing("gemini is not on PATH; install it (npm install -g @google/gemini-cli)"))
  }
}
