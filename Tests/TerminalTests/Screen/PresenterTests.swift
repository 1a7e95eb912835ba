import Glibc
import Screen
import Terminal
import Testing

extension OpenScreenTests {
  @Suite(.serialized) @MainActor
  struct PresenterTests {
    private let size = Size(width: 80, height: 24)

    private func filled() -> Grid {
      var grid = Grid(size: size)
      for row in 0..<size.height {
        grid.put(row, 0, String(repeating: "text \(row) ", count: 9), Style(.dim))
      }
      return grid
    }

    @Test func `nothing is written before the first grid`() throws {
      let pty = try Pty(width: 80, height: 24)
      let screen = try pty.open()
      defer { screen.close() }
      #expect(pty.read(patience: 20).isEmpty)
      #expect(!pty.isCooked)
    }

    @Test func `an identical frame costs nothing and one changed cell little`() throws {
      let pty = try Pty(width: 80, height: 24)
      let screen = try pty.open()
      defer { screen.close() }
      var grid = filled()
      guard case .bytes(let first) = screen.present(grid) else {
        Issue.record("not drawn")
        return
      }
      #expect(first > 500)
      #expect(first < 6_000)
      #expect(pty.read(until: "text 23").contains("\u{1B}[?1049h"))
      #expect(screen.present(grid) == .bytes(0))
      grid.put(10, 40, "X", Style(.bad))
      guard case .bytes(let changed) = screen.present(grid) else {
        Issue.record("not drawn")
        return
      }
      #expect((1...40).contains(changed))
      #expect(pty.read(until: "X").contains("X"))
    }

    @Test
    func `a picture, a moved selection and a changed row cost what they may, in one write each`()
      throws
    {
      let size = Size(width: 120, height: 40)
      let pty = try Pty(width: 120, height: 40)
      let screen = try pty.open()
      defer { screen.close() }
      func list(selected: Int, value: String = "0.9137") -> Grid {
        var grid = Grid(size: size)
        for row in 0..<size.height {
          for column in 0..<size.width {
            grid[row, column] = Cell(" ", Style(.text, selected: row == selected))
          }
          let style = { (role: Role) in Style(role, selected: row == selected) }
          grid.put(row, 1, "#\(row * 7)", style(.dim))
          grid.put(row, 8, row == 12 ? value : "0.9\(row)4", style(row % 3 == 0 ? .good : .text))
          grid.put(row, 18, "a title of experiment \(row), as long as they are", style(.text))
          grid.put(row, 72, "lane a\(row % 4)", style(.dim))
          grid.put(row, 84, "⣀⣤⣶⣿⠉", style(.accent))
        }
        return grid
      }
      func cost(_ grid: Grid) -> Int {
        let writes = screen.writes
        guard case .bytes(let count) = screen.present(grid), screen.drain() == .bytes(0) else {
          return .max
        }
        _ = pty.read(patience: 5)
        #expect(screen.writes - writes == (count == 0 ? 0 : 1), "\(count) bytes")
        return count
      }
      _ = screen.present(list(selected: 3))
      _ = pty.read(until: "\u{1B}[c")
      screen.repaint()
      #expect(cost(list(selected: 3)) <= 6 * 1024)
      #expect(cost(list(selected: 3)) == 0)
      #expect(cost(list(selected: 4)) <= 500)
      #expect(cost(list(selected: 20)) <= 500)
      #expect(cost(list(selected: 20, value: "0.9136")) <= 40)
    }

    @Test func `a blank between two words costs no change of looks, and stays blank`() throws {
      let pty = try Pty(width: 80, height: 24)
      let screen = try pty.open()
      defer { screen.close() }
      var emulator = Emulator(size: size)
      func words(_ blank: Style) -> Grid {
        var grid = Grid(size: size)
        for row in 0..<size.height {
          for column in 0..<size.width { grid[row, column] = Cell(" ", blank) }
          for word in 0..<8 {
            grid.put(row, word * 10, "word \(row % 10)", Style(word % 2 == 0 ? .good : .bad))
          }
        }
        return grid
      }
      func cost(_ grid: Grid) -> Int {
        screen.repaint()
        guard case .bytes(let count) = screen.present(grid) else { return .max }
        emulator.feed(pty.read(patience: 20).utf8)
        return count
      }
      _ = cost(words(Style(.text)))
      // Eight words, a letter each: no more than one change of looks for a word.
      #expect(cost(words(Style(.text))) <= 24 * (8 * (7 + 5 + 3) + 12))
      #expect(emulator.text.contains("word 3    word 3"))
      // A blank that shows is no gap.
      let underlined = words(Style(.text, underline: true))
      #expect(cost(underlined) > cost(words(Style(.text))))
    }

