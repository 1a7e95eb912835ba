import Core
import Screen
import Testing

@Suite("The mouse")
struct MouseTests {
  static let sizes = [(80, 24), (120, 36), (200, 60)]

  private func driver(_ size: (Int, Int), _ keys: String...) -> Driver {
    var driver = Driver(Fixture.told(), size.0, size.1)
    for key in keys { driver.press(key) }
    return driver
  }

  private func rows(_ driver: Driver) -> [String] {
    text(of: driver.grid).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The place of a text in a row of the screen; every character of these screens has one column.
  private func place(of piece: String, in row: String) -> Int? {
    row.firstRange(of: piece).map { row.distance(from: row.startIndex, to: $0.lowerBound) }
  }

  @Test("every row of the overview's lists selects what is drawn in it", arguments: sizes)
  func overview(width: Int, height: Int) {
    let before = driver((width, height))
    var found = 0
    for (row, line) in rows(before).enumerated() where row > 1 && row < height - 1 {
      for focus in [
        Focus.slot("gpu0"), .slot("gpu1"), .slot("gpu2"), .slot("gpu3"), .lane("a1"), .lane("a2"),
        .lane("a3"), .lane("a4"), .lane("a5"),
      ] + (100...146).map(Focus.experiment) {
        let words: String
        switch focus {
        case .slot(let id): words = "  \(id)"
        case .lane(let id): words = "  \(id) "
        case .experiment(let n): words = "  \(n) "
        }
        // A title may have a number in it: lists begin at the left of a pane.
        let plain = line.replacing("!", with: " ").replacing(">", with: " ")
        guard let column = place(of: words, in: plain),
          column == 0 || plain.dropFirst(column - 1).first == "│"
        else { continue }
        var driver = before
        driver.state.focus = .slot(focus == .slot("gpu3") ? "gpu0" : "gpu3")
        driver.send(.mouse(.press, row: row, column: column + 3))
        #expect(driver.cursor == focus, "\(line)")
        found += 1
      }
    }
    #expect(found >= 9)
  }

  @Test("every row of the table selects its experiment, also far down", arguments: sizes)
  func table(width: Int, height: Int) {
    for n in [146, 90] {
      var driver = driver((width, height), "2")
      driver.state.focus = .experiment(n)
      let drawn = rows(driver)
      for row in Fuzz.some(9, of: Array(4..<height - 1)) {
        let number = drawn[row].drop { " >+".contains($0) }.prefix { $0.isNumber }
        guard let n = Int(number) else {
          Issue.record("no number in \(drawn[row])")
          continue
        }
        var clicked = driver
        clicked.send(.mouse(.press, row: row, column: 8))
        #expect(clicked.cursor == .experiment(n))
        // Nothing moves under the pointer, so that a second click opens the same.
        #expect(rows(clicked)[row].contains(">") || driver.cursor == .experiment(n))
        guard row % 3 == 0 else { continue }
        if driver.cursor != .experiment(n) {
          clicked.send(.mouse(.press, row: row, column: 8))
        }
        #expect(clicked.state.page == .experiment(n))
      }
    }
  }

  @Test("every lane's row selects it, and a second click reads what it says", arguments: sizes)
  func lanes(width: Int, height: Int) {
    let before = driver((width, height), "5")
    var found: Set<String> = []
    for (row, line) in rows(before).enumerated() where row > 2 {
      guard
        let lane = ["a1", "a2", "a3", "a4", "a5"].first(where: {
          line.hasPrefix("  \($0) ") || line.hasPrefix("> \($0) ") || line.hasPrefix("! \($0) ")
        })
      else { continue }
      var driver = before
      driver.state.focus = .lane(lane == "a1" ? "a5" : "a1")
      driver.send(.mouse(.press, row: row, column: 5))
      #expect(driver.cursor == .lane(lane))
      driver.send(.mouse(.press, row: row, column: 5))
      #expect(driver.state.isReading && driver.state.view == .transcript)
      found.insert(lane)
    }
    #expect(found.count == 5)
  }

  @Test("every line of the story selects what it is about", arguments: sizes)
  func events(width: Int, height: Int) {
    let before = driver((width, height), "6")
    var found = 0
    for (row, line) in rows(before).enumerated() where row > 2 && row < height - 1 {
      guard
        let event = before.snapshot.events.first(where: {
          line.contains($0.text.prefix(30)) && line.contains(before.snapshot.timeOfDay($0.at))
        })
      else { continue }
      var driver = before
      driver.send(.mouse(.press, row: row, column: 20))
      #expect(driver.state.events.last == event.seq)
      if let n = event.experiment { #expect(driver.cursor == .experiment(n)) }
      #expect(rows(driver)[row].hasPrefix(">"))
      guard event.experiment != nil else { continue }
      driver.send(.mouse(.press, row: row, column: 20))
      #expect(driver.state.page == .experiment(event.experiment ?? 0))
      found += 1
    }
    #expect(found >= 12)
  }

  @Test("a run in the curves' list gets the cursor", arguments: sizes)
  func curves(width: Int, height: Int) {
    let before = driver((width, height), "3")
    let drawn = rows(before)
    var found = 0
    for (index, slot) in before.snapshot.record.slots.enumerated() {
      guard let run = slot.run,
        let row = drawn.lastIndex(where: {
          $0.contains(" #\(run)  ") && !$0.contains("!") && $0 != drawn.last
        })
      else { continue }
      var driver = before
      driver.send(.mouse(.press, row: row, column: 8))
      #expect(driver.cursor == .slot("gpu\(index)"))
      found += 1
    }
    #expect(found == 4)
  }

  @Test("a click on a header sorts, a second one the other way round", arguments: sizes)
  func header(width: Int, height: Int) throws {
    var driver = driver((width, height), "2")
    let column = try #require(place(of: "gain", in: rows(driver)[3]))
    driver.send(.mouse(.press, row: 3, column: column + 1))
    #expect(driver.state.list.sort == .gain && !driver.state.list.isReversed)
    driver.send(.mouse(.press, row: 3, column: column + 1))
    #expect(driver.state.list.isReversed)
  }

  @Test("a click on a screen's name opens it", arguments: sizes)
  func tabs(width: Int, height: Int) throws {
    for page in Page.numbered {
      var driver = driver((width, height), "6")
      let heading = rows(driver)[2]
      let number = (Page.numbered.firstIndex(of: page) ?? 0) + 1
      let found =
        place(of: "\(number) \(page.name)", in: heading)
        ?? place(of: " \(number) ", in: heading)
        .map { $0 + 1 }
      driver.send(.mouse(.press, row: 2, column: try #require(found)))
      #expect(driver.state.page == page)
    }
  }

  @Test("a click into the ratchet selects the try whose mark is there", arguments: sizes)
  func ratchet(width: Int, height: Int) throws {
    for keys in [["1"], ["4"]] {
      var driver = Driver(Fixture.told(), width, height)
      for key in keys { driver.press(key) }
      let drawn = rows(driver)
      let row = try #require(drawn.firstIndex { $0.contains("  tries ") })
      let marks = Array(drawn[row])
      let kept = marks.indices.filter { marks[$0] == "●" }
      #expect(kept.count == 7)
      for column in kept {
        driver.send(.mouse(.press, row: row, column: column))
        guard case .experiment(let n) = driver.cursor else {
          Issue.record("no try selected")
          continue
        }
        #expect(Fixture.kept.contains(n))
      }
      #expect(driver.cursor == .experiment(131))
      // Besides the marks the nearest try counts.
      driver.send(.mouse(.press, row: row - 1, column: width - 3))
      guard case .experiment(let last) = driver.cursor else { continue }
      #expect(last >= 144)
    }
  }

  @Test("a hint in the bottom line is done when it is clicked", arguments: sizes)
  func hints(width: Int, height: Int) throws {
    var driver = driver((width, height))
    driver.send(
      .mouse(
        .press, row: height - 1, column: try #require(place(of: "p pause", in: driver.lastRow)) + 4
      ))
    #expect(driver.commands == [.pause(lanes: ["a2"])])
    driver.send(
      .mouse(
        .press, row: height - 1, column: try #require(place(of: "v veto", in: driver.lastRow))))
    #expect(driver.state.prompt?.question == .veto(experiment: 143))
    // While something is asked the line is no list of hints.
    driver.send(.mouse(.press, row: height - 1, column: 2))
    #expect(driver.commands.count == 1 && driver.state.prompt != nil)
  }

  @Test("lines of menus, the palette and the rules", arguments: sizes)
  func menus(width: Int, height: Int) throws {
    var driver = driver((width, height), "R")
    func press(_ words: String) throws {
      let drawn = rows(driver)
      let row = try #require(drawn.firstIndex { $0.contains(words) })
      let column = try #require(place(of: words, in: drawn[row]))
      driver.now += 1
      driver.send(.mouse(.press, row: row, column: column))
    }
    try press("those with a tripwire")
    #expect(driver.commands == [.review(.flagged)])
    // What ends something is chosen first.
    driver.press("q")
    try press("stop after the current runs")
    #expect(driver.intents.count == 1 && driver.state.prompt?.choice == 1)
    try press("stop after the current runs")
    #expect(driver.intents.last == .quit(.stopAfterRuns))
    driver.press(":", "r", "e", "-")
    try press("another run with a fresh seed")
    #expect(driver.commands.last == .rerun(experiment: 143))
    driver.press("i")
    try press("leave the optimizer alone")
    #expect(driver.state.prompt?.choice == 2)
    try press("leave the optimizer alone")
    #expect(driver.state.prompt?.question == .editRule(id: 3))
    driver.press("esc", "esc")
    // What is behind a box is not reached.
    driver.press("T")
    driver.send(.mouse(.press, row: 3, column: 4))
    #expect(driver.cursor == .slot("gpu0") && driver.state.prompt != nil)
  }

  @Test("the wheel moves lists, scrolls texts and zooms charts under the pointer")
  func wheel() throws {
    var driver = driver((120, 36), "2")
    driver.state.focus = .experiment(100)
    driver.send(.mouse(.wheelDown, row: 10, column: 5))
    #expect(driver.cursor == .experiment(97))
    driver.send(.mouse(.wheelUp, row: 10, column: 5))
    #expect(driver.cursor == .experiment(100))
    driver.press("6")
    driver.send(.mouse(.wheelUp, row: 10, column: 5))
    #expect(driver.state.events.last == 19)
    driver.send(.mouse(.wheelDown, row: 10, column: 5))
    driver.send(.mouse(.wheelDown, row: 10, column: 5))
    #expect(driver.state.events.last == nil)
    driver.press("5")
    driver.send(.mouse(.wheelUp, row: 20, column: 100))
    #expect(driver.state.place == .text && !driver.state.text.isFollowing)
    driver.send(.mouse(.wheelDown, row: 4, column: 5))
    #expect(driver.cursor == .lane("a5"))
    driver.press("?")
    driver.send(.mouse(.wheelDown, row: 4, column: 5))
    #expect(driver.state.scroll[.help] == 3)
    driver.press("esc", "i")
    driver.send(.mouse(.wheelDown, row: 18, column: 60))
    #expect(driver.state.prompt?.choice == 1)
  }

  @Test("anything can be clicked anywhere, and keeps the screen whole", arguments: Fuzz.seeds(6))
  func anywhere(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let sizes = [(20, 5), (33, 9), (60, 20), (80, 24), (101, 31), (200, 60)]
    let (width, height) = sizes[Int(seed) % sizes.count]
    var driver = driver((width, height))
    let kinds: [MouseKind] = [.press, .press, .press, .wheelUp, .wheelDown, .drag, .release]
    let keys = ["1", "2", "3", "4", "5", "6", "i", ":", "q", "?", "esc", "esc", "z", "enter", "a"]
    for _ in 0..<40 {
      if Int.random(in: 0..<3, using: &random) == 0 {
        driver.press(keys[Int.random(in: 0..<keys.count, using: &random)])
      }
      driver.now += 1
      driver.send(
        .mouse(
          kinds[Int.random(in: 0..<kinds.count, using: &random)],
          row: Int.random(in: -1...height, using: &random),
          column: Int.random(in: -1...width, using: &random)))
      #expect(driver.grid.cells.count == width * height)
    }
  }
}
