import Core
import Screen
import Testing

@Suite("Panes")
struct PaneTests {
  @Test("the cursor stays on its thing when lists change")
  func identity() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.state.focus = .experiment(139)
    let more = driver.snapshot.record.experiments[145]
    for n in 147...150 {
      var next = more
      next.n = n
      driver.snapshot.record.experiments.append(next)
    }
    #expect(driver.cursor == .experiment(139))
    let row = text(of: driver.grid).split(separator: "\n").first { $0.contains("> 139 ◐") }
    #expect(row != nil)
    driver.state.focus = .lane("a9")
    #expect(driver.cursor == .slot("gpu0"))
  }

  @Test("follows the newest until the cursor is moved")
  func follow() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.press("f")
    #expect(driver.cursor == .experiment(146))
    driver.snapshot.record.experiments.removeLast()
    #expect(driver.cursor == .experiment(145))
    driver.press("down")
    #expect(driver.cursor == .experiment(144) && !driver.state.follows)
  }

  @Test("moves through the lists")
  func moving() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.press("j", "j", "j", "j")
    #expect(driver.cursor == .lane("a1"))
    driver.press("G", "j")
    #expect(driver.cursor == .experiment(146))
    driver.press("G")
    #expect(driver.cursor == .experiment(1))
    driver.press("g", "k", "h")
    #expect(driver.cursor == .slot("gpu0"))
    driver.press("tab", "tab")
    #expect(driver.cursor?.isExperiment == true)
  }

  @Test("tab turns the lower part where there is one")
  func lower() {
    var driver = Driver(Fixture.campaign(), 80, 24)
    driver.press("tab")
    #expect(driver.state.view == .diff)
    driver.press("tab", "tab")
    #expect(driver.state.view == .experiments)
    #expect(driver.cursor == .experiment(143))
    driver.press("tab")
    #expect(driver.state.view == .curve)
    driver.press("o", "esc", "esc")
    #expect(driver.state.view == .curve && !driver.state.isReading)
  }

  @Test("esc goes back one step and never quits")
  func back() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.press("enter", "?", "esc", "esc", "esc", "esc")
    #expect(driver.intents.isEmpty && driver.state.page == .overview)
  }

  @Test("what needs a person has a colour of its own")
  func needsYou() {
    var snapshot = Fixture.campaign()
    #expect(styles(of: screen(snapshot, 120, 36)).contains("NNNN"))
    snapshot.record.experiments[144].state = .queued
    snapshot.record.lanes[2].state = .waiting
    let calm = screen(snapshot, 120, 36)
    #expect(!calm.cells.contains { $0.style.role == .needsYou })
    #expect(text(of: calm).contains("confirming #139: 3 pairs, odds 7 of 20; 4 runs, 2 lanes"))
    snapshot.engineRunning = false
    #expect(text(of: screen(snapshot, 120, 36)).contains("! engine stopped: nothing new"))
  }

  @Test("the last keep counts the tries since, unless there are none")
  func sinceKeep() {
    var snapshot = Fixture.campaign()
    #expect(text(of: screen(snapshot, 120, 36)).contains("last kept #131, 38 min and 8 tries ago"))
    snapshot.record.experiments.removeAll { $0.n > 131 }
    #expect(text(of: screen(snapshot, 120, 36)).contains("last kept #131, 38 min ago"))
  }

  @Test("a lane and its turn are named once in the bottom line")
  func oneName() {
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.state.focus = .lane("a1")
    driver.press("5")
    #expect(driver.lastRow.hasPrefix(" a1  v veto  p pause  s steer"))
    driver.state.page = .overview
    driver.state.focus = .experiment(143)
    driver.press("esc")
    #expect(driver.lastRow.contains(" #143  v veto"))
    #expect(driver.lastRow.contains(" a2  p pause"))
  }

  @Test("what is unknown is never zero")
  func unknown() {
    var snapshot = Fixture.campaign()
    snapshot.progress = [:]
    snapshot.record.summary?.best = nil
    snapshot.record.summary?.baseline = nil
    snapshot.record.summary?.noise = nil
    snapshot.record.summary?.occupancy = nil
    let picture = text(of: screen(snapshot, 120, 36))
    #expect(picture.contains("val_bpb ?"))
    #expect(!picture.contains(" 0 %"))
    #expect(picture.contains("gain / noise ?"))
  }

  @Test("columns stay aligned with wide characters")
  func wide() {
    var snapshot = Fixture.campaign()
    snapshot.record.experiments[142].title = "学習率を上げる\u{202e} \u{1b}[31m👩‍👩‍👧 e\u{301}"
    for width in [80, 100, 120, 131] {
      #expect(fault(in: screen(snapshot, width, 36), unicode: true) == nil)
    }
  }

  @Test(
    "nothing but ASCII where there is nothing else", arguments: [(120, 36), (80, 24), (60, 20)])
  func ascii(width: Int, height: Int) {
    var snapshot = Fixture.campaign()
    snapshot.record.experiments[142].title = "学習率 → ±1"
    for keys in [["x"], ["?"], ["enter"], ["d"], ["q"], ["v"], ["!"]] {
      var driver = Driver(snapshot, width, height)
      for key in keys { driver.press(key) }
      let grid = render(
        driver.state, driver.snapshot, size: driver.state.size,
        capabilities: Capabilities(glyphs: .ascii, unicode: false))
      #expect(fault(in: grid, unicode: false) == nil)
    }
  }

  @Test("every size can be drawn", arguments: ["", "?", "enter", "d", "v", "q", "o", "!"])
  func sizes(key: String) {
    let empty = Snapshot(record: CampaignRecord(), now: 0)
    let widths = [0, 1, 19, 20, 33, 59, 79, 80, 99, 100, 119, 160, 220]
    let heights = [0, 1, 4, 5, 6, 9, 13, 19, 24, 30, 47, 70]
    // Each key with other pairs of sides; with more rounds, with all of them.
    let start = Int(key.unicodeScalars.first?.value ?? 0)
    let step = max(1, 7 / Fuzz.rounds(1))
    for snapshot in [Fixture.campaign(), empty] {
      for (row, width) in widths.enumerated() {
        for (column, height) in heights.enumerated()
        where (start + 3 * row + column) % step == 0 {
          var driver = Driver(snapshot, width, height)
          if !key.isEmpty { driver.press(key) }
          let grid = driver.grid
          #expect(grid.cells.count == width * height)
        }
      }
    }
    #expect(text(of: screen(empty, 19, 4)).contains("20x5"))
  }
}

extension Focus {
  fileprivate var isExperiment: Bool { if case .experiment = self { true } else { false } }
}
