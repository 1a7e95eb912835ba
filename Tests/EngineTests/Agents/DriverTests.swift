import CSupervise
import Core
import Foundation
import Settings
import Testing

@testable import Engine

@Suite struct DriverTests {
  @Test func promptGoesInAndTextComesOut() throws {
    let turn = try Turn(.command, command: "cat; echo TITLE: a title; pwd > where")
    let report = turn.run()
    #expect(report.ending == .done)
    #expect(report.message == "Make one change.\nTITLE: a title\n")
    #expect(turn.events.first == .told("Make one change.\n", .prompt))
    #expect(turn.events.last == .finished(.done))
    #expect(turn.file("clone/where")?.hasSuffix("/clone\n") == true)
  }

  @Test func commandMayTakeThePromptAsAFile() throws {
    let turn = try Turn(.command, command: "cat {prompt_file}; cat")
    #expect(turn.run().message == "Make one change.\n")
  }

  @Test func exitStatusIsAFailureWithTheLastWordsOfTheErrors() throws {
    let turn = try Turn(.command, command: "echo first >&2; echo 'no such model' >&2; exit 3")
    #expect(turn.run().ending == .failed("the agent ended with status 3: no such model"))
  }

  @Test func missingProgramSaysWhatToDo() throws {
    let turn = try Turn(.command, command: "no-such-program-here")
    guard case .missing(let words) = turn.run().ending else {
      Issue.record("it was not missing")
      return
    }
    #expect(words.contains("no-such-program-here"))
  }

  @Test func silentAgentIsEnded() throws {
    let turn = try Turn(.command, command: "echo busy; exec sleep 600")
    turn.task.silence = 0.2
    #expect(turn.run().ending == .silent(0.2))
    #expect(turn.text == "busy\n")
  }

  @Test func agentThatIgnoresAnInterruptIsTerminated() throws {
    let script =
      "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('up', flush=True)\nsignal.pause()"
    let turn = try Turn(.command, command: "exec python3 -c \"\(script)\"")
    let report = turn.run { event, orders, _ in
      if event == .text("up\n") { send(.interrupt, to: orders) }
    }
    #expect(report.ending == .interrupted)
  }

  @Test func endedFromOutsideItLeavesAReportAndNobodyBehind() throws {
    let turn = try Turn(
      .command, command: "trap '' INT TERM; sh -c 'echo $$ > pid; echo up; exec sleep 600'")
    let report = turn.run { event, _, end in
      if event == .text("up\n") { _ = pawl_wake(end) }
    }
    #expect(report.ending == .interrupted)
    let pid = try #require(turn.file("clone/pid").flatMap { Int32($0.dropLast()) })
    waitForEnd(of: pid)
    #expect(pawl_start_ticks(pid) == -1)
  }

  @Test func whatItLeftRunningEndsWithIt() throws {
    let turn = try Turn(.command, command: "sleep 600 & echo $! > pid; echo done")
    #expect(turn.run().ending == .done)
    let pid = try #require(turn.file("clone/pid").flatMap { Int32($0.dropLast()) })
    waitForEnd(of: pid)
    #expect(pawl_start_ticks(pid) == -1)
  }

  @Test func pausedAgentIsNotSilent() throws {
    let turn = try Turn(.command, command: "echo up; read line < go; echo $line")
    turn.task.silence = 0.3
    mkfifo(turn.task.clone + "/go", 0o600)
    let fifo = turn.task.clone + "/go"
    let report = turn.run { event, orders, _ in
      switch event {
      case .text("up\n"): send(.pause, to: orders)
      case .paused(true):
        // Longer than it may be silent: nothing but the time can tell.
        var time = timespec(tv_sec: 0, tv_nsec: 600_000_000)
        nanosleep(&time, nil)
        send(.resume, to: orders)
      case .paused(false):
        try? "went on\n".write(toFile: fifo, atomically: false, encoding: .utf8)
      default: break
      }
    }
    #expect(report.ending == .done)
    #expect(report.message == "up\nwent on\n")
  }