    @Test func `a title and the mouse are there again after another program`() throws {
      let pty = try Pty(width: 20, height: 3)
      let screen = try TerminalScreen(
        environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"],
        options: TerminalOptions(mouse: true), descriptor: pty.side, guarded: false)
      defer { screen.close() }
      var emulator = Emulator(size: Size(width: 20, height: 3))
      screen.setTitle("pawl")
      _ = screen.present(Grid(size: emulator.size))
      emulator.feed(pty.read(patience: 20).utf8)
      #expect(emulator.titles == 1)
      #expect(emulator.modes == [1002, 1004, 1006, 2004])
      screen.withTerminalReleased {
        emulator.feed(pty.read(patience: 20).utf8)
        #expect(emulator.isAsFound)
      }
      _ = screen.present(Grid(size: emulator.size))
      emulator.feed(pty.read(patience: 20).utf8)
      #expect(emulator.titles == 1)
      #expect(emulator.modes == [1002, 1004, 1006, 2004])
      screen.close()
      emulator.feed(pty.read(patience: 20).utf8)
      #expect(emulator.isAsFound)
      #expect(emulator.unknown.isEmpty)
    }

    @Test func `title and bell can be switched off`() throws {
      let pty = try Pty(width: 20, height: 3)
      let screen = try TerminalScreen(
        environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"],
        options: TerminalOptions(title: false, bell: false), descriptor: pty.side, guarded: false)
      defer { screen.close() }
      screen.setTitle("pawl")
      screen.bell()
      #expect(pty.read(patience: 20).isEmpty)
    }

    @Test
    func `the color behind the text is asked for once, and a variable is believed until then`()
      throws
    {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open(["TERM": "xterm-256color", "LANG": "C.UTF-8", "COLORFGBG": "15;0"])
      defer { screen.close() }
      #expect(screen.background == .dark)
      var grid = Grid(size: Size(width: 20, height: 2))
      _ = screen.present(grid)
      #expect(pty.read(until: "\u{1B}[c").contains("\u{1B}]11;?\u{1B}\\"))
      pty.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?1;2cq")
      #expect(screen.readInput() == [.key(Key(.character("q")))])
      #expect(screen.background == .light)
      #expect(screen.synchronizedUpdates == nil)
      grid.put(0, 0, "x")
      _ = screen.present(grid)
      #expect(!pty.read(until: "x").contains("?"))
    }

    @Test func `an answer that comes late does not reach the shell`() throws {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open()
      _ = screen.present(Grid(size: Size(width: 20, height: 2)))
      _ = pty.read(until: "\u{1B}[c")
      pty.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?1;2c")
      screen.close()
      var byte = UInt8(0)
      #expect(read(pty.side, &byte, 1) == -1, "nothing is left to read")
    }

    @Test func `the terminal comes back as it was`() throws {
      let pty = try Pty(width: 80, height: 24)
      let screen = try pty.open()
      _ = screen.present(filled())
      _ = pty.read()
      screen.close()
      let farewell = pty.read(until: "?1049l")
      #expect(farewell.contains("\u{1B}[?25h"))
      #expect(farewell.contains("\u{1B}[?2004l"))
      #expect(pty.isCooked)
    }

    @Test func `wide characters and accents keep the row in step`() throws {
      let pty = try Pty(width: 20, height: 3)
      let screen = try pty.open()
      defer { screen.close() }
      var grid = Grid(size: Size(width: 20, height: 3))
      let cells = ["漢", "", "字", "", "e\u{301}", "|", "⣀", "─"]
      for (column, text) in cells.enumerated() { grid[0, column] = Cell(text, Style(.text)) }
      _ = screen.present(grid)
      #expect(pty.read(until: "─").contains("漢字e\u{301}|⣀─"))
      // Only the second wide character changes; its first half alone differs from the frame before.
      grid[0, 2] = Cell("語", Style(.text))
      _ = screen.present(grid)
      #expect(pty.read(until: "語").contains("語"))
      #expect(screen.present(grid) == .bytes(0))
      // A wide character gives way to two narrow ones.
      grid.put(0, 0, "ab")
      _ = screen.present(grid)
      #expect(pty.read(until: "ab").contains("ab"))
    }

