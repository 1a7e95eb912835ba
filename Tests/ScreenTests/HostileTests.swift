import Core
import Screen
import Testing

@Suite("Words that break things")
struct HostileTests {
  /// Ways to every screen, and into what is in front of it.
  static let ways: [[String]] = [
    [], ["2"], ["3"], ["4"], ["5"], ["6"], ["2", "enter"], ["d", "z"], ["o", "z"], ["5", "enter"],
    ["?"], [":"], ["i"], ["i", "a"], ["T"], ["+"], ["v"], ["s"], ["2", "/"], ["q"],
    ["2", "space", "3"],
  ]

  private static let sizes = [(20, 5), (41, 13), (80, 24), (120, 36), (200, 60)]

  @Test("every screen is whole at every size, and the same each time", arguments: ways)
  func whole(keys: [String]) throws {
    for (width, height) in Fuzz.some(
      2, of: keys.count % 2 == 0 ? Self.sizes : Self.sizes.dropLast())
    {
      var driver = Driver(Fixture.hostile(), width, height, points: 30)
      driver.state.focus = .experiment(143)
      for key in keys { driver.press(key) }
      driver.snapshot.patch = Fixture.hostile().patch
      if driver.snapshot.textOf != nil { driver.snapshot.text = Fixture.hostileText() }
      for glyphs in [Glyphs.braille, .ascii] {
        let grid = screen(driver.snapshot, width, height, driver.state, glyphs: glyphs)
        let fault = fault(in: grid, unicode: glyphs != .ascii)
        #expect(fault == nil, "\(width)x\(height) \(glyphs)")
        if glyphs == .braille {
          #expect(grid == screen(driver.snapshot, width, height, driver.state))
        }
      }
    }
  }

  @Test("a question that is answered with such words shows them whole")
  func prompts() {
    for word in Fixture.hostileWords {
      var driver = Driver(Fixture.campaign(), 60, 16)
      for key in ["s", "v", "i"] {
        driver.press(key)
        if key == "i" { driver.press("a") }
        driver.now += 1
        driver.send(.paste(word))
        #expect(fault(in: driver.grid, unicode: true) == nil)
        #expect(driver.state.prompt?.field.text.contains { $0.isNewline } == false)
        driver.press("esc", "esc")
      }
    }
  }

  @Test("the cursor is at home on things of any name")
  func cursor() {
    var driver = Driver(Fixture.hostile(), 120, 36)
    var seen: Set<Focus> = []
    driver.press("g")
    for _ in 0..<12 {
      driver.cursor.map { _ = seen.insert($0) }
      driver.press("j")
    }
    #expect(seen.count >= 9)
    driver.press("5")
    for lane in driver.snapshot.record.lanes {
      driver.state.focus = .lane(lane.id)
      #expect(driver.cursor == .lane(lane.id))
      #expect(text(of: driver.grid).contains(">") || text(of: driver.grid).contains("!"))
    }
  }
}
