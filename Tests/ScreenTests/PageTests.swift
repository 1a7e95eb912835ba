import Core
import Screen
import Testing

@Suite("Screens and the way between them")
struct PageTests {
  private func driver(_ width: Int = 120, _ height: Int = 36) -> Driver {
    Driver(Fixture.campaign(), width, height)
  }

  @Test("a number opens a screen, and the cursor stays on its thing")
  func numbers() {
    var driver = driver()
    driver.state.focus = .experiment(139)
    for (index, page) in Page.numbered.enumerated() where page != .lanes {
      driver.press("\(index + 1)")
      #expect(driver.state.page == page)
      #expect(driver.cursor == .experiment(139))
    }
    driver.press("5")
    #expect(driver.cursor == .lane("a4"))
  }

  @Test("the ratchet goes up and down its keeps, and left and right through every try")
  func keeps() throws {
    var driver = driver()
    let keeps = driver.snapshot.record.keeps.reversed().compactMap(\.experiment)
    let newest = try #require(driver.snapshot.record.experiments.last?.n)
    try #require(keeps.count > 3 && keeps[0] < newest)
    driver.press("4")
    driver.state.focus = .experiment(newest)
    driver.press("j")
    #expect(driver.cursor == .experiment(keeps[0]))
    driver.press("j", "j")
    #expect(driver.cursor == .experiment(keeps[2]))
    // From a try that was not kept to the keeps around it.
    driver.press("l")
    let beside = keeps[2] + 1
    #expect(driver.cursor == .experiment(beside))
    if !keeps.contains(beside) {
      driver.press("k")
      #expect(driver.cursor == .experiment(keeps[1]))
      driver.press("j")
    }
    driver.press("G")
    #expect(driver.cursor == keeps.last.map { .experiment($0) })
    driver.press("j", "g", "k")
    #expect(driver.cursor == .experiment(keeps[0]))
  }

  @Test("esc goes back a step at a time, and never quits")
  func back() {
    var driver = driver()
    driver.press("2", "space", "/")
    driver.type("rope")
    driver.press("enter", "enter")
    #expect(driver.state.page == .experiment(143))
    driver.press("z")
    #expect(driver.state.isZoomed)
    driver.press("esc")
    #expect(!driver.state.isZoomed)
    driver.press("esc")
    #expect(driver.state.page == .experiments && driver.state.list.query == Query("rope"))
    driver.press("esc")
    #expect(driver.state.list.query.isEmpty && driver.state.marks == [143])
    driver.press("esc")
    #expect(driver.state.marks.isEmpty && driver.state.page == .experiments)
    driver.press("esc", "esc", "esc", "esc")
    #expect(driver.state.page == .overview)
    #expect(driver.intents.isEmpty)
  }

  @Test("a filter is live, enter keeps it and esc takes it back")
  func filter() {
    var driver = driver()
    driver.press("2", "/")
    driver.type("state:kept")
    #expect(text(of: driver.grid).contains("7 of 146"))
    #expect(driver.cursor == .experiment(131))
    driver.press("esc")
    #expect(driver.state.list.query.isEmpty)
    driver.press("/")
    driver.type("state:kept")
    driver.press("enter", "j")
    #expect(driver.cursor == .experiment(115))
    driver.press("1")
    #expect(text(of: driver.grid).contains("/state:kept  7"))
  }

  @Test("marks are for eight at the most, and the ninth is refused with a reason")
  func marks() {
    var driver = driver()
    driver.press("2", "home")
    for _ in 0..<9 { driver.press("space", "j") }
    #expect(driver.state.marks.count == 8)
    driver.press("space")
    #expect(driver.lastRow.contains("8 experiments are marked already"))
  }

  @Test("undo takes back what can be, and says what cannot")
  func undo() {
    var driver = driver()
    driver.press("u")
    #expect(driver.lastRow.contains("nothing to undo yet"))
    driver.press("p", "u")
    #expect(driver.commands == [.pause(lanes: ["a2"]), .resume(lanes: ["a2"])])
    #expect(driver.state.undo.isEmpty)
    driver.state.focus = .experiment(131)
    driver.press("r", "u")
    #expect(driver.lastRow.contains("the re-run of #131 cannot be undone"))
  }

  @Test("a theme is shown while the cursor moves, and esc brings back the one before")
  func themes() {
    var driver = driver()
    driver.press("T", "j")
    #expect(driver.intents == [.theme("paper", keep: false)])
    driver.press("esc")
    #expect(driver.intents.last == .theme("terminal", keep: false))
    driver.press("T", "j", "enter")
    #expect(driver.intents.last == .theme("paper", keep: true))
  }

  @Test("a lane is added with a count, and removed only after a yes")
  func lanes() {
    var driver = driver()
    driver.press("+", "j", "+", "enter")
    #expect(driver.commands == [.addLane(agent: "codex", count: 2)])
    driver.press("5", "-", "enter")
    #expect(driver.commands.count == 1)
    driver.press("-", "j", "enter")
    #expect(driver.commands.last == .removeLane("a2"))
  }

  @Test("a lane is offered for what is on this machine too, behind what pawl.yaml names")
  func foundAgents() {
    var driver = driver()
    let named = driver.snapshot.agents
    driver.snapshot.found = [FoundAgent(name: "kimi"), FoundAgent(name: named[0])]
    driver.press("+")
    #expect(driver.intents == [.findAgents])
    #expect(text(of: driver.grid).contains("kimi     found here"))
    // Versions come while the box is open, and move nothing.
    driver.press("k")
    driver.snapshot.found = [
      FoundAgent(name: "kimi", version: "1.51.0\u{1b}[7m"),
      FoundAgent(name: named[0], version: "2.1"),
    ]
    #expect(text(of: driver.grid).contains("found here, 1.51.0"))
    #expect(text(of: driver.grid).contains("there, 2.1"))
    driver.press("enter")
    #expect(driver.commands == [.addLane(agent: "kimi", count: 1)])
  }

  @Test("where no agent is known, no lane can be added, and why is said")
  func noAgents() {
    var driver = driver()
    driver.snapshot.agents = []
    driver.press("5", "+")
    #expect(driver.state.prompt == nil)
    #expect(text(of: driver.grid).contains("pawl.yaml names no agents, and none was found"))
  }

  @Test("every screen draws at every size, and stays inside", arguments: Fuzz.seeds(8))
  func sizes(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let sizes = [(1, 1), (20, 5), (30, 9), (60, 20), (79, 23), (99, 31), (110, 16), (260, 70)]
    let (width, height) = sizes[Int(seed) % sizes.count]
    var driver = Driver(Fixture.campaign(), width, height, points: 120)
    let keys = [
      "1", "2", "3", "4", "5", "6", "j", "k", "l", "h", "z", "d", "o", "c", "t", "enter", "esc",
      "tab", "space", "/", ":", "T", "?", "+", "-", "0", "[", "]", "<", ">", "L", "x", "b", ".",
      "n",
      "G", "g", "f", "O", "v", "s", "q", "R", "w", ",", "u", "y", "M",
    ]
    for _ in 0..<30 {
      driver.press(keys[Int.random(in: 0..<keys.count, using: &random)])
      let grid = driver.grid
      #expect(grid.size == Size(width: width, height: height))
      #expect(grid.cells.count == width * height)
    }
  }
}
