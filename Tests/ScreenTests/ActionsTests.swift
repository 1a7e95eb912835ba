import Core
import Screen
import Testing

@Suite("The table of actions")
struct ActionsTests {
  @Test("has every action once, with a key, a title and help")
  func complete() {
    #expect(ActionTable.all.map(\.name).count == ActionName.allCases.count)
    #expect(Set(ActionTable.all.map(\.name)) == Set(ActionName.allCases))
    for action in ActionTable.all {
      #expect(!action.keys.isEmpty && !action.title.isEmpty && !action.help.isEmpty)
    }
  }

  @Test("gives a key one meaning in a place", arguments: Place.allCases)
  func unique(place: Place) {
    let keys = ActionTable.all.filter { $0.places.contains(place) }.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test("has a letter, a named key or a sign for everything but terminal habits")
  func letters() {
    for action in ActionTable.all where action.name != .redraw && action.name != .suspend {
      #expect(action.keys.contains { !$0.control && !$0.alt })
    }
  }

  @Test("is all in the help")
  func help() {
    var driver = Driver(Fixture.campaign(), 120, 160)
    driver.press("?")
    let page = text(of: driver.grid)
    for action in ActionTable.all {
      for key in action.keys { #expect(page.contains(key.text)) }
      #expect(page.contains(action.title))
    }
  }

  @Test("says why something cannot be done")
  func reasons() {
    var snapshot = Fixture.campaign()
    snapshot.record.slots[0].run = nil
    var driver = Driver(snapshot, 120, 36)
    driver.state.focus = .slot("gpu0")
    driver.press("v")
    #expect(driver.state.prompt == nil)
    #expect(
      driver.lastRow.contains("nothing to veto: the cursor is on a slot with no run"))
    driver.state.focus = .experiment(141)
    driver.press("v")
    #expect(driver.lastRow.contains("nothing to veto: #141 is discarded already"))
    driver.press("a")
    #expect(driver.lastRow.contains("#141 does not wait for you, it is discarded"))
    driver.state.focus = .lane("a2")
    driver.press("d")
    #expect(driver.lastRow.contains("no diff: a2 has nothing in review"))
    driver.snapshot.readOnly = true
    driver.press("p")
    #expect(driver.lastRow.contains("read-only"))
    driver.snapshot.readOnly = false
    driver.snapshot.engineRunning = false
    driver.press("s")
    #expect(driver.lastRow.contains("the engine is stopped"))
    #expect(driver.intents.isEmpty)
  }

  @Test("shows in the last row only what can be done, with the target named")
  func hints() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    #expect(driver.lastRow.hasPrefix(" #143  v veto  r re-run  d diff  o output     a2  p pause"))
    driver.snapshot.record.experiments[144].state = .discarded
    driver.snapshot.record.lanes[2].state = .waiting
    #expect(!driver.lastRow.contains("! next"))
    driver.state.focus = .experiment(131)
    #expect(driver.lastRow.contains("#131  v revoke"))
    driver.snapshot.record.lanes[1].paused = true
    #expect(driver.lastRow.contains("a2  p resume"))
  }

  @Test("makes every disabled writing action say so in a read-only screen")
  func readOnly() {
    var snapshot = Fixture.campaign()
    snapshot.readOnly = true
    let state = ViewState(size: Size(width: 120, height: 36))
    for action in ActionTable.all where action.writes {
      #expect(action.disabled(state, snapshot)?.contains("read-only") == true)
    }
  }
}