    @Test func `what cannot be drawn is a question mark of the right width`() throws {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open()
      defer { screen.close() }
      var grid = Grid(size: Size(width: 20, height: 2))
      // A control, an escape, a lone wide half, a wide character without room, a joiner behind a base.
      let cells = ["\u{7}", "\u{1B}", "", "漢", "x\u{200D}", "\0", "y"]
      for (column, text) in cells.enumerated() { grid[0, column] = Cell(text, Style(.text)) }
      _ = screen.present(grid)
      #expect(pty.read(until: "y").contains("?? ?x?y"))
    }

    @Test func `without UTF-8 glyphs lines are plain`() throws {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open(["TERM": "vt100", "LANG": "C.UTF-8"])
      defer { screen.close() }
      #expect(!screen.capabilities.unicode)
      var grid = Grid(size: Size(width: 20, height: 2))
      grid.put(0, 0, "┌─┐│●", Style(.bad))
      _ = screen.present(grid)
      let output = pty.read(until: "*")
      #expect(output.contains("+-+|*"))
      #expect(!output.contains("\u{1B}[31m"))
    }

    @Test func `NO_COLOR sends no color`() throws {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open(["TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1"])
      defer { screen.close() }
      var grid = Grid(size: Size(width: 20, height: 2))
      grid.put(0, 0, "bad", Style(.bad, selected: true))
      _ = screen.present(grid)
      let output = pty.read(until: "bad")
      #expect(!output.contains("[31m"))
      #expect(!output.contains("[100m"))
    }

    @Test func `the cursor shows only where a grid has one`() throws {
      let pty = try Pty(width: 20, height: 3)
      let screen = try pty.open()
      defer { screen.close() }
      var grid = Grid(size: Size(width: 20, height: 3))
      _ = screen.present(grid)
      #expect(pty.read().contains("\u{1B}[?25l"))
      grid.cursor = (row: 1, column: 4)
      _ = screen.present(grid)
      #expect(pty.read(until: "?25h").contains("\u{1B}[?25h"))
      grid.cursor = nil
      _ = screen.present(grid)
      #expect(pty.read(until: "?25l").contains("\u{1B}[?25l"))
    }

    @Test func `another size paints everything at that size`() throws {
      let pty = try Pty(width: 80, height: 24)
      let screen = try pty.open()
      defer { screen.close() }
      _ = screen.present(filled())
      _ = pty.read()
      pty.resize(width: 30, height: 5)
      #expect(screen.size == Size(width: 30, height: 5))
      var grid = Grid(size: screen.size)
      grid.put(4, 20, "corner")
      _ = screen.present(grid)
      let output = pty.read(until: "corner")
      #expect(output.contains("corner"))
      #expect(output.contains("\u{1B}[H\u{1B}[m\u{1B}[2J"))
    }

    @Test func `a theme takes effect with the next frame`() throws {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open()
      defer { screen.close() }
      var grid = Grid(size: Size(width: 20, height: 2))
      grid.put(0, 0, "good", Style(.good))
      _ = screen.present(grid)
      #expect(pty.read(until: "good").contains("\u{1B}[32m"))
      screen.theme = TerminalTheme(name: "blue", looks: [.good: RoleLook(.palette(4))])
      _ = screen.present(grid)
      #expect(pty.read(until: "good").contains("\u{1B}[34m"))
    }

    private let truecolor = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "COLORTERM": "truecolor"]

    private func theme(_ number: UInt32) -> TerminalTheme {
      TerminalTheme(
        name: "\(number)",
        looks: [
          .good: RoleLook(.rgb(RGB(0x00FF00 + number))), .bad: RoleLook(.palette(9)),
          .warn: RoleLook(.palette(200)),
        ],
        grounds: [.band: .rgb(RGB(0x101820 + number))])
    }

