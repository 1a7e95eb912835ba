import Core
import Screen
import Testing

@Suite("Instructions and rules")
struct RuleTests {
  private func driver(_ keys: String...) -> Driver {
    var driver = Driver(Fixture.told(), 120, 36)
    for key in keys { driver.press(key) }
    return driver
  }

  @Test("the first line opens the instructions")
  func instructions() {
    var driver = driver("i")
    #expect(text(of: driver.grid).contains("instructions  program.md"))
    driver.press("enter")
    #expect(driver.intents == [.edit(.instructions)])
    #expect(driver.state.prompt == nil)
  }

  @Test("a rule is added for every lane, or with tab for the one under the cursor")
  func adding() {
    var driver = driver("i", "a")
    driver.type("no bias terms")
    driver.press("enter")
    #expect(driver.commands == [.addRule(text: "no bias terms", lane: nil)])
    #expect(driver.state.prompt?.question == .rules)
    driver.press("a", "tab")
    driver.type("x")
    driver.send(.paste("\ny"))
    driver.press("enter")
    #expect(driver.commands.last == .addRule(text: "x y", lane: "a2"))
    driver.press("a", "enter", "esc")
    #expect(driver.commands.count == 2 && driver.state.prompt == nil)
  }

  @Test("a rule is changed, removed, and brought back")
  func changing() {
    var driver = driver("i", "j", "j", "e")
    #expect(driver.state.prompt?.field.text == "leave the optimizer alone until #145 is decided")
    driver.press("enter")
    #expect(driver.commands.isEmpty)
    driver.press("enter")
    driver.type(", really")
    driver.press("enter")
    #expect(
      driver.commands == [
        .editRule(id: 3, text: "leave the optimizer alone until #145 is decided, really")
      ])
    driver.press("j", "x")
    #expect(driver.commands.last == .removeRule(4))
    #expect(driver.lastRow.contains("rule 4 goes; u brings it back"))
    driver.press("u")
    #expect(
      driver.commands.last
        == .addRule(text: "depth above 10 does not fit on these cards", lane: nil))
  }

  @Test("a written rule is left with esc, and nothing is said")
  func leaving() {
    var driver = driver("i", "j", "a")
    driver.type("half a ru")
    driver.press("esc")
    #expect(driver.state.prompt?.question == .rules && driver.state.prompt?.choice == 1)
    driver.press("esc")
    #expect(driver.state.prompt == nil && driver.intents.isEmpty)
  }

  @Test("where nobody would take a change it says so")
  func readOnly() {
    var driver = driver("i", "j")
    driver.snapshot.readOnly = true
    driver.press("x")
    #expect(driver.lastRow.contains("read-only"))
    driver.press("e")
    #expect(driver.state.prompt?.question == .rules)
    driver.snapshot.readOnly = false
    driver.snapshot.engineRunning = false
    driver.press("a")
    #expect(driver.lastRow.contains("the engine is stopped") && driver.intents.isEmpty)
  }

  @Test("who has heard the newest rule is said only where it follows from the record")
  func hearing() {
    var snapshot = Fixture.told()
    // a4 began a turn after the proposal of a turn that was itself after the rule.
    snapshot.record.experiments[141].turn = 28
    snapshot.record.experiments[141].created = Fixture.now - 30
    var driver = Driver(snapshot, 120, 36)
    driver.press("i")
    let page = text(of: driver.grid)
    // a5 is in another state since, which proves nothing.
    #expect(page.contains("newest rule 4: heard by a4; not yet by a2, a3: with the next turn"))
    driver.snapshot.record.rules = []
    #expect(text(of: driver.grid).contains("no rules yet"))
    #expect(!text(of: driver.grid).contains("newest rule"))
  }

  @Test("long lists of long rules stay in their box", arguments: [(20, 5), (40, 12), (80, 24)])
  func long(width: Int, height: Int) {
    var snapshot = Fixture.told()
    snapshot.record.rules = (1...60).map { id in
      SteeringRule(
        id: id, text: "rule about 学習率 " + String(repeating: "word ", count: id), lane: nil,
        experiment: nil, by: "person", at: Fixture.now)
    }
    var driver = Driver(snapshot, width, height, points: 20)
    driver.press("i")
    for _ in 0..<12 {
      driver.press("j", "pgdn")
      #expect(driver.grid.cells.count == width * height)
    }
    #expect(driver.state.prompt?.choice == 60)
    #expect(height < 12 || text(of: driver.grid).contains("> rule about"))
    driver.press("e", "a", "esc", "g")
    #expect(driver.state.prompt?.choice == 0)
  }
}
