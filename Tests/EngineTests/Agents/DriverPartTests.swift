import Core
import Foundation
import Settings
import Testing

@testable import Engine

@Suite struct CloneFilesTests {
  private let turn: Turn
  private let files: CloneFiles

  init() throws {
    turn = try Turn(.acp)
    try FileManager.default.createDirectory(
      atPath: turn.task.clone + "/src/.git", withIntermediateDirectories: true)
    try "one\ntwo\nthree\n".write(
      toFile: turn.task.clone + "/train.py", atomically: true, encoding: .utf8)
    try "secret".write(toFile: turn.folder + "/outside", atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: turn.task.clone + "/link", withDestinationPath: turn.folder + "/outside")
    try FileManager.default.createSymbolicLink(
      atPath: turn.task.clone + "/up", withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(
      atPath: turn.task.clone + "/src/new.py", withDestinationPath: turn.folder + "/made")
    files = CloneFiles(clone: turn.task.clone, editable: ["train.py", "src/**"])
  }

  @Test func partOfAFileIsRead() {
    let path = turn.task.clone + "/train.py"
    #expect(files.perform(.read(path: path, line: nil, limit: nil)) == .text("one\ntwo\nthree\n"))
    #expect(files.perform(.read(path: "train.py", line: 2, limit: 1)) == .text("two"))
  }

  @Test(arguments: [
    "link", "up/outside", "../outside", "/etc/passwd", "none.py", "src", "train.py/..",
  ])
  func nothingElseIsRead(_ path: String) {
    guard case .refused = files.perform(.read(path: path, line: nil, limit: nil)) else {
      Issue.record("\(path) was read")
      return
    }
  }

  @Test func editableFileIsWritten() {
    #expect(files.perform(.write(path: "train.py", text: "new")) == .written)
    #expect(turn.file("clone/train.py") == "new")
    #expect(files.perform(.write(path: "src/deep/a.py", text: "a")) == .written)
    #expect(turn.file("clone/src/deep/a.py") == "a")
  }

  @Test(arguments: [
    "other.py", "link", "up/outside", "../outside", "src/new.py", ".git/config", "src/../other.py",
  ])
  func nothingElseIsWritten(_ path: String) {
    guard case .refused = files.perform(.write(path: path, text: "bad")) else {
      Issue.record("\(path) was written")
      return
    }
    #expect(turn.file("outside") == "secret")
    #expect(turn.file("made") == nil)
  }
}

@Suite struct DriverPartTests {
  @Test func lastMessageIsWhatCameAfterTheLastTool() {
    var tally = TurnTally()
    let call = ToolCall(id: "1", kind: .read, name: "Read", title: "x", state: .done)
    for event: AgentEvent in [
      .text("I "), .text("look."), .tool(call), .text("\n"), .text("TITLE: "), .usage(AgentUsage()),
      .text("more"), .tool(call),
    ] {
      tally.note(event)
    }
    #expect(tally.finished(.done).message == "TITLE: more")
  }

  @Test func usageThatIsNotToldStaysAsItWas() {
    var tally = TurnTally()
    tally.note(.usage(AgentUsage(input: 5, dollars: 0.5)))
    tally.note(.usage(AgentUsage(input: 7)))
    #expect(tally.finished(.done).usage == AgentUsage(input: 7, dollars: 0.5))
  }

  @Test func firstEndingCounts() {
    var tally = TurnTally()
    tally.note(.finished(.interrupted))
    tally.note(.finished(.done))
    #expect(tally.finished(.done).ending == .interrupted)
  }

  @Test func silenceStandsStillWhileItIsHeld() {
    var watch = SilenceWatch(limit: 10, now: 0)
    watch.hold(true, now: 4)
    #expect(watch.due == nil)
    watch.hold(false, now: 100)
    #expect(watch.due == 106)
    watch.announce(30)
    #expect(watch.due == 136)
    watch.hear(now: 110)
    #expect(watch.due == 120)
  }

  @Test func stepsFollowEachOther() {
    var steps = StopSteps()
    steps.begin(.interrupt, at: 1)
    #expect(steps.take(now: 0.5) == nil)
    #expect(steps.take(now: 1) == .interrupt)
    #expect(steps.take(now: 2) == nil)
    #expect(steps.take(now: 3) == .terminate)
    #expect(steps.take(now: 6) == .kill)
  }

  @Test func nearerStepStays() {
    var steps = StopSteps()
    steps.begin(.terminate, at: 2)
    steps.begin(.interrupt, at: 5)
    #expect(steps.next == .terminate)
    steps.begin(.interrupt, at: 1)
    #expect(steps.next == .interrupt)
  }

  @Test func secretsAreFoundWhereverTheyStand() {
    let mask = SecretMask([
      "A_TOKEN": "abcdefgh", "B_KEY": "abcdefgh-long", "SHORT_KEY": "abc", "HOME": "/home/x",
      "AUTH_SOCK": "/tmp/agent.sock",
    ])
    #expect(
      mask.masked("abcdefgh-long abcdefghabcdefgh abc /tmp/agent.sock abcdefg")
        == "[B_KEY] [A_TOKEN][A_TOKEN] abc /tmp/agent.sock abcdefg")
  }
}
