import Core
import Screen
import Testing

private let onePatch = """
  diff --git a/train.py b/train.py
  --- a/train.py
  +++ b/train.py
  @@ -112,3 +112,3 @@ class CausalSelfAttention(nn.Module):
       class CausalSelfAttention(nn.Module):
  -        base = 10000
  +        base = 50000
           inv_freq = 1.0 / (base ** (channel / head_dim))
  @@ -240,4 +240,5 @@ def main():
       optimizer = setup(model)
  -    for step in range(args.num_iterations):
  -        lr = schedule(step)
  +    for step in range(args.num_iterations + args.cooldown):
  +        lr = schedule(step, warmdown=0.6)
  +        clip(model)
           train(step)

  """

private let manyPatch = """
  diff --git a/train.py b/train.py
  --- a/train.py
  +++ b/train.py
  @@ -1,4 +1,4 @@
   import os
  -# 学習率を変える
  +# 学習率を上げる \u{202e}hidden
  \tif x:\tpass\u{7}
   last
  diff --git a/new.py b/new.py
  new file mode 100644
  --- /dev/null
  +++ b/new.py
  @@ -0,0 +1,2 @@
  +first
  +second
  \\ No newline at end of file
  diff --git a/run.sh b/run.sh
  old mode 100644
  new mode 100755
  diff --git a/logo.png b/logo.png
  index 1111111..2222222 100644
  Binary files a/logo.png and b/logo.png differ

  """

private func grid(_ rows: DiffRows, _ width: Int, _ height: Int, from top: Int = 0) -> Grid {
  var grid = Grid(size: Size(width: width, height: height))
  rows.draw(from: top, into: &grid, at: Rect(grid.size), capabilities: Capabilities())
  return grid
}

@Suite("Diff pictures")
struct DiffGoldenTests {
  @Test("compact and whole")
  func one() throws {
    let patch = Patch(parsing: onePatch)
    try expectGolden(grid(DiffRows(patch, compact: true), 72, 12), "diff-compact")
    try expectGolden(grid(DiffRows(patch), 72, 14), "diff-unified")
    try expectGolden(grid(DiffRows(patch, layout: .sideBySide), 120, 12), "diff-side-by-side")
    try expectGolden(grid(DiffRows(patch, wrapWidth: 34), 34, 20), "diff-wrapped")
  }

  @Test("several files, wide and hostile text")
  func many() throws {
    let patch = Patch(parsing: manyPatch)
    try expectGolden(grid(DiffRows(patch), 60, 24), "diff-files")
    try expectGolden(grid(DiffRows(patch, wrapWidth: 16), 16, 24), "diff-files-narrow")
    #expect(DiffHeader.summary(patch) == "4 files +\(patch.added) -\(patch.removed)")
  }

  @Test("a page: files, lines, and what was found")
  func page() throws {
    let patch = Patch(parsing: manyPatch + onePatch)
    func picture(_ width: Int, _ height: Int, unicode: Bool = true) -> Grid {
      var grid = Grid(size: Size(width: width, height: height))
      var state = DiffState()
      let page = DiffPage(patch, state, size: grid.size)
      state.find("LR", on: page)
      state.find("lr", on: page)
      let capabilities = Capabilities(glyphs: unicode ? .braille : .ascii, unicode: unicode)
      page.draw(state, into: &grid, at: Rect(grid.size), capabilities: capabilities)
      return grid
    }
    try expectGolden(picture(160, 30), "diff-page-160x30")
    try expectGolden(picture(80, 24), "diff-page-80x24")
    try expectGolden(picture(120, 30, unicode: false), "diff-page-ascii")
  }

  @Test("changed lines stand on a ground where there are colours to spare")
  func tints() throws {
    let rows = DiffRows(Patch(parsing: onePatch), compact: true)
    var grid = Grid(size: Size(width: 60, height: 4))
    rows.draw(
      from: 0, into: &grid, at: Rect(grid.size), capabilities: Capabilities(tints: true))
    // From the sign to the edge, with another ground under what differs.
    #expect(grid[1, 3].style.ground == .plain)
    #expect(grid[1, 5] == Cell("-", Style(.diffRemoved, ground: .diffRemoved)))
    #expect(grid[1, 59].style.ground == .diffRemoved)
    #expect(grid[2, 59].style.ground == .diffAdded)
    #expect(grid[2, 21] == Cell("5", Style(.syntaxNumber, ground: .diffAddedWord)))
    #expect(grid[2, 14] == Cell("b", Style(.diffContext, ground: .diffAdded)))
    #expect(grid[3, 59].style.ground == .plain)
  }

  @Test("found text is marked and rows are listed")
  func search() throws {
    let rows = DiffRows(Patch(parsing: onePatch))
    #expect(rows.rows(containing: "STEP") == [])
    #expect(rows.rows(containing: "base").count == 3)
    var picture = Grid(size: Size(width: 60, height: 6))
    rows.draw(
      from: 0, into: &picture, at: Rect(picture.size), capabilities: Capabilities(),
      search: "base")
    #expect(styles(of: picture).contains("MMMM"))
  }

  @Test("nothing changed")
  func empty() {
    let rows = DiffRows(Patch())
    #expect(rows.count == 0)
    #expect(text(of: grid(rows, 30, 3)).contains("no changes"))
    #expect(rows.nextHunk(after: 0) == nil)
  }
}
