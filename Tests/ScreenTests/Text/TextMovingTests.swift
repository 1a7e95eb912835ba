import Testing

@testable import Screen

@Suite struct `Moving through a text` {
  private var text = NumberedText(count: 1000)
  private var view = TextView()

  @Test mutating func `it follows the newest line until somebody scrolls away`() {
    #expect(text.settle(&view, height: 10) == 990...999)
    text.count = 1005
    #expect(text.settle(&view, height: 10) == 995...1004)
    #expect(view.isFollowing)
    view.scroll(rows: -1)
    #expect(text.settle(&view, height: 10) == 994...1003)
    #expect(!view.isFollowing)
    text.count = 1100
    #expect(text.settle(&view, height: 10) == 994...1003)
    #expect(view.demand(height: 10).newsFrom == 1005 * NumberedText.width)
    view.follow()
    #expect(text.settle(&view, height: 10) == 1090...1099)
    #expect(view.demand(height: 10).newsFrom == nil)
  }

  @Test mutating func `scrolling down to the end follows again`() {
    _ = text.settle(&view, height: 10)
    view.scroll(rows: -5)
    _ = text.settle(&view, height: 10)
    view.scroll(rows: 4)
    #expect(text.settle(&view, height: 10) == 989...998)
    #expect(!view.isFollowing)
    view.scroll(rows: 50)
    #expect(text.settle(&view, height: 10) == 990...999)
    #expect(view.isFollowing)
  }

  @Test mutating func `held at the end, it stays there though more comes`() {
    _ = text.settle(&view, height: 10)
    view.hold()
    #expect(text.settle(&view, height: 10) == 990...999)
    text.count = 1500
    #expect(text.settle(&view, height: 10) == 990...999)
  }

  @Test(arguments: [11, 25, 60, Int.max])
  mutating func `a long way is gone in as many pages as it takes`(_ reach: Int) {
    text.reach = reach
    _ = text.settle(&view, height: 10)
    view.scroll(rows: -45)
    #expect(text.settle(&view, height: 10) == 945...954)
    view.scroll(rows: 12)
    #expect(text.settle(&view, height: 10) == 957...966)
    view.scroll(pages: -2)
    #expect(text.settle(&view, height: 10) == 939...948)
    view.scroll(halfPages: 1)
    #expect(text.settle(&view, height: 10) == 944...953)
  }

  @Test mutating func `the ends are walls`() {
    view.scroll(rows: -100_000)
    #expect(text.settle(&view, height: 10) == 0...9)
    view.scroll(rows: -3)
    #expect(text.settle(&view, height: 10) == 0...9)
    view.scroll(rows: 1)
    #expect(text.settle(&view, height: 10) == 1...10)
    view.goToStart()
    #expect(text.settle(&view, height: 10) == 0...9)
  }

  @Test mutating func `a percentage is a place`() {
    _ = text.settle(&view, height: 10)
    view.go(toPercent: 50)
    #expect(text.settle(&view, height: 10) == 500...509)
    view.go(toPercent: 0)
    #expect(text.settle(&view, height: 10) == 0...9)
    view.go(toPercent: 99.9)
    #expect(text.settle(&view, height: 10) == 990...999)
    #expect(view.isFollowing)
    view.go(toPercent: .nan)
    #expect(text.settle(&view, height: 10) == 0...9)
  }

  @Test mutating func `a text that fits is shown whole and followed`() {
    text.count = 4
    #expect(text.settle(&view, height: 10) == 0...3)
    view.scroll(rows: -2)
    #expect(text.settle(&view, height: 10) == 0...3)
    #expect(view.isFollowing)
    text.count = 0
    #expect(text.settle(&view, height: 10) == -1...(-1))
  }

  @Test mutating func `a text that became shorter is shown from its end`() {
    _ = text.settle(&view, height: 10)
    view.scroll(rows: -100)
    _ = text.settle(&view, height: 10)
    text.count = 30
    #expect(text.settle(&view, height: 10) == 20...29)
  }

  @Test mutating func `a taller screen shows more lines above, never half a screen`() {
    _ = text.settle(&view, height: 10)
    view.scroll(rows: -5)
    #expect(text.settle(&view, height: 10) == 985...994)
    #expect(text.settle(&view, height: 40) == 960...999)
    #expect(!view.isFollowing)
    #expect(text.settle(&view, height: 10) == 960...969)
  }

  @Test mutating func `wrapped rows are scrolled one by one, and none is lost`() {
    let long = page(["a", String(repeating: "x", count: 25), "b", "c"])
    view.toggleWrap()
    func rows() -> [String] {
      TextPane(view, long, capabilities: Capabilities()).visible(width: 10, height: 2)
        .map { "\($0.line).\($0.part)" }
    }
    _ = view.settle(long, width: 10, height: 2)
    #expect(rows() == ["2.0", "3.0"])
    var seen: [[String]] = []
    for _ in 0..<5 {
      view.scroll(rows: -1)
      _ = view.settle(long, width: 10, height: 2)
      seen.append(rows())
    }
    #expect(
      seen == [["1.2", "2.0"], ["1.1", "1.2"], ["1.0", "1.1"], ["0.0", "1.0"], ["0.0", "1.0"]])
  }

  @Test mutating func `columns are shifted only where lines are cut`() {
    view.shift(columns: 8)
    #expect(view.shift == 8)
    view.shift(columns: -20)
    #expect(view.shift == 0)
    view.shift(columns: 8)
    view.toggleWrap()
    #expect(view.shift == 0)
    view.shift(columns: 8)
    #expect(view.shift == 0)
  }
}