  @Test func veryLongLineIsCutAndTheTurnGoesOn() throws {
    let turn = try Turn(
      .command, command: "python3 -c \"print('x' * 9000000)\"; echo after")
    let report = turn.run()
    #expect(report.message.utf8.count <= 64 << 10)
    #expect(report.message.hasSuffix("xxx\nafter\n"))
    #expect(turn.file("job/raw.jsonl")?.contains("\"long\":true") == true)
  }

  @Test func millionBytesInALineAreOneLine() throws {
    let turn = try Turn(.command, command: "python3 -c \"print('y' * 1000000)\"")
    #expect(turn.run().ending == .done)
    #expect(turn.text.utf8.count == 1_000_001)
  }

  @Test func escapesAndBrokenTextDoNotBreakTheFiles() throws {
    let turn = try Turn(.command, command: #"printf '\033[31mred\033[0m\n\377\376\n\0\n'"#)
    #expect(turn.run().ending == .done)
    #expect(turn.text == "\u{1B}[31mred\u{1B}[0m\n\u{FFFD}\u{FFFD}\n\0\n")
  }

  @Test func wordsThatCannotBeSaidNowAreNotHeard() throws {
    let turn = try Turn(.command, command: "echo up; read line < go")
    mkfifo(turn.task.clone + "/go", 0o600)
    let fifo = turn.task.clone + "/go"
    let report = turn.run { event, orders, _ in
      if event == .text("up\n") { send(.say(id: 7, "try less"), to: orders) }
      if event == .told("try less", .nextTurn) {
        try? "\n".write(toFile: fifo, atomically: false, encoding: .utf8)
      }
    }
    #expect(report.heard.isEmpty)
    #expect(turn.events.contains(.told("try less", .nextTurn)))
  }

  @Test func secretsOfTheEnvironmentAreNotWrittenDown() throws {
    let turn = try Turn(.command, command: "echo key $SOME_API_KEY; env | grep API >&2")
    turn.environment["SOME_API_KEY"] = "sk-12345678"
    _ = turn.run()
    for name in ["raw.jsonl", "transcript.jsonl"] {
      let text = try #require(turn.file("job/" + name))
      #expect(!text.contains("sk-12345678"))
      #expect(text.contains("[SOME_API_KEY]"))
    }
  }

  @Test func rawLogKeepsItsHeadAndItsTail() throws {
    let turn = try Turn(.command)
    var log = RawLog(folder: turn.task.job, mask: SecretMask([:]), head: 4096, tail: 4096)
    for number in 1...2000 {
      log.note(.out, AgentLine(text: "line \(number)"), at: 1)
      log.flush()
    }
    log.finish()
    let lines = try #require(turn.file("job/raw.jsonl")).split(separator: "\n")
    #expect(lines.first?.contains("\"line 1\"") == true)
    #expect(lines.last?.contains("\"line 2000\"") == true)
    let counts = lines.compactMap { JSONValue(parsing: String($0))?["left out"].int }
    let left = try #require(counts.first)
    #expect(left + lines.count - 1 == 2000)
    #expect(lines.count < 200)
    #expect(turn.file("job/raw.0.part") == nil)
  }

  @Test func streamBecomesFewLines() throws {
    let turn = try Turn(.command, command: "seq 1 20000")
    _ = turn.run()
    #expect(turn.events.count < 200)
    #expect(turn.text.hasSuffix("\n19999\n20000\n"))
  }

  @Test func processLeavesItsResult() throws {
    let turn = try Turn(.command, command: "echo hello")
    let path = turn.folder + "/job/brief/task.json"
    try JSONEncoder().encode(turn.task).write(to: URL(fileURLWithPath: path))
    turn.environment[TurnDriver.taskVariable] = path
    #expect(
      TurnDriver.main(environment: turn.environment, orders: -1, catchesEnd: false) == 0)
    let data = try #require(turn.file("job/result.json"))
    let report = try JSONDecoder().decode(TurnReport.self, from: Data(data.utf8))
    #expect(report.message == "hello\n")
  }

  @Test func processWithoutATaskFails() {
    #expect(TurnDriver.main(environment: [:], orders: -1, catchesEnd: false) == 1)
  }
}