    @Test func `a theme's colors go out by their channels, and the terminal's own by their number`()
      throws
    {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open(truecolor)
      defer { screen.close() }
      #expect(screen.report.depth == .truecolor)
      #expect(!screen.capabilities.tints)
      screen.theme = theme(3)
      #expect(screen.capabilities.tints)
      var grid = Grid(size: Size(width: 20, height: 2))
      grid.put(0, 0, "good", Style(.good))
      grid.put(0, 4, "bad", Style(.bad))
      grid.put(0, 7, "warn", Style(.warn))
      grid.put(1, 0, "band", Style(.good, ground: .band))
      _ = screen.present(grid)
      let output = pty.read(until: "band")
      #expect(output.contains("\u{1B}[38;2;0;255;3mgood"))
      #expect(output.contains("\u{1B}[91mbad"))
      #expect(output.contains("\u{1B}[38;2;255;0;215mwarn"), "the cube's entry 200")
      #expect(output.contains("48;2;16;24;35m"))
      #expect(!output.contains("8;5;"))
      #expect(screen.present(grid) == .bytes(0))
    }

    @Test func `looks are named together, and not for blanks`() throws {
      let pty = try Pty(width: 40, height: 3)
      let screen = try pty.open(["TERM": "xterm-256color", "LANG": "C.UTF-8"])
      defer { screen.close() }
      var grid = Grid(size: Size(width: 40, height: 3))
      grid.put(0, 0, String(repeating: "─", count: 20), Style(.text))
      grid.put(1, 0, "warn", Style(.warn, bold: true))
      for column in 5..<15 { grid.put(1, column, " ", Style(column % 2 == 0 ? .good : .bad)) }
      grid.put(1, 15, "warn", Style(.warn, bold: true))
      grid.put(2, 0, "end", Style(.text))
      _ = screen.present(grid)
      let output = pty.read(until: "end")
      // Terminals that have a name in common differ in what they draw again when asked to.
      #expect(output.contains(String(repeating: "─", count: 20)))
      #expect(output.split(separator: "warn").count == 3)
      #expect(!output.contains("m\u{1B}["), "two in a row could be one")
      var looks: [Substring] = []
      for part in output.split(separator: "\u{1B}[").dropFirst() {
        if let end = part.firstIndex(where: { !$0.isNumber && $0 != ";" }), part[end] == "m" {
          looks.append(part[...end])
        }
      }
      // Before there is anything to see, all looks are taken back.
      #expect(looks.drop { $0 == "m" } == ["1;33m", "m"])
    }

    @Test(arguments: [true, false])
    func `a background of a theme's own is named once for letters of several colors`(
      isTruecolor: Bool
    ) throws {
      let pty = try Pty(width: 20, height: 2)
      var variables = truecolor
      if !isTruecolor { variables["COLORTERM"] = nil }
      let screen = try pty.open(variables)
      defer { screen.close() }
      var own = theme(3)
      own.background = .rgb(RGB(0x102030))
      own.looks[.warn] = RoleLook(.rgb(RGB(0xFFD700)))
      screen.theme = own
      var grid = Grid(size: Size(width: 20, height: 2))
      for column in 0..<20 {
        grid.put(0, column, "\(column % 10)", Style(column % 2 == 0 ? .good : .warn))
      }
      _ = screen.present(grid)
      let output = pty.read()
      #expect(output.contains("\u{1B}[38;\(isTruecolor ? "2;255;215;0" : "5;220")m1"))
      #expect(output.split(separator: "\u{1B}[38;").count > 20)
      #expect(output.split(separator: "\u{1B}[48;").count < 6)
    }

    @Test func `hundreds of themes one after another are each drawn right, and then cost nothing`()
      throws
    {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open(truecolor)
      defer { screen.close() }
      var grid = Grid(size: Size(width: 20, height: 2))
      grid.put(0, 0, "good", Style(.good))
      grid.put(1, 0, "band", Style(.bad, selected: true, ground: .band))
      for number in 0..<200 {
        screen.theme = theme(UInt32(number))
        #expect(screen.present(grid) != .bytes(0))
        let wanted = "\u{1B}[38;2;0;255;\(number)m"
        #expect(pty.read(until: wanted).contains(wanted))
        #expect(screen.present(grid) == .bytes(0))
      }
    }

    @Test func `more looks than a terminal has pairs for leave text plain`() throws {
      let pty = try Pty(width: 80, height: 40)
      let screen = try pty.open(["TERM": "xterm", "LANG": "C.UTF-8"])
      defer { screen.close() }
      var grid = Grid(size: Size(width: 80, height: 40))
      var column = 0
      for role in Role.allCases {
        for bits in 0..<16 {
          let style = Style(
            role, bold: bits & 1 > 0, reverse: bits & 2 > 0, underline: bits & 4 > 0,
            selected: bits & 8 > 0)
          grid[column / 80, column % 80] = Cell("x", style)
          column += 1
        }
      }
      #expect(screen.present(grid) != .gone)
      #expect(screen.present(grid) == .bytes(0))
    }

