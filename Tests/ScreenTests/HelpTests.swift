import Core
import Screen
import Testing

@Suite("Help")
struct HelpTests {
  /// Every row of the help, scrolled from its top to its end.
  private func pages(_ driver: Driver) -> [String] {
    var driver = driver
    var rows: [String] = []
    for _ in 0..<400 {
      for row in text(of: driver.grid).split(separator: "\n").map(String.init)
      where !rows.contains(row) { rows.append(row) }
      let before = driver.state.scroll[.help]
      driver.press("j")
      if driver.state.scroll[.help] == before { break }
    }
    return rows
  }

  @Test("every action is reached by scrolling", arguments: [(80, 24), (40, 10), (200, 60)])
  func all(width: Int, height: Int) {
    var driver = Driver(Fixture.campaign(), width, height)
    driver.press("?")
    let page = pages(driver).map { $0 + " " }.joined(separator: "\n")
    for action in ActionTable.all {
      #expect(page.contains(" \(action.title) "), "\(action.title)")
      for key in action.keys { #expect(page.contains(key.text)) }
    }
    // The last action is the last row, not somewhere above a blank rest.
    driver.press("G")
    #expect(text(of: driver.grid).contains("leave"))
    #expect(!driver.lastRow.contains("more"))
  }

  @Test("on wide screens it fits in columns without scrolling")
  func wide() {
    var driver = Driver(Fixture.campaign(), 200, 60)
    driver.press("?")
    let first = text(of: driver.grid)
    driver.press("j")
    #expect(text(of: driver.grid) == first)
    #expect(first.contains("moving") && first.contains("pawl"))
  }

  @Test("a key that is not the default is marked, with the default beside it")
  func changed() {
    var driver = Driver(Fixture.campaign(), 200, 60)
    driver.press("?")
    #expect(!text(of: driver.grid).contains("not the default"))
    driver.state.keys = KeyMap.replacing([.veto: [Key(.character("K"))], .redraw: []]).map
    let page = text(of: driver.grid)
    #expect(page.contains(" K *") && page.contains("(default v)"))
    #expect(page.contains(" none *") && page.contains("(default ctrl-l)"))
    #expect(page.contains("* not the default key"))
  }

  @Test("what works on the screen behind it is bright", arguments: ["2", "3", "6"])
  func places(key: String) {
    var driver = Driver(Fixture.campaign(), 200, 60)
    driver.press(key, "?")
    let page = text(of: driver.grid)
    #expect(page.contains("keys  \(Page.numbered[(Int(key) ?? 1) - 1].name)"))
    let bright = driver.grid.cells.filter { $0.style.role == .key }.map(\.text).joined()
    // Adding lanes and zooming share a key; one of them works here.
    #expect(bright.filter { $0 == "+" }.count == 1)
    #expect(bright.contains("|") == false)
  }
}
