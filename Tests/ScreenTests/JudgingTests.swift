import Core
import Screen
import Testing

/// A screen a person can judge from, with the keys that lead to it.
struct Desk: CustomTestStringConvertible, Sendable {
  var name: String
  var keys: [String]
  var size = Size(width: 120, height: 36)
  var testDescription: String { name }

  static let all = [
    Desk(name: "overview", keys: ["1"]), Desk(name: "experiments", keys: ["2"]),
    Desk(name: "curves", keys: ["3"]), Desk(name: "ratchet", keys: ["4"]),
    Desk(name: "lanes", keys: ["5"]), Desk(name: "events", keys: ["6"]),
    Desk(name: "an experiment", keys: ["2", "enter"]),
    Desk(name: "overview, low", keys: ["1"], size: Size(width: 80, height: 24)),
    Desk(name: "experiments, narrow", keys: ["2"], size: Size(width: 70, height: 20)),
  ]

  /// There, with the cursor on an experiment or, among the lanes, on the lane it is of.
  func driver(_ snapshot: Snapshot, on n: Int) -> Driver {
    var driver = Driver(snapshot, size.width, size.height, points: 30)
    for key in keys {
      driver.state.focus = .experiment(n)
      driver.press(key)
    }
    driver.state.focus =
      driver.state.page == .lanes
      ? .lane(snapshot.record.experiment(n)?.lane ?? "") : .experiment(n)
    driver.press(":", "esc")
    return driver
  }
}

@Suite("Judging from any screen")
struct JudgingTests {
  /// Two proposals wait.
  private static var waiting: Snapshot {
    var snapshot = Fixture.told()
    snapshot.record.experiments[145].state = .review
    return snapshot
  }

  @Test("a proposal runs only when its diff has been seen for a moment", arguments: Desk.all)
  func approve(_ desk: Desk) {
    var driver = desk.driver(Self.waiting, on: 145)
    if desk.keys.last == "enter" {
      // Its page shows the diff; looking at something else makes it unseen.
      driver.press("c")
    }
    driver.press("a")
    #expect(driver.intents.isEmpty, "nothing of it has been seen")
    #expect(driver.state.view == .diff)
    #expect(text(of: driver.grid).contains("base = 50000"))
    #expect(driver.lastRow.contains("read the diff of #145 first"))
    driver.press("a", after: 0.1)
    #expect(driver.intents.isEmpty, "it was typed ahead")
    driver.press("a")
    #expect(driver.commands == [.approve(experiment: 145)])
    // The next one is in front, and has not been seen yet either.
    driver.press("a", after: 0.1)
    #expect(driver.commands.count == 1)
    #expect(driver.cursor == .experiment(146) || driver.state.page == .lanes)
  }

  @Test("what covers a diff or takes its place makes it unseen", arguments: ["?", "c", "j", "esc"])
  func unseen(key: String) {
    var driver = Driver(Self.waiting, 120, 36)
    driver.state.focus = .experiment(145)
    driver.press("2", "d")
    #expect(driver.state.shown?.n == 145)
    driver.press(key)
    if key == "?" || key == "c" { #expect(driver.state.shown == nil) }
    driver.press("a")
    let stays = key == "j" || key == "esc"
    #expect(driver.commands == (stays ? [.approve(experiment: 145)] : []))
  }

  @Test("a diff that is not here yet is no diff seen")
  func loading() {
    var driver = Driver(Self.waiting, 120, 36)
    driver.state.focus = .experiment(145)
    driver.press("2", "d")
    driver.snapshot.patch = nil
    driver.send(.focus(true))
    driver.press("a")
    #expect(driver.intents.isEmpty)
  }

  @Test("a veto asks on any screen, names its target, and is taken back", arguments: Desk.all)
  func veto(_ desk: Desk) {
    var driver = desk.driver(Self.waiting, on: 145)
    driver.press("v")
    #expect(driver.state.prompt?.question == .veto(experiment: 145))
    #expect(text(of: driver.grid).contains("veto #145"))
    driver.press("enter", after: 0.2)
    #expect(driver.intents.isEmpty && driver.state.prompt != nil, "typed ahead")
    driver.press("esc")
    #expect(driver.intents.isEmpty && driver.state.prompt == nil)
    driver.press("v")
    driver.now += 1
    driver.type("too slow")
    driver.press("enter")
    #expect(driver.commands == [.veto(experiment: 145, reason: "too slow", lane: nil)])
    driver.press("u")
    #expect(driver.commands.last == .restore(experiment: 145))
  }

  @Test("what is looked at and cannot be judged says why", arguments: Desk.all)
  func over(_ desk: Desk) {
    guard desk.keys != ["5"] else { return }
    var driver = desk.driver(Self.waiting, on: 138)
    driver.press("v")
    #expect(driver.state.prompt == nil && driver.lastRow.contains("#138 is discarded already"))
    driver.press("a")
    #expect(driver.lastRow.contains("#138 does not wait for you"))
    #expect(driver.intents.isEmpty)
  }

  @Test("a screen that only looks refuses all that writes, by key and by name", arguments: Desk.all)
  func readOnly(_ desk: Desk) {
    var snapshot = Self.waiting
    snapshot.readOnly = true
    let start = desk.driver(snapshot, on: 145)
    for action in ActionTable.all where action.writes {
      guard let key = action.keys.first else { continue }
      var driver = start
      // Some keys mean something else on a chart.
      if action.places.contains(driver.state.place) {
        driver.send(.key(key))
        #expect(driver.lastRow.contains("read-only"), "\(action.name)")
        #expect(driver.state.prompt == nil)
      }
      #expect(driver.intents.isEmpty)
      guard desk.keys == ["1"] else { continue }
      driver = start
      driver.press(":")
      driver.send(.paste(action.title))
      driver.press("enter")
      #expect(driver.intents.isEmpty, "\(action.name)")
    }
    // Leaving does not ask, as there is nothing to stop.
    var driver = start
    driver.press("q")
    #expect(driver.intents == [.quit(.leave)])
  }
}