    @Test func `a full terminal holds frames back and gets the newest`() throws {
      let pty = try Pty(width: 200, height: 60)
      let screen = try pty.open()
      defer { screen.close() }
      let roles: [Role] = [.good, .bad, .warn, .accent]
      func frame(_ number: Int) -> Grid {
        var grid = Grid(size: Size(width: 200, height: 60))
        for row in 0..<60 {
          for column in 0..<200 {
            let role = roles[(row + column + number) % roles.count]
            grid[row, column] = Cell("\((number + column) % 10)", Style(role))
          }
        }
        grid.put(0, 0, "frame \(number) ")
        return grid
      }
      var held = false
      for number in 0..<4 where screen.present(frame(number)) == .busy { held = true }
      #expect(held)
      var output = ""
      for _ in 0..<1_000 where screen.drain() == .busy { output += pty.read(patience: 10) }
      #expect(screen.drain() == .bytes(0))
      output += pty.read(patience: 20)
      _ = screen.present(frame(9))
      for _ in 0..<1_000 where screen.drain() == .busy { output += pty.read(patience: 10) }
      output += pty.read(patience: 20)
      #expect(output.contains("frame 0"))
      #expect(!output.contains("frame 2"))
      #expect(screen.present(frame(9)) == .bytes(0))
    }

    @Test func `frames are bracketed once the terminal says that it can`() throws {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open()
      defer { screen.close() }
      var grid = Grid(size: Size(width: 20, height: 2))
      _ = screen.present(grid)
      #expect(pty.read(until: "\u{1B}[c").contains("\u{1B}[?2026$p"))
      pty.type("\u{1B}[?2026;2$yq")
      #expect(screen.readInput() == [.key(Key(.character("q")))])
      grid.put(0, 0, "x")
      _ = screen.present(grid)
      let output = pty.read(until: "?2026l")
      #expect(output.hasPrefix("\u{1B}[?2026h"))
      #expect(output.hasSuffix("\u{1B}[?2026l"))
      #expect(screen.present(grid) == .bytes(0))
    }

    @Test func `a title has no controls in it and is written once`() throws {
      let pty = try Pty(width: 20, height: 2)
      let screen = try pty.open()
      defer { screen.close() }
      _ = screen.present(Grid(size: Size(width: 20, height: 2)))
      _ = pty.read()
      screen.setTitle("best \u{1B}]2;evil\u{7} 1.0")
      #expect(pty.read(until: "1.0\u{7}").hasSuffix("\u{1B}]2;best ]2;evil 1.0\u{7}"))
      screen.setTitle("best \u{1B}]2;evil\u{7} 1.0")
      #expect(pty.read(patience: 20).isEmpty)
    }

    @Test func `a lent terminal is as a shell needs it and is painted anew afterwards`() throws {
      let pty = try Pty(width: 80, height: 24)
      let screen = try pty.open()
      defer { screen.close() }
      screen.mouse = true
      let grid = filled()
      _ = screen.present(grid)
      #expect(pty.read(until: "?1006h").contains("\u{1B}[?1006h"))
      let result = screen.withTerminalReleased {
        #expect(pty.isCooked)
        let farewell = pty.read(until: "?1049l")
        #expect(farewell.contains("\u{1B}[?1006l"))
        #expect(farewell.contains("\u{1B}[?25h"))
        #expect(screen.present(grid) == .gone, "nothing is drawn over the other program")
        return 7
      }
      #expect(result == 7)
      #expect(!pty.isCooked)
      _ = screen.present(grid)
      let output = pty.read(until: "?1006h")
      #expect(output.contains("\u{1B}[?1049h"))
      #expect(output.contains("text 23"))
      #expect(screen.present(grid) == .bytes(0))
    }

    @Test func `an unknown terminal is refused by name and a poor one too`() throws {
      let pty = try Pty(width: 20, height: 2)
      #expect(throws: TerminalError.unknown(names: [])) { try pty.open([:]) }
      #expect(throws: TerminalError.cannotMoveCursor(name: "dumb")) {
        try pty.open(["TERM": "dumb"])
      }
      #expect(pty.isCooked)
    }
  }
}
