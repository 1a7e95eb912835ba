import Core
import Testing

@testable import Screen

struct `Any patch can be drawn` {
  private static let seed = """
    diff --git a/train.py b/train.py
    --- a/train.py
    +++ b/train.py
    @@ -1,6 +1,7 @@ class 漢字:
     \"\"\"größe\t漢字漢字
    -lr = 0.1  # \u{1b}[31mred \u{202e}
    -a long line that wraps at any width that a pane may have, 漢字 included
    +lr = 0.2  # 👩\u{200d}💻 e\u{301}
    +a long line that wraps at every width that a pane can have, 漢字 included
    +\t\tnew
     \"\"\"
     end
    @@ -20,2 +21,1 @@
    -gone
     x
    \\ No newline at end of file
    diff --git a/k.cu b/k.cu
    new file mode 100644
    --- /dev/null
    +++ b/k.cu
    @@ -0,0 +1,2 @@
    +/* a
    +b */ int x;
    diff --git a/b.bin b/b.bin
    Binary files a/b.bin and b/b.bin differ

    """

  @Test func `at any size nothing leaves the rectangle and nothing is halved`() {
    var random = SplitMix(seed: 23)
    let alphabet = Array("\n\n+- @\\\t\"漢\u{301}".utf8)
    for round in 0..<Fuzz.rounds(600) {
      let bytes =
        round == 0
        ? Array(Self.seed.utf8) : random.mutated(Array(Self.seed.utf8), with: alphabet)
      let patch = Patch(parsing: String(decoding: bytes, as: UTF8.self))
      var state = DiffState()
      state.wraps = Bool.random(using: &random)
      state.choice = [nil, .unified, .sideBySide].randomElement(using: &random) ?? nil
      let size = Size(
        width: Int.random(in: 0...180, using: &random),
        height: Int.random(in: 0...40, using: &random))
      let page = DiffPage(patch, state, size: size)
      state.find(["a", "漢", "lr =", "\t"].randomElement(using: &random) ?? "", on: page)
      state.scroll(by: Int.random(in: -5...60, using: &random), on: page)
      state.shift(by: Int.random(in: 0...9, using: &random), on: page)
      state.moveHunk(by: Int.random(in: -2...2, using: &random), on: page)
      let capabilities = Capabilities(
        unicode: Bool.random(using: &random), tints: Bool.random(using: &random))
      var grid = Grid(size: Size(width: size.width + 5, height: size.height + 4))
      let area = Rect(row: 1, column: 2, width: size.width, height: size.height)
      page.draw(state, into: &grid, at: area, capabilities: capabilities)
      if let fault = fault(in: grid, area, capabilities) {
        Issue.record("\(fault) in round \(round) at \(size)\n\(text(of: grid))")
        return
      }
    }
  }

  private func fault(in grid: Grid, _ area: Rect, _ capabilities: Capabilities) -> String? {
    for row in 0..<grid.size.height {
      for column in 0..<grid.size.width
      where !area.contains(row: row, column: column) && grid[row, column] != .blank {
        return "ink outside at \(row), \(column)"
      }
    }
    return ScreenTests.fault(in: grid, unicode: capabilities.unicode)
  }

  @Test(arguments: [DiffLayout.unified, .sideBySide])
  func `a row looks the same wherever the page begins`(layout: DiffLayout) {
    let patch = Patch(parsing: Self.seed)
    let capabilities = Capabilities(tints: true)
    for width in [30, 61, 90] {
      let rows = DiffRows(patch, layout: layout, wrapWidth: width)
      var whole = Grid(size: Size(width: width, height: rows.count))
      rows.draw(from: 0, into: &whole, at: Rect(whole.size), capabilities: capabilities)
      for top in 0..<rows.count {
        var page = Grid(size: Size(width: width, height: 3))
        rows.draw(from: top, into: &page, at: Rect(page.size), capabilities: capabilities)
        for row in 0..<min(3, rows.count - top) {
          for column in 0..<width where page[row, column] != whole[top + row, column] {
            Issue.record("\(page[row, column]) at \(top) + \(row), \(column), width \(width)")
            return
          }
        }
      }
    }
  }

  @Test func `code far down a long hunk is read from near it`() {
    // Ten thousand lines of a string, then code: the page looks back a bounded way only.
    var lines = ["+x = \"\"\""] + (0..<10_000).map { "+if \($0)" } + ["+\"\"\""]
    lines += (0..<300).map { _ in "+if" }
    let text =
      "--- a/x.py\n+++ b/x.py\n@@ -0,0 +1,\(lines.count) @@\n" + lines.joined(separator: "\n")
      + "\n"
    let rows = DiffRows(Patch(parsing: text), compact: true)
    var grid = Grid(size: Size(width: 20, height: 1))
    func role(_ row: Int) -> Role {
      rows.draw(
        from: row, into: &grid, at: Rect(grid.size), capabilities: Capabilities(tints: true))
      return grid[0, 6 + String(rows.count).count - 3].style.role
    }
    #expect(role(100) == .syntaxString)
    #expect(role(DiffSyntax.lookBack) == .syntaxString)
    #expect(role(rows.count - 1) == .syntaxKeyword)
  }
}
