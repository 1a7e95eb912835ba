import Core
import Screen
import Testing

@Suite("The lanes' screen")
struct LaneTests {
  private func page(_ snapshot: Snapshot, _ lane: LaneID, _ width: Int = 120, _ height: Int = 36)
    -> String
  {
    var driver = Driver(snapshot, width, height)
    driver.press("5")
    driver.state.focus = .lane(lane)
    Fixture.answer(Demand(driver.state, driver.snapshot), &driver.snapshot)
    return text(of: driver.grid)
  }

  @Test("says what a lane does, was told, has open and did")
  func account() {
    let snapshot = Fixture.told()
    let second = page(snapshot, "a2")
    #expect(second.contains("waits for 1 min: backlog full"))
    #expect(second.contains("not heard yet: try the schedule"))
    #expect(second.contains("a2 only: leave the optimizer"))
    #expect(second.contains("all lanes: no change of the tokenizer"))
    #expect(second.contains("#143  running"))
    #expect(second.contains("#138 ·    -5.7  head_dim 96"))
    #expect(second.contains("claude, entry 1 of the agents in pawl.yaml"))
    let third = page(snapshot, "a3")
    #expect(third.contains("waits for you for 2 min: run #145"))
    #expect(third.contains("heard in this turn"))
    #expect(!third.contains("a2 only"))
    #expect(page(snapshot, "a4").contains("limited until 05:00"))
    #expect(page(snapshot, "a1").contains("drafts turn 30 on #131"))
  }

  @Test("what is not known is not made up")
  func unknown() {
    var snapshot = Fixture.told()
    snapshot.record.lanes[3].limitedUntil = nil
    snapshot.record.lanes[4].agent = ""
    snapshot.record.lanes[4].turnBase = nil
    #expect(page(snapshot, "a4").contains("until when is not known"))
    let last = page(snapshot, "a5", 200, 60)
    #expect(last.contains("cost ?") && last.contains("an unknown agent"))
    #expect(!last.contains("$0.00"))
  }

  @Test("tab and enter read the transcript, esc comes back")
  func reading() {
    var driver = Driver(Fixture.told(), 80, 24)
    driver.press("5", "enter")
    #expect(driver.state.isReading && driver.state.view == .transcript)
    driver.press("k", "k")
    #expect(driver.state.place == .text && driver.cursor == .lane("a2"))
    #expect(!driver.state.text.isFollowing)
    driver.press("esc", "j", "tab")
    #expect(driver.cursor == .lane("a3") && driver.state.isReading)
    driver.press("tab", "d")
    #expect(text(of: driver.grid).contains("base = 50000"))
  }

  @Test("any lanes draw at any size, and columns stay aligned", arguments: Fuzz.seeds(4))
  func property(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var snapshot = Fixture.told()
    let states: [LaneState] = [.drafting, .waiting, .review, .limited, .failed, .paused]
    let names = ["a1", "レーン", "a-very-long-lane-name", "👩‍👩‍👧", ""]
    snapshot.record.lanes = (0..<Int.random(in: 0...40, using: &random)).map { index in
      var lane = Lane(
        id: index == 0 ? "a1" : names[index % names.count] + "\(index)",
        agent: names[(index + Int(seed)) % names.count], entry: index,
        since: Fixture.now - Double(index * index * 1000))
      lane.state = states[Int.random(in: 0..<states.count, using: &random)]
      lane.turns = Int.random(in: 0...100_000, using: &random)
      lane.turn = Bool.random(using: &random) ? lane.turns : nil
      lane.trouble = index % 7 == 3 ? "it failed " + String(repeating: "again ", count: 30) : nil
      lane.dollars = index % 2 == 0 ? Double(index) * 1234.5 : nil
      lane.messages = index % 3 == 0 ? [String(repeating: "語", count: 80), ""] : []
      lane.removed = index % 11 == 5
      lane.note = index % 4 == 0 ? "backlog full" : ""
      return lane
    }
    for (width, height) in [(20, 5), (37, 11), (64, 19), (80, 24), (100, 16), (131, 40), (240, 70)]
    {
      var driver = Driver(snapshot, width, height, points: 20)
      driver.press("5")
      for key in ["j", "G", "tab", "k", "esc", "g"] {
        driver.press(key)
        #expect(fault(in: driver.grid, unicode: true) == nil)
      }
    }
  }
}

@Suite("Slots and lanes at a glance")
struct SlotAndLaneListTests {
  @Test("names of any script leave the columns aligned", arguments: [(80, 24), (120, 36)])
  func aligned(width: Int, height: Int) {
    var snapshot = Fixture.campaign()
    snapshot.record.slots[1].id = "計算機"
    snapshot.record.slots[2].id = "a-very-long-slot-name"
    snapshot.record.lanes[1].agent = "エージェント"
    snapshot.record.lanes[3].agent = ""
    let grid = screen(snapshot, width, height)
    /// The columns, as the screen counts them, in which a text begins.
    func columns(_ piece: String) -> [Int] {
      (0..<height - 1).compactMap { row in
        (0..<width).first { column in
          var text = ""
          for next in column..<min(width, column + piece.count) { text += grid[row, next].text }
          return text == piece
        }
      }
    }
    #expect(Set(columns("first run")).count == 1)
    #expect(columns("first run").count >= 2)
    #expect(Set(columns("drafting")).count == 1)
    let page = text(of: grid)
    #expect(page.contains("a4    ? ") || page.contains("a4 ? "))
    #expect(page.contains("計算機") && page.contains("a-very-lo…"))
  }

  @Test("a slot with a run that nothing is known of says so")
  func unknown() {
    var snapshot = Fixture.campaign()
    snapshot.record.slots[1].run = 9999
    snapshot.record.slots[2].run = nil
    snapshot.record.slots[2].pairOf = 139
    snapshot.record.slots[3].run = nil
    let page = text(of: screen(snapshot, 120, 36))
    #expect(page.contains("gpu1  run 9999, of which nothing is known"))
    #expect(page.contains("gpu2  between halves of #139's pair"))
    #expect(page.contains("gpu3  free"))
  }
}
