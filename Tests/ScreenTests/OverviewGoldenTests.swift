import Core
import Screen
import Testing

@Suite("Overview pictures")
struct OverviewGoldenTests {
  @Test(
    "every form of the overview",
    arguments: [(120, 36), (80, 24), (100, 30), (60, 20), (200, 60), (70, 50)])
  func sizes(width: Int, height: Int) throws {
    try expectGolden(
      screen(Fixture.campaign(), width, height), "overview-\(width)x\(height)")
  }

  @Test("in ASCII")
  func ascii() throws {
    try expectGolden(screen(Fixture.campaign(), 120, 36, glyphs: .ascii), "overview-ascii")
  }

  @Test("an experiment's page, a lane, the help, a question")
  func others() throws {
    var driver = Driver(Fixture.campaign(), 120, 36, points: 950)
    driver.press("down", "enter")
    try expectGolden(driver.grid, "overview-experiment")
    driver = Driver(Fixture.campaign(), 120, 36, points: 950)
    driver.press("l", "down")
    try expectGolden(driver.grid, "overview-lane")
    driver = Driver(Fixture.campaign(), 80, 24, points: 950)
    driver.press("?")
    try expectGolden(driver.grid, "overview-help")
    driver = Driver(Fixture.campaign(), 80, 24, points: 950)
    driver.press("v", "n", "o")
    try expectGolden(driver.grid, "overview-veto")
    driver.press("esc", "q")
    try expectGolden(driver.grid, "overview-leave")
  }

  @Test("before anything happened")
  func empty() throws {
    let snapshot = Snapshot(record: CampaignRecord(), now: 0, clock: "02:14")
    try expectGolden(screen(snapshot, 80, 24), "overview-empty")
  }
}
