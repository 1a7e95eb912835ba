import Testing

@testable import Screen

@Suite struct `Looking for something in a text` {
  private let text = NumberedText(count: 1000)
  private var view = TextView()

  private mutating func answer(_ outcome: TextFinding.Outcome, around: Bool = false)
    -> ClosedRange<Int>
  {
    var page = text.answer(view.demand(height: 9))
    page.finding = view.demand(height: 9).search.map {
      TextFinding(ticket: $0.ticket, outcome: outcome, isAround: around)
    }
    _ = view.settle(page, width: 20, height: 9)
    return text.settle(&view, height: 9)
  }

  @Test mutating func `at the end it goes backward, elsewhere forward`() {
    _ = text.settle(&view, height: 9)
    view.find("x")
    #expect(view.demand(height: 9).search?.isForward == false)
    #expect(view.demand(height: 9).search?.origin == Int.max)
    view.go(toPercent: 50)
    _ = text.settle(&view, height: 9)
    view.find("x")
    #expect(view.demand(height: 9).search?.isForward == true)
    #expect(view.demand(height: 9).search?.origin == 5000)
  }

  @Test mutating func `the line found stands a third below the top, unless it is in sight`() {
    _ = text.settle(&view, height: 9)
    view.find("300")
    #expect(answer(.searching(0.4)) == 991...999)
    #expect(view.isSearching)
    #expect(answer(.found(3000..<3010)) == 297...305)
    #expect(!view.isSearching)
    #expect(view.demand(height: 9).search == nil)
    view.findNext()
    #expect(view.demand(height: 9).search?.isForward == false)
    #expect(view.demand(height: 9).search?.origin == 3000)
    #expect(answer(.found(2980..<2990)) == 297...305)
    view.findPrevious()
    #expect(view.demand(height: 9).search?.isForward == true)
    #expect(view.demand(height: 9).search?.origin == 2990)
    #expect(answer(.found(6000..<6010), around: true) == 597...605)
    #expect(view.isAround)
    view.findNext()
    #expect(view.demand(height: 9).search?.isForward == false)
  }

  @Test mutating func `what is nowhere moves nothing, and can be forgotten`() {
    _ = text.settle(&view, height: 9)
    view.find("nowhere")
    #expect(answer(.nothing) == 991...999)
    #expect(view.isFollowing)
    #expect(view.outcome == .nothing)
    view.endSearch()
    #expect(view.search == nil)
    view.findNext()
    #expect(view.search == nil)
    view.find("")
    #expect(view.search == nil)
  }

  @Test mutating func `an answer to an older search is not taken`() {
    _ = text.settle(&view, height: 9)
    view.find("a")
    let old = view.demand(height: 9).search?.ticket ?? 0
    view.find("b")
    var page = text.answer(view.demand(height: 9))
    page.finding = TextFinding(ticket: old, outcome: .found(0..<10))
    let asks = view.settle(page, width: 20, height: 9)
    #expect(!asks)
    #expect(view.current == nil)
    #expect(view.isSearching)
  }

  @Test func `capitals count only when there are some`() {
    let small = TextPattern("loss")
    #expect(small?.ranges(in: "Loss loss LOSS") == [0..<4, 5..<9, 10..<14])
    #expect(TextPattern("Loss")?.ranges(in: "Loss loss LOSS") == [0..<4])
    #expect(TextPattern("é")?.ranges(in: "aéb É") == [1..<3, 5..<7])
    #expect(TextPattern("É")?.ranges(in: "aéb É") == [5..<7])
    // The small letter of this capital takes a byte less: it stays what it is.
    #expect(TextPattern("ß é")?.ranges(in: "ẞ É") == [])
    #expect(TextPattern("ß é")?.ranges(in: "ß É") == [0..<5])
    #expect(TextPattern("aa")?.ranges(in: "aaaaa") == [0..<2, 2..<4])
    #expect(small?.isFound(in: "los") == false)
    #expect(TextPattern("") == nil)
  }
}
