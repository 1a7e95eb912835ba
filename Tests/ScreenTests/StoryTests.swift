import Core
import Screen
import Testing

@Suite("The story")
struct StoryTests {
  /// A dashboard over a long story, which gives no more than is asked for.
  private struct Reader {
    var driver: Driver
    let count: Int
    private(set) var largest = 0

    init(_ count: Int, _ width: Int = 120, _ height: Int = 36) {
      self.count = count
      driver = Driver(Fixture.campaign(), width, height)
      load()
    }

    static func line(_ seq: Int) -> EventLine {
      EventLine(
        seq: seq, at: Fixture.now - Double(seq), cause: "rule", kind: "run.started",
        experiment: seq % 146 + 1, text: "line number \(seq)\(seq % 1000 == 0 ? " thousand" : "")")
    }

    mutating func press(_ key: String) {
      driver.press(key)
      load()
    }

    mutating func load() {
      let window = Demand(driver.state, driver.snapshot).events
      func fits(_ seq: Int) -> Bool {
        window.filter.isEmpty || Reader.line(seq).text.contains(window.filter)
      }
      let last = window.last ?? count
      let before = Array(
        (0..<max(0, last)).reversed().lazy.map { $0 + 1 }.filter { fits($0) && $0 <= last }.prefix(
          window.count))
      let after = Array(
        (max(0, last)..<count).lazy.map { $0 + 1 }.filter(fits).prefix(window.count))
      driver.snapshot.events = (before.reversed() + after).map(Reader.line)
      driver.snapshot.eventsReachStart = before.count < window.count
      driver.snapshot.eventsReachEnd = after.count < window.count
      driver.snapshot.eventCount = count
      largest = max(largest, driver.snapshot.events.count)
    }
  }

  @Test("a hundred thousand lines are walked through a page at a time")
  func long() {
    var reader = Reader(100_000)
    reader.press("6")
    #expect(text(of: reader.driver.grid).contains("events  100000  live"))
    for _ in 0..<40 { reader.press("pgup") }
    let page = reader.driver.state.size.height / 2 - 2
    #expect(reader.driver.state.events.last == 100_000 - 40 * page)
    #expect(text(of: reader.driver.grid).contains("paused, \(40 * page) newer"))
    reader.press("g")
    let first = text(of: reader.driver.grid)
    #expect(first.contains("> 13:46  rule  line number 1\n"))
    #expect(first.contains("paused, 99999 newer"))
    reader.press("j")
    #expect(reader.driver.state.events.last == 2)
    #expect(reader.driver.cursor == .experiment(3))
    for _ in 0..<30 { reader.press("pgdn") }
    #expect(reader.driver.state.events.last == 2 + 30 * page)
    reader.press("G")
    #expect(reader.driver.state.events.last == nil)
    #expect(reader.largest <= 400)
  }

  @Test("a filter is said with its count, and esc takes it away before it leaves")
  func filter() {
    var reader = Reader(5000)
    reader.press("6")
    for key in ["/", "t", "h", "o", "u", "enter"] { reader.press(key) }
    #expect(text(of: reader.driver.grid).contains("events  5000  /thou  5  live"))
    reader.press("k")
    #expect(reader.driver.state.events.last == 4000)
    #expect(text(of: reader.driver.grid).contains("paused, 1 newer"))
    reader.press("esc")
    #expect(reader.driver.state.events.filter.isEmpty && reader.driver.state.page == .events)
    reader.press("esc")
    #expect(reader.driver.state.page == .overview)
  }

  @Test("what needed a person loses its colour when it is done")
  func colours() {
    var driver = Driver(Fixture.told(), 120, 36)
    driver.press("6")
    #expect(driver.grid.cells.filter { $0.style.role == .needsYou }.count > 60)
    driver.snapshot.record.experiments[144].state = .running
    driver.snapshot.record.lanes[2].state = .drafting
    #expect(!driver.grid.cells.contains { $0.style.role == .needsYou })
  }

  @Test("days are told apart, and the cursor's line is linked and opened")
  func days() {
    var driver = Driver(Fixture.told(), 120, 36)
    driver.press("6")
    let page = text(of: driver.grid)
    #expect(page.contains("1970-01-10") && page.contains("1970-01-11 yesterday"))
    driver.press("k", "k")
    #expect(driver.cursor == .experiment(143))
    driver.press("enter")
    #expect(driver.state.page == .experiment(143))
    driver.press("esc", "g")
    driver.press("j")
    #expect(driver.cursor == .lane("a1"))
    driver.press("enter")
    #expect(driver.state.isZoomed && text(of: driver.grid).contains("Edit train.py"))
  }

  @Test("elsewhere the newest lines are asked for, whatever was looked for")
  func demand() {
    var driver = Driver(Fixture.told(), 120, 36)
    driver.press("6", "k", "/", "x", "enter")
    #expect(Demand(driver.state, driver.snapshot).events.filter == "x")
    driver.press("5")
    let window = Demand(driver.state, driver.snapshot).events
    #expect(window.last == nil && window.filter.isEmpty)
  }

  @Test("any story draws at any size", arguments: Fuzz.seeds(5))
  func property(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var snapshot = Fixture.told()
    let kinds = [
      "experiment.kept", "lane.failed", "run.ended", "x", "", "experiment.review", "turn.began",
    ]
    let texts = [
      "#", "#99999999999999999999 日本語", "", "a #1#2 # 3", String(repeating: "ab ", count: 200),
    ]
    let times = [0, Fixture.now, -1e18, .nan, .infinity, 253_402_300_799, -62_135_596_800]
    snapshot.events = (0..<Int.random(in: 0...80, using: &random)).map { seq in
      EventLine(
        seq: seq, at: times[Int.random(in: 0..<times.count, using: &random)],
        cause: ["rule", "agent a9", "person ", "person \u{1b}[2J", ""][seq % 5],
        kind: kinds[Int.random(in: 0..<kinds.count, using: &random)],
        experiment: seq % 3 == 0 ? Int.random(in: -5...200, using: &random) : nil,
        lane: seq % 4 == 0 ? "a\(seq % 7)" : nil, run: seq % 2 == 0 ? seq : nil,
        text: texts[Int.random(in: 0..<texts.count, using: &random)])
    }
    snapshot.eventCount = snapshot.events.count
    let width = Int.random(in: 20...220, using: &random)
    let height = Int.random(in: 5...60, using: &random)
    var driver = Driver(snapshot, width, height, points: 20)
    let keys = ["6", "k", "j", "pgup", "pgdn", "g", "G", "f", "enter", "esc", "5", "tab"]
    driver.press("6")
    for _ in 0..<30 {
      driver.press(keys[Int.random(in: 0..<keys.count, using: &random)])
      #expect(driver.grid.cells.count == width * height)
    }
  }
}
