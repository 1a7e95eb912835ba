import Core
import Screen
import Testing

@Suite("Diffs never fail")
struct DiffPropertyTests {
  /// One file in which every tenth line changes.
  private func patch(lines: Int) -> Patch {
    let hunks = stride(from: 0, to: lines, by: 10).map { start in
      var lines = (0..<8).map { offset in
        PatchLine(
          kind: .context, text: "\tline \(start + offset) 漢字 = value(\(offset))",
          oldNumber: start + offset + 1, newNumber: start + offset + 1)
      }
      lines.insert(
        PatchLine(kind: .removed, text: "rate = \(start)\u{1b}[31m", oldNumber: start + 5), at: 4)
      lines.insert(
        PatchLine(kind: .added, text: "rate = \(start + 1)", newNumber: start + 5), at: 5)
      return Hunk(
        oldStart: start + 1, oldCount: 9, newStart: start + 1, newCount: 9, lines: lines)
    }
    return Patch(files: [
      PatchFile(
        oldPath: "a.py", newPath: "a.py", hunks: hunks, added: hunks.count, removed: hunks.count)
    ])
  }

  @Test("any size, any row", arguments: [DiffLayout.unified, .sideBySide])
  func sizes(layout: DiffLayout) {
    let patch = patch(lines: 60)
    for width in [0, 1, 2, 5, 6, 7, 8, 11, 13, 20, 33, 40] {
      for (wraps, shift) in [(false, 0), (false, 3), (true, 0)] {
        let rows = DiffRows(patch, layout: layout, wrapWidth: wraps ? width : nil)
        for top in [-3, 0, 5, rows.count - 1, rows.count, rows.count + 9] {
          var grid = Grid(size: Size(width: width + 4, height: 9))
          let area = Rect(row: 1, column: 2, width: width, height: 7)
          let capabilities = Capabilities(
            glyphs: shift == 0 ? .braille : .ascii, unicode: shift == 0)
          rows.draw(
            from: top, into: &grid, at: area, capabilities: capabilities, shift: shift,
            search: "rate")
          check(grid, area, isASCII: shift != 0)
        }
      }
    }
  }

  @Test("wrapping loses nothing")
  func wrapping() {
    let line = "x = \"漢字漢字漢字漢字漢字漢字\"\tend"
    let hunk = Hunk(
      oldStart: 1, oldCount: 0, newStart: 1, newCount: 1,
      lines: [PatchLine(kind: .added, text: line, newNumber: 1)])
    let patch = Patch(files: [PatchFile(oldPath: nil, newPath: "a", hunks: [hunk], added: 1)])
    for width in 9...40 {
      let rows = DiffRows(patch, compact: true, wrapWidth: width)
      var grid = Grid(size: Size(width: width, height: rows.count))
      rows.draw(from: 0, into: &grid, at: Rect(grid.size), capabilities: Capabilities())
      let drawn = text(of: grid).split(separator: "\n").map { row in
        // The rows it goes on in repeat the sign behind their mark.
        row.filter { !$0.isWhitespace }.replacing("↳+", with: "")
      }
      #expect(drawn.joined() == "1+" + line.filter { !$0.isWhitespace }, "width \(width)")
    }
  }

  @Test("fifty thousand lines open at once")
  func large() {
    let patch = patch(lines: 50_000)
    let rows = DiffRows(patch)
    #expect(rows.count > 50_000)
    #expect(rows.hunkStarts.count == 5000)
    var grid = Grid(size: Size(width: 120, height: 40))
    rows.draw(
      from: rows.count / 2, into: &grid, at: Rect(grid.size), capabilities: Capabilities())
    #expect(text(of: grid).split(separator: "\n").count == 40)
    #expect(rows.nextHunk(after: 12) == rows.hunkStarts.first { $0 > 12 })
    #expect(rows.previousHunk(before: 1) == nil)
  }

  private func check(_ grid: Grid, _ area: Rect, isASCII: Bool) {
    for row in 0..<grid.size.height {
      for column in 0..<grid.size.width {
        let cell = grid[row, column]
        if !area.contains(row: row, column: column), cell != .blank {
          Issue.record("ink outside at \(row), \(column)")
        }
        for scalar in cell.text.unicodeScalars
        where scalar.value < 0x20 || (isASCII && !scalar.isASCII) {
          Issue.record("\(scalar.value) on the screen")
        }
      }
    }
  }
}
