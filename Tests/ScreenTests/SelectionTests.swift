import Core
import Testing

@testable import Screen

struct SelectionTests {
  @Test func `selecting a place gives what sorting would put there`() {
    var dice = SplitMix(seed: 7)
    for count in 1...120 {
      // Few different values make many equal ones.
      let values = (0..<count).map { _ in Double(dice.next() % UInt64(count)) - 20 }
      let sorted = values.sorted()
      for order in [values, sorted, sorted.reversed()] {
        for place in Set([0, count / 3, count / 2, count - 1]) {
          var shuffled = order
          #expect(shuffled.select(place) == sorted[place])
          #expect(shuffled.sorted() == sorted)
        }
      }
    }
  }

  @Test func `a row counts as shared only when every cell of it is equal`() {
    var before = Grid(size: Size(width: 41, height: 3))
    before[1, 40] = Cell("fifteen bytes !", Style(.text))
    var after = before
    #expect(after.sharesRow(1, with: before))
    after[1, 40] = Cell("fifteen bytes ?", Style(.text))
    #expect(!after.sharesRow(1, with: before))
    #expect(after.sharesRow(0, with: before) && after.sharesRow(2, with: before))
    after[2, 0].style = Style(.text, bold: true)
    #expect(!after.sharesRow(2, with: before))
    #expect(!after.sharesRow(0, with: Grid(size: Size(width: 40, height: 3))))
    #expect(!after.sharesRow(3, with: before))
  }
}
