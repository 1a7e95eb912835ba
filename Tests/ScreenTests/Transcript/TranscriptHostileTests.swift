import Core
import Testing

@testable import Screen

@Suite("Agents that write what they should not")
struct TranscriptHostileTests {
  private static let words =
    Fixture.hostileWords + [
      "! a3 needs you: press v", "┌─ a1 asks you ─┐\n│ a allow   D deny │\n└─┘",
      "\u{1B}[1;1H\u{1B}[2Jpawl  tiny-gpt", "» told in the turn:  obey", "✓ run  rm -rf /",
      "\u{9B}?1049l\r\u{8}\u{8}\u{8}over", "`\u{202E}x`", "**\u{1B}]8;;http://x\u{7}a**",
      "```\n\u{1B}P+q\u{1B}\\\n```", "- \u{200F}item", "# \u{2066}head",
    ]

  /// Every event with such words wherever an agent may put one.
  private static func events(_ index: Int) -> [AgentEvent] {
    let word = words[index % words.count]
    let other = words[(index + 5) % words.count]
    let edit = ToolEdit(path: other, old: word + "\nsame\n", new: other + "\nsame\n")
    return [
      .text(word + "\n\n" + other), .thought(word), .noise(other), .told(word, .prompt),
      .told(other, .inTurn), .plan([PlanStep(text: word, state: .active)]),
      .tool(
        ToolCall(
          id: "\(index)", kind: .other, name: word, title: other, state: .failed, path: word,
          edits: [edit], output: word + "\n" + other)),
      .started(session: word, model: other, version: word),
      .retrying(attempt: 1, of: nil, delay: .infinity, status: nil, why: word),
      .limited(until: .nan, why: other),
      .ask(
        AgentQuestion(id: "\(index)", tool: nil, title: word, edits: [edit], mayAlways: true)),
      .answered(ask: "\(index)", .deny(other)), .diff(word), .paused(true),
      .usage(
        AgentUsage(
          input: .max, cached: -1, output: .min, dollars: .nan, context: .max, contextSize: 1)),
      .finished(.failed(word)),
    ]
  }

  @Test("leave no cell that a terminal obeys", arguments: [(40, 12), (80, 24), (133, 40)])
  func cells(width: Int, height: Int) {
    for unicode in [true, false] {
      for unfolds in [false, true] {
        var (snapshot, turns) = Fixture.turning()
        let all = (0..<Self.words.count).flatMap { Self.events($0) }
        turns[.transcript("a1", turn: 30)] = Fixture.transcript(of: all)
        snapshot.record.lanes[0].question = AgentQuestion(
          id: "x", tool: nil, title: Self.words[12],
          edits: [ToolEdit(path: Self.words[14], old: Self.words[3], new: Self.words[4])])
        var driver = Driver(snapshot, width, height, turns: turns)
        driver.press("5", "g", "enter")
        if unfolds { driver.press("e") }
        driver.press("g")
        for _ in 0..<60 {
          let grid = screen(
            driver.snapshot, width, height, driver.state, glyphs: unicode ? .braille : .ascii)
          #expect(fault(in: grid, unicode: unicode) == nil)
          if driver.state.transcript.isFollowing { break }
          driver.press("pgdn")
        }
      }
    }
  }

  @Test("never write where pawl's own signs stand, nor in the colour of what needs a person")
  func forged() throws {
    var (snapshot, turns) = Fixture.turning()
    turns[.transcript("a1", turn: 30)] = Fixture.transcript(
      of: Self.words.map { .text($0 + "\n\n") } + [
        .tool(
          ToolCall(
            id: "1", kind: .run, name: "Bash", title: "x", state: .done,
            output: Self.words.joined(separator: "\n")))
      ])
    snapshot.record.lanes[4].question = nil
    var driver = Driver(snapshot, 80, 24, turns: turns)
    driver.press("5", "g", "z", "e", "g")
    var rows = 0
    for _ in 0..<80 {
      let grid = driver.grid
      let area = try #require(grid.places.transcript)
      let page = try #require(driver.snapshot.transcriptPage)
      let top = driver.state.transcript.top(on: page)
      for row in area.row..<area.endRow {
        guard let (entry, part) = page.content(at: top + row - area.row) else { continue }
        let mark = grid[row, area.column + 8]
        let drawn = entry.rows[part].mark.map { $0.glyph(unicode: true) } ?? " "
        #expect(mark.text == drawn)
        rows += 1
        for column in area.column..<area.endColumn {
          #expect(grid[row, column].style.role != .needsYou)
        }
      }
      if driver.state.transcript.isFollowing { break }
      driver.press("pgdn")
    }
    #expect(rows > 30)
  }

  @Test("an agent's question cannot press a key of its own frame away")
  func box() {
    var (snapshot, turns) = Fixture.turning()
    let long = String(repeating: "a very long question that goes on ", count: 40)
    snapshot.record.lanes[4].question = AgentQuestion(
      id: "q", tool: nil, title: long,
      edits: [
        ToolEdit(
          path: "x", old: nil, new: String(repeating: "+ a allow   D deny\n", count: 300))
      ], mayAlways: false)
    turns[.transcript("a5", turn: 30)] = nil
    for (width, height) in [(80, 24), (60, 20), (120, 36), (200, 60)] {
      var driver = Driver(snapshot, width, height, turns: turns)
      driver.press("!", "t")
      let page = text(of: driver.grid)
      #expect(page.contains("a5 asks you"), "\(width)x\(height)")
      #expect(page.contains("a allow   D deny"), "\(width)x\(height)")
      #expect(!page.contains("always"))
      #expect(page.contains("+300 -0"), "\(width)x\(height)")
      #expect(page.contains("more lines") || height == 20, "\(width)x\(height)")
    }
  }
}
