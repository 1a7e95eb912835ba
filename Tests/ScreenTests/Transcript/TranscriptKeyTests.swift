import Core
import Testing

@testable import Screen

@Suite("Reading and answering a lane's turn")
struct TranscriptKeyTests {
  private func driver(_ width: Int = 80, _ height: Int = 24) -> Driver {
    let (snapshot, turns) = Fixture.turning()
    return Driver(snapshot, width, height, turns: turns)
  }

  /// The first lane's turn, in front.
  private func reading(_ width: Int = 80, _ height: Int = 24) -> Driver {
    var driver = driver(width, height)
    driver.press("5", "g", "enter")
    return driver
  }

  private func page(_ driver: Driver) -> String { text(of: driver.grid) }

  /// The rows of the transcript, without what counts the time.
  private func read(_ driver: Driver) -> [Substring] {
    let rows = page(driver).split(separator: "\n", omittingEmptySubsequences: false)
    return rows.dropFirst(10).prefix(10).map { $0 }
  }

  // MARK: Reading

  @Test("follows the newest, and stays where a person went")
  func moving() {
    var driver = reading()
    #expect(driver.state.place == .transcript && driver.state.transcript.isFollowing)
    #expect(page(driver).contains("live"))
    driver.press("k", "k")
    #expect(!driver.state.transcript.isFollowing)
    let before = read(driver)
    driver.turns[.transcript("a1", turn: 30)]?.append([
      TimedAgentEvent(at: Fixture.now, event: .text("Something new."))
    ])
    driver.press("?", "esc")
    #expect(read(driver) == before)
    driver.press("g")
    #expect(page(driver).contains("task") && !page(driver).contains("Something new"))
    driver.press("f")
    #expect(page(driver).contains("Something new.") && driver.state.transcript.isFollowing)
    driver.press("pgup", "pgdn", "G")
    #expect(driver.state.transcript.isFollowing)
  }

  @Test("enter unfolds the part in focus, e all of them")
  func folding() {
    var driver = reading()
    driver.press("g", ".")
    #expect(!page(driver).contains("Change files under"))
    driver.press("enter")
    #expect(page(driver).contains("Change files under the repository"))
    driver.press("enter")
    #expect(!page(driver).contains("Change files under"))
    driver.press("e")
    #expect(page(driver).contains("Change files under the repository"))
    driver.press("e", "g", ".", "enter")
    #expect(page(driver).contains("The best runs of the history are still falling when"))
    driver.press(",", "enter")
    #expect(page(driver).contains("Change files under"))
    driver.press(",")
    #expect(driver.lastRow.contains("no earlier part has more"))
  }

  @Test("< and > go through the lane's turns")
  func turns() {
    var driver = reading()
    driver.press(">")
    #expect(driver.lastRow.contains("this is a1's newest turn"))
    driver.press("<")
    #expect(page(driver).contains("turn 29, earlier"))
    #expect(page(driver).contains("I lower the weight decay of the embeddings."))
    #expect(page(driver).contains("the turn is over"))
    driver.press("<")
    // Nothing but what was printed is known of that one.
    #expect(driver.state.place == .text && page(driver).contains("turn 28"))
    driver.press(">", ">")
    #expect(page(driver).contains("turn 30") && driver.state.transcript.turn == nil)
    driver.press("<", "f")
    #expect(page(driver).contains("turn 30"))
  }

  @Test("a search goes back from the newest, and finds what is folded")
  func searching() {
    var driver = reading()
    driver.press("/")
    driver.type("tokenizer")
    driver.press("enter")
    #expect(driver.lastRow.contains("tokenizer is nowhere in it"))
    driver.press("/")
    driver.type("falling when they end")
    driver.press("enter")
    #expect(page(driver).contains("falling when they end"))
    driver.press("/")
    driver.type("table")
    driver.press("enter")
    let first = driver.state.transcript.hit
    driver.press("n")
    #expect(driver.state.transcript.hit != first)
    driver.press("N")
    #expect(driver.state.transcript.hit == first)
  }

  @Test("y copies the part in focus, else the line on top")
  func copying() {
    var driver = reading()
    driver.press("g", "y")
    driver.press(".", "y")
    let copied = driver.intents.compactMap { intent in
      if case .copy(let text, _) = intent { text } else { nil }
    }
    #expect(copied.count == 2)
    #expect(copied.first?.contains("You propose one change") == true)
    #expect(copied.last?.contains("do not commit.") == true)
    #expect(copied.last?.contains("val_bpb smaller.\n") == true)
  }

