import Core
import Testing

@testable import Screen

/// A snapshot with a name for messages.
struct Situation: CustomTestStringConvertible, Sendable {
  var name: String
  var snapshot: Snapshot
  var testDescription: String { name }

  static let all = [
    Situation(name: "nothing", snapshot: Snapshot(record: CampaignRecord(), now: 0)),
    Situation(name: "an empty campaign", snapshot: empty),
    Situation(name: "a campaign", snapshot: Fixture.told()),
    Situation(name: "words that break things", snapshot: Fixture.hostile()),
  ]

  /// Opened a moment ago, and nothing came of it yet.
  private static var empty: Snapshot {
    var record = CampaignRecord()
    record.summary = CampaignSummary(project: "new", metric: "loss", goal: .minimize)
    record.slots = [Slot(id: "gpu0", gpus: [0])]
    record.lanes = [Lane(id: "a1", agent: "sweep", entry: 0, since: 0)]
    return Snapshot(record: record, now: 0)
  }
}

@Suite("Any key anywhere")
struct EveryKeyTests {
  private static let keys =
    Set(ActionTable.all.flatMap(\.keys)).union([
      Key(.character("Q")), Key(.character("é")), Key(.backspace), Key(.delete),
      .control("c"), .control("g"), .control("u"),
    ]).sorted { $0.text < $1.text }

  /// Every place a key can be pressed in, and every question it can answer.
  private static let ways: [[String]] = [
    [], ["2"], ["3"], ["4"], ["5"], ["6"], ["2", "enter"], ["d"], ["d", "z"], ["o"], ["t", "z"],
    ["?"],
    [":"], ["i"], ["i", "a"], ["T"], ["+"], ["R"], ["v"], ["s"], ["/"], ["q"], ["q", "k", "enter"],
    ["5", "-"],
  ]

  @Test("does what it says or says why not, and leaves a screen", arguments: Situation.all)
  func any(_ situation: Situation) {
    var drawn = 0
    for (place, way) in Self.ways.enumerated() {
      var driver = Driver(situation.snapshot, 60, 20, points: 30)
      for key in way { driver.press(key) }
      for (index, key) in Self.keys.enumerated() {
        var state = driver.state
        let intents = handle(
          .key(key), at: driver.now + 1, state: &state, snapshot: driver.snapshot)
        #expect(intents.count <= 2, "\(key.text) after \(way)")
        // Another key is drawn in each place, so that every key is somewhere.
        guard state != driver.state, (index + place) % max(1, 12 / Fuzz.rounds(1)) == 0 else {
          continue
        }
        let grid = render(
          state, driver.snapshot, size: state.size, capabilities: Capabilities())
        #expect(fault(in: grid, unicode: true) == nil, "\(key.text) after \(way)")
        drawn += 1
      }
    }
    #expect(drawn >= 40)
  }

  @Test(
    "a refusal has a reason in the last row, on every screen",
    arguments: ["1", "2", "3", "4", "5", "6"])
  func reasons(page: String) {
    var driver = Driver(Situation.all[1].snapshot, 100, 20)
    driver.press(page)
    for action in ActionTable.all where action.places.contains(driver.state.place) {
      guard action.disabled(driver.state, driver.snapshot) != nil, let key = action.keys.first
      else { continue }
      var refused = driver
      refused.send(.key(key))
      #expect(refused.intents.isEmpty)
      #expect(refused.state.notice?.isRefusal == true, "\(action.name)")
      #expect(refused.lastRow.count > 10)
    }
  }
}
