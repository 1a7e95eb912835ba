import Core
import Testing

@testable import Screen

struct `Moving through a diff` {
  /// Two files of three hunks of twelve lines each.
  private let patch: Patch = {
    var text = ""
    for name in ["a.py", "b.py"] {
      text += "diff --git a/\(name) b/\(name)\n--- a/\(name)\n+++ b/\(name)\n"
      for hunk in 0..<3 {
        let start = hunk * 100 + 1
        text += "@@ -\(start),11 +\(start),11 @@ def f\(hunk)():\n"
        text += (0..<5).map { " line \($0)\n" }.joined()
        text += "-rate = \(hunk)\n+rate = \(hunk + 1)\n"
        text += (5..<10).map { " line \($0)" + String(repeating: " long", count: 20) + "\n" }
          .joined()
      }
    }
    return Patch(parsing: text)
  }()

  @Test func `sides stand beside each other when there is room`() {
    let state = DiffState()
    func layout(_ width: Int, _ state: DiffState) -> DiffLayout {
      DiffPage(patch, state, size: Size(width: width, height: 30)).rows.layout
    }
    #expect(
      [80, 119, 120, 200].map { layout($0, state) } == [
        .unified, .unified, .sideBySide, .sideBySide,
      ])
    var asked = state
    asked.choice = .sideBySide
    #expect([40, 80].map { layout($0, asked) } == [.unified, .sideBySide])
    asked.choice = .unified
    #expect(layout(200, asked) == .unified)
  }

  @Test func `hunks and files are reached one by one`() {
    var state = DiffState()
    let page = DiffPage(patch, state, size: Size(width: 80, height: 10))
    var seen = [state.hunk]
    while state.moveHunk(by: 1, on: page) { seen.append(state.hunk) }
    #expect(seen == [0, 1, 2, 3, 4, 5])
    #expect(state.file == 1)
    #expect(state.top == page.rows.hunkStarts[5])
    let moved1 = state.moveFile(by: -1, on: page)
    #expect(moved1)
    #expect((state.file, state.hunk, state.top) == (0, 0, 0))
    let moved2 = state.moveFile(by: -1, on: page)
    #expect(!moved2)
    // Inside a hunk the way back leads to its beginning first.
    state.scroll(by: page.rows.hunkStarts[1] + 3, on: page)
    let moved3 = state.moveHunk(by: -1, on: page)
    #expect(moved3)
    #expect(state.top == page.rows.hunkStarts[1])
  }

  @Test func `the ends hold`() {
    var state = DiffState()
    let page = DiffPage(patch, state, size: Size(width: 80, height: 10))
    let moved4 = state.scroll(by: -1, on: page)
    #expect(!moved4)
    let moved5 = state.goToEnd(on: page)
    #expect(moved5)
    #expect(state.top == page.rows.count - page.height)
    let moved6 = state.page(by: 1, on: page)
    #expect(!moved6)
    #expect(page.position(state) == "b.py  2 of 2  hunk 6 of 6  100 %")
    let moved7 = state.goToStart(on: page)
    #expect(moved7)
  }

  @Test func `a search tells where it is and goes round`() {
    var state = DiffState()
    let page = DiffPage(patch, state, size: Size(width: 80, height: 10))
    state.find("RATE", on: page)
    #expect(page.searched(state) == "/RATE  not found")
    let moved8 = state.moveHit(by: 1, on: page)
    #expect(!moved8)
    state.find("rate", on: page)
    #expect(page.searched(state) == "/rate  1 of 12")
    state.moveHit(by: -1, on: page)
    #expect(page.searched(state) == "/rate  12 of 12")
    #expect(state.file == 1)
    state.moveHit(by: 1, on: page)
    #expect(page.searched(state) == "/rate  1 of 12")
    state.find("", on: page)
    #expect(page.searched(state) == nil)
  }

  @Test func `another layout shows the same place`() throws {
    var state = DiffState()
    var page = DiffPage(patch, state, size: Size(width: 80, height: 10))
    state.find("rate", on: page)
    state.moveHit(by: 8, on: page)
    state.scroll(by: 2, on: page)
    let place = try #require(page.rows.place(at: state.top))
    let label = page.searched(state)
    let size = page.size
    for _ in 0..<2 {
      state.wraps.toggle()
      page.fit(&state, to: size)
      #expect(page.rows.place(at: state.top) == place)
      #expect(page.searched(state) == label)
    }
    state.turnLayout(on: page)
    page.fit(&state, to: Size(width: 150, height: 10))
    #expect(page.rows.place(at: state.top)?.hunk == place.hunk)
    #expect(page.rows.place(at: state.top)?.file == place.file)
  }

  @Test func `what is looked at can be taken away as a patch`() throws {
    var state = DiffState()
    let page = DiffPage(patch, state, size: Size(width: 80, height: 10))
    state.moveHunk(by: 4, on: page)
    #expect(page.fileText(state) == patch.files[1].text)
    #expect(page.hunkText(state) == patch.files[1].text(hunk: 1))
  }

  @Test(arguments: [
    ("aab", "aaab", [1..<4]), ("aa", "aaaa", [0..<2, 2..<4]), ("ö", "aÖö", [1..<3, 3..<5]),
  ])
  func `a search finds each place once`(text: String, line: String, ranges: [Range<Int>]) {
    #expect(DiffSearch(text).ranges(in: line) == ranges)
  }
}