  @Test("the wheel scrolls it, and a click on a part unfolds that")
  func mouse() throws {
    var driver = driver(120, 36)
    driver.press("5", "g")
    let area = try #require(driver.grid.places.transcript)
    driver.send(.mouse(.wheelUp, row: area.row + 2, column: area.column + 4))
    #expect(driver.state.place == .transcript && !driver.state.transcript.isFollowing)
    driver.press("g")
    let rows = page(driver).split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("task") && $0.contains("lines") })
    driver.send(.mouse(.press, row: row, column: area.column + 12))
    #expect(page(driver).contains("Change files under the repository"))
  }

  @Test("z gives it the whole screen, t opens it from the overview")
  func zooming() {
    var driver = driver(120, 36)
    driver.press("5", "g", "z")
    #expect(driver.state.isZoomed && driver.state.place == .transcript)
    #expect(page(driver).contains("transcript  turn 30"))
    driver.press("esc", "1", "t")
    #expect(driver.state.place == .transcript && driver.state.page == .overview)
    driver.press("|")
    #expect(driver.intents.contains(.page(.transcript("a1"))))
  }

  @Test("an experiment's transcript is that of the turn that proposed it")
  func proposed() {
    var driver = driver(120, 36)
    driver.state.focus = .experiment(141)
    driver.press("t")
    #expect(driver.snapshot.record.experiments[140].turn == 29)
    #expect(page(driver).contains("I lower the weight decay of the embeddings."))
    driver.press("f")
    #expect(page(driver).contains("pytest -q") && driver.state.transcript.turn == nil)
  }

  @Test("another lane's transcript begins at its own end")
  func others() {
    var driver = reading()
    driver.press("k", "k", ".", "esc", "j", "enter")
    #expect(page(driver).contains("retrying 2 of 10, 529, in 8 s"))
    #expect(driver.state.transcript.isFollowing && driver.state.transcript.focus == nil)
  }

  // MARK: Answering

  @Test("! goes to the lane that asks, and row 2 says what")
  func needs() {
    var driver = driver()
    #expect(page(driver).contains("! a5 asks: edit model.py"))
    driver.press("!")
    #expect(driver.cursor == .lane("a5"))
    #expect(page(driver).contains("a5 asks you") && page(driver).contains("a allow"))
    driver.snapshot.record.lanes[4].answer = .allow
    driver.press("j")
    #expect(!page(driver).contains("asks you"))
  }

  @Test(
    "a, A and D answer what is on the screen",
    arguments: [("a", AgentAnswer.allow), ("A", .allowAlways)])
  func answering(key: String, answer: AgentAnswer) {
    var driver = driver()
    driver.press("!")
    driver.press(key, after: 0.1)
    #expect(driver.commands.isEmpty)
    driver.press(key)
    #expect(driver.commands == [.answer(lane: "a5", ask: "ask-7", answer)])
  }

  @Test("a denial asks for the reason that the agent hears")
  func denying() {
    var driver = driver()
    driver.press("!", "D")
    #expect(page(driver).contains("a5 may not:"))
    // What was typed before the question could be seen does not count.
    driver.type("x")
    driver.now += 1
    driver.type("too deep")
    driver.press("enter")
    #expect(driver.commands == [.answer(lane: "a5", ask: "ask-7", .deny("too deep"))])
    driver.press("D", "esc")
    #expect(driver.commands.count == 1)
    driver.press("D", "enter")
    #expect(driver.commands.last == .answer(lane: "a5", ask: "ask-7", .deny("")))
  }

  @Test("a question that is not on the screen is shown before it is answered")
  func unseen() {
    var driver = driver(60, 9)
    driver.state.focus = .lane("a5")
    driver.look()
    guard driver.grid.places.question == nil else { return }
    driver.press("a")
    #expect(driver.commands.isEmpty && driver.state.view == .transcript)
    #expect(driver.grid.places.question == "ask-7")
    driver.press("a")
    #expect(driver.commands.count == 1)
  }

  @Test("a question that changes is a new one, with a dead time of its own")
  func changed() {
    var driver = driver()
    driver.press("!")
    driver.snapshot.record.lanes[4].question?.id = "ask-8"
    driver.press("a", after: 0.05)
    #expect(driver.commands.isEmpty)
    driver.press("a", after: 0.05)
    #expect(driver.commands.isEmpty)
    driver.press("a")
    #expect(driver.commands == [.answer(lane: "a5", ask: "ask-8", .allow)])
  }

  @Test("where there is nothing to answer, the keys say so")
  func nothing() {
    var driver = driver(120, 36)
    driver.press("5", "g", "A")
    #expect(driver.lastRow.contains("nothing to allow: a1 asks nothing"))
    driver.press("D")
    #expect(driver.lastRow.contains("nothing to deny: a1 asks nothing"))
    driver.press("G")
    driver.snapshot.record.lanes[4].question?.mayAlways = false
    driver.press("A")
    #expect(driver.lastRow.contains("only this once"))
    driver.snapshot.record.lanes[4].answer = .allow
    driver.press("D")
    #expect(driver.lastRow.contains("a5 was answered already"))
    driver.snapshot.readOnly = true
    driver.snapshot.record.lanes[4].answer = nil
    driver.press("a")
    #expect(driver.lastRow.contains("read-only") && driver.commands.isEmpty)
  }

  // MARK: Steering

  @Test("a lane says what it is at, or what keeps it")
  func states() {
    var driver = driver(120, 36)
    let page = page(driver)
    #expect(page.contains("runs pytest -q"))
    #expect(page.contains("retrying 2 of 10, 529"))
    #expect(page.contains("silent 2:10"))
    #expect(page.contains("asks: edit model.py"))
    driver.snapshot.record.lanes[0].isHeld = true
    #expect(self.page(driver).contains("stopped in its turn"))
  }

  @Test("a prompt to a lane says how the words arrive")
  func steering() {
    var driver = driver(120, 36)
    driver.press("5", "g", "s")
    #expect(page(driver).contains("heard in this turn"))
    driver.press("esc", "G", "s")
    #expect(page(driver).contains("cut short to hear it"))
    driver.press("esc", "g", "j", "j", "s")
    #expect(page(driver).contains("heard with the next turn"))
  }

  @Test(":fresh begins a new conversation, where there is one")
  func fresh() {
    var driver = driver(120, 36)
    driver.press("5", "g", ":")
    driver.type("fresh")
    driver.press("enter")
    #expect(driver.commands == [.freshConversation("a1")])
    driver.press(":")
    driver.type("fresh a5")
    driver.press("enter")
    #expect(driver.commands.last == .freshConversation("a5"))
    driver.snapshot.record.lanes[0].agent = "sweep"
    driver.press("g", ":")
    driver.type("fresh a1")
    driver.press("enter")
    #expect(driver.lastRow.contains("keeps no conversation") && driver.commands.count == 2)
  }

  @Test("words on their way, and those that were heard, are told apart")
  func spoken() {
    var driver = driver(120, 60)
    driver.snapshot.record.lanes[0].messages = ["try 0.7", "later"]
    driver.snapshot.record.lanes[0].spoken = [
      SpokenWords(id: 1, text: "try 0.7"), SpokenWords(id: 2, text: "be bold", delivery: .inTurn),
    ]
    driver.press("5", "g")
    let page = page(driver)
    #expect(page.contains("on its way into the turn: try 0.7"))
    #expect(page.contains("not heard yet: later"))
    #expect(page.contains("heard in this turn: be bold"))
  }

  @Test("any key anywhere in it leaves a whole screen", arguments: [(20, 5), (60, 20), (120, 36)])
  func anyKey(width: Int, height: Int) {
    var random = SplitMix(seed: UInt64(width))
    let keys = ActionTable.all.flatMap(\.keys).filter { $0.text != "q" }
    for way in [["5", "g", "enter"], ["!"], ["!", "t"], ["5", "g", "z"], ["1", "t"]] {
      var driver = driver(width, height)
      for key in way { driver.press(key) }
      for _ in 0..<Fuzz.rounds(40) {
        guard let key = keys.randomElement(using: &random) else { return }
        driver.now += 1
        driver.snapshot.now = driver.now
        driver.send(.key(key))
        #expect(fault(in: driver.grid, unicode: true) == nil, "\(key.text) after \(way)")
      }
    }
  }
}
