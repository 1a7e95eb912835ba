import Core
import Screen
import Testing

@Suite("Marks, orders and what can be taken back")
struct ComparingTests {
  private func driver(_ keys: String...) -> Driver {
    var driver = Driver(Fixture.told(), 120, 36)
    for key in keys { driver.press(key) }
    return driver
  }

  @Test("what is marked is compared, in its own colours, with the champion")
  func marks() {
    var driver = driver("2")
    for n in [141, 139] {
      driver.state.focus = .experiment(n)
      driver.press("space")
    }
    #expect(driver.state.marks == [141, 139])
    driver.press("3")
    let demand = Demand(driver.state, driver.snapshot)
    #expect(
      demand.curves.starts(with: [141, 139]) || Set(demand.curves).isSuperset(of: [141, 139]))
    let page = text(of: driver.grid)
    #expect(page.contains("#141") && page.contains("#139"))
    let roles = Set(driver.grid.cells.map(\.style.role))
    #expect(roles.contains(.champion))
    #expect(roles.intersection([.chart1, .chart2, .chart3, .chart4, .chart5, .chart6]).count >= 2)
    // A mark is for all screens: here it is taken away again.
    driver.press("2")
    driver.state.focus = .experiment(141)
    driver.press("space")
    #expect(driver.state.marks == [139])
    driver.press("esc")
    #expect(driver.state.marks.isEmpty)
  }

  @Test("a filter and an order hold together, and the cursor stays on its experiment")
  func orders() {
    var driver = driver("2")
    driver.state.focus = .experiment(131)
    driver.press("/")
    driver.type("state:kept")
    driver.press("enter")
    let list = driver.snapshot.numbers(in: driver.state.list, marks: [])
    #expect(list == Fixture.kept.reversed())
    for _ in SortKey.allCases {
      driver.press("O")
      #expect(driver.cursor == .experiment(131))
      #expect(text(of: driver.grid).contains("> "))
      #expect(
        Set(driver.snapshot.numbers(in: driver.state.list, marks: [])) == Set(Fixture.kept))
    }
    // New ones come, and the row moves, not the cursor.
    driver.press("O")
    var next = driver.snapshot.record.experiments[130]
    next.n = 147
    next.delta = 9
    driver.snapshot.record.experiments.append(next)
    #expect(driver.cursor == .experiment(131))
    #expect(driver.snapshot.numbers(in: driver.state.list, marks: []).contains(147))
    driver.press("j", "k")
    #expect(driver.cursor == .experiment(131))
    // What the filter hides is still what keys are about until the cursor moves.
    driver.press("/", "esc")
    #expect(driver.cursor == .experiment(131))
  }

  @Test("several actions are taken back, the newest first, and each once")
  func undo() {
    var driver = driver("1")
    driver.press("p")
    driver.press("R", "j", "enter")
    driver.press("S", "h", "i", "enter")
    driver.press("v")
    driver.press("enter")
    let done = driver.commands
    #expect(done.count == 4 && driver.state.undo.count == 4)
    driver.press("u", "u", "u", "u")
    #expect(
      Array(driver.commands.dropFirst(4)) == [
        .restore(experiment: 143), .unsay(lane: nil, text: "hi"), .review(.flagged),
        .resume(lanes: ["a2"]),
      ])
    driver.press("u")
    #expect(driver.commands.count == 8 && driver.lastRow.contains("nothing to undo yet"))
  }

  @Test("no more is remembered than a person does")
  func bounded() {
    var driver = driver("1")
    for _ in 0..<30 { driver.press("p") }
    #expect(driver.state.undo.count == 20)
  }

  @Test("the palette opens on every screen and does what its name says", arguments: Desk.all)
  func palette(_ desk: Desk) {
    let start = desk.driver(Fixture.told(), on: 143)
    let next = (Desk.all.firstIndex { $0.name == desk.name } ?? 0) + 1
    for page in [Page.numbered[next % 6], Page.numbered[(next + 2) % 6]] {
      let words = page.name
      var driver = start
      driver.press(":")
      #expect(driver.state.prompt?.question == .palette)
      driver.type(words)
      driver.press("enter")
      #expect(driver.state.page == page, "\(words)")
      #expect(driver.intents.isEmpty && driver.state.prompt == nil)
    }
  }

  @Test("the mouse is the terminal's until a person gives it away")
  func mouse() {
    var driver = driver("1")
    #expect(!driver.state.mouse)
    for page in 1...6 {
      driver.press("\(page)")
      #expect(!driver.state.mouse)
    }
    #expect(driver.intents.isEmpty)
    driver.press("M")
    #expect(driver.state.mouse && driver.intents == [.mouse(true)])
    driver.press("M")
    #expect(!driver.state.mouse && driver.intents.last == .mouse(false))
  }
}
