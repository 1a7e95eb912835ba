import Core
import Screen
import Testing

@Suite("Questions")
struct PromptTests {
  @Test("a veto with a reason becomes a rule for all lanes, or for its own")
  func veto() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.press("v")
    #expect(driver.lastRow.contains("veto #143 \"RoPE base 10k -> 50k\": ends its run now"))
    driver.now += 1
    driver.type("no long context")
    driver.press("enter")
    #expect(driver.commands == [.veto(experiment: 143, reason: "no long context", lane: nil)])
    driver.press("v")
    driver.now += 1
    driver.type(" x ")
    driver.press("tab", "enter")
    #expect(driver.commands.last == .veto(experiment: 143, reason: "x", lane: "a2"))
    #expect(driver.state.prompt == nil)
  }

  @Test("enter alone vetoes without a lesson, esc does nothing")
  func bare() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.press("v", "esc")
    #expect(driver.intents.isEmpty && driver.state.prompt == nil)
    driver.press("v", "tab", "enter")
    #expect(driver.commands == [.veto(experiment: 143, reason: "", lane: nil)])
  }

  @Test("keys typed ahead are ignored")
  func typeAhead() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.press("v")
    driver.press("enter", after: 0.1)
    driver.press("x", after: 0.1)
    driver.send(.paste("pasted"))
    #expect(driver.intents.isEmpty)
    #expect(driver.state.prompt?.field.text == "")
    driver.press("enter", after: 0.2)
    #expect(driver.commands.count == 1)
  }

  @Test("the target of a veto stays when another run takes the slot")
  func identity() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.press("v")
    driver.snapshot.record.slots[0].run = 144
    driver.press("enter")
    #expect(driver.commands == [.veto(experiment: 143, reason: "", lane: nil)])
  }

  @Test("a keep is revoked only when its number is typed")
  func revoke() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.state.focus = .experiment(131)
    driver.press("v", "enter")
    #expect(driver.intents.isEmpty)
    #expect(driver.lastRow.contains("#131 stays"))
    driver.press("v")
    driver.now += 1
    driver.type("slower on long text")
    driver.press("enter")
    #expect(driver.intents.isEmpty)
    #expect(driver.lastRow.contains("slower on long text"))
    #expect(driver.lastRow.contains("131 comes first"))
    driver.press("home")
    driver.type("131 ")
    #expect(driver.lastRow.contains("enter revokes it"))
    driver.press("enter")
    #expect(driver.commands == [.revoke(experiment: 131, reason: "slower on long text")])
  }

  @Test(
    "words typed after a refused veto press no keys, and a person is told", arguments: [120, 80])
  func refused(width: Int) {
    var driver = Driver(Fixture.campaign(), width, 36)
    driver.state.focus = .experiment(141)
    driver.press("v")
    let before = driver.state
    driver.type("bad idea")
    #expect(driver.lastRow.contains("#141 is discarded already; what you typed is dropped"))
    driver.press("enter", after: 0.1)
    #expect(driver.intents.isEmpty && driver.state.prompt == nil)
    #expect(driver.state.page == before.page && driver.state.view == before.view)
    #expect(driver.state.chart == before.chart)
    // The end of the words is the end of it, and so is a pause.
    driver.press("d", after: 0.1)
    #expect(driver.state.view == .diff)
    driver.press("esc", "v", "d")
    #expect(driver.state.view == .diff)
  }

  @Test("keys that write nothing work at once after a refused veto")
  func moving() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.state.focus = .experiment(141)
    driver.press("v")
    driver.press("down", after: 0.05)
    #expect(driver.state.focus == .experiment(140))
    driver.press("v", after: 0.05)
    #expect(driver.lastRow.contains("#140 is crashed already"))
  }

  @Test("a lane's turn is ended, and lanes are told things")
  func lanes() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.state.focus = .lane("a1")
    driver.press("v", "enter")
    #expect(driver.commands == [.interrupt(lane: "a1", reason: "")])
    driver.press("s")
    driver.type("try the schedule")
    driver.press("enter", "p", "S", "h", "i", "enter")
    #expect(
      driver.commands.dropFirst() == [
        .steer(lane: "a1", text: "try the schedule"), .pause(lanes: ["a1"]),
        .steer(lane: nil, text: "hi"),
      ])
  }

  @Test("only a diff on the screen is approved, then the next is shown")
  func approve() {
    var snapshot = Fixture.campaign()
    snapshot.record.experiments[145].state = .review
    var driver = Driver(snapshot, 120, 36)
    driver.press("!")
    #expect(driver.cursor == .experiment(145))
    driver.press("a")
    #expect(driver.intents.isEmpty && driver.state.view == .diff)
    driver.send(.focus(true))
    driver.press("a", after: 0.1)
    #expect(driver.intents.isEmpty)
    driver.press("a")
    #expect(driver.commands == [.approve(experiment: 145)])
    #expect(driver.cursor == .experiment(146))
  }

  @Test("on a narrow page the diff is scrolled to before it is approved")
  func approveOnPage() {
    var driver = Driver(Fixture.campaign(), 70, 16)
    driver.press("!", "enter", "a")
    #expect(driver.intents.isEmpty)
    #expect(text(of: driver.grid).contains("base = 50000"))
    driver.press("a")
    #expect(driver.commands == [.approve(experiment: 145)])
  }

  @Test("an answer to a command is shown until the next key")
  func answers() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.press("r")
    #expect(driver.commands == [.rerun(experiment: 143)])
    driver.snapshot.notice = Notice("#143 gets another run, seed 9", at: driver.now + 0.1)
    #expect(driver.lastRow.hasPrefix(" #143 gets another run, seed 9"))
    driver.press("down")
    #expect(driver.lastRow.contains("#139  v veto"))
  }

  @Test("leaving asks, with the harmless choice first")
  func quit() {
    var driver = Driver(Fixture.campaign(), 80, 24)
    driver.press("q", "enter")
    #expect(driver.intents == [.quit(.leave)])
    driver = Driver(Fixture.campaign(), 80, 24)
    driver.press("q", "j", "enter")
    #expect(driver.intents == [.command(.stop(now: false)), .quit(.stopAfterRuns)])
    driver = Driver(Fixture.campaign(), 80, 24)
    driver.press("q", "up", "enter")
    #expect(driver.intents.isEmpty && driver.state.prompt?.question == .stopNow)
    driver.press("enter")
    #expect(driver.intents.isEmpty && driver.state.prompt == nil)
    driver.press("q", "k", "enter", "j", "enter")
    #expect(driver.intents == [.command(.stop(now: true)), .quit(.stopNow)])
  }

  @Test("typing edits like a shell, and pastes lose what cannot be shown")
  func editing() {
    var driver = Driver(Fixture.campaign(), 80, 24)
    driver.press("s")
    driver.type("one two")
    driver.send(.key(Key(.character("w"), control: true)))
    driver.send(.paste("three\nfour\u{1b}\u{7}"))
    driver.press("backspace")
    #expect(driver.state.prompt?.field.text == "one three fou")
    driver.send(.key(Key(.character("u"), control: true)))
    #expect(driver.state.prompt?.field.text == "")
    driver.type(String(repeating: "ウ", count: 60))
    #expect(driver.grid.cursor?.row == 23)
    #expect(driver.grid.cursor.map { $0.column < 80 } == true)
  }
}
