import Core
import Screen
import Testing

@Suite("The palette")
struct PaletteTests {
  private func driver() -> Driver { Driver(Fixture.campaign(), 120, 36) }

  @Test("finds actions by name and does them")
  func action() {
    var driver = driver()
    driver.press(":")
    driver.type("ratc")
    driver.press("enter")
    #expect(driver.state.page == .ratchet)
    #expect(driver.state.prompt == nil)
  }

  @Test("takes words: a number, a mode, a theme, an order, a filter")
  func words() {
    var driver = driver()
    func say(_ text: String) {
      driver.press(":")
      driver.type(text)
      driver.press("enter")
    }
    say("131")
    #expect(driver.state.page == .experiment(131))
    say("review always")
    #expect(driver.commands.last == .review(.always))
    say("theme paper")
    #expect(driver.intents.last == .theme("paper", keep: true))
    say("sort gain")
    #expect(driver.state.list.sort == .gain)
    say("filter state:kept")
    #expect(driver.state.list.query == Query("state:kept"))
    say("say leave the batch size alone")
    #expect(driver.commands.last == .steer(lane: nil, text: "leave the batch size alone"))
  }

  @Test("says why something cannot be done, and does nothing")
  func hindrance() {
    var driver = driver()
    driver.press(":")
    driver.type("999")
    driver.press("enter")
    #expect(driver.lastRow.contains("the newest is #146"))
    driver.press(":")
    driver.type("zzzzzz")
    driver.press("enter")
    #expect(driver.lastRow.contains("nothing is called zzzzzz"))
    driver.snapshot.readOnly = true
    driver.press(":")
    driver.type("review never")
    driver.press("enter")
    #expect(driver.lastRow.contains("read-only"))
    #expect(driver.intents.isEmpty)
  }

  @Test("offers every action, with its key or the reason it cannot be done")
  func everything() {
    var driver = Driver(Fixture.campaign(), 90, 30, points: 20)
    driver.press(":")
    for action in ActionTable.all {
      driver.state.prompt?.field = TextField()
      driver.send(.paste(action.title))
      #expect(text(of: driver.grid).contains(action.title), "\(action.title)")
    }
  }

  @Test("completes with tab")
  func completion() {
    var driver = driver()
    driver.press(":")
    driver.type("rev")
    driver.press("tab")
    #expect(driver.state.prompt?.field.text == "review never")
  }
}
