import Core
import Testing

@testable import Screen

@Suite("The ratchet chart")
struct ChartRatchetTests {
  private let area = Rect(row: 0, column: 0, width: 100, height: 14)

  private func timed(_ count: Int) -> RatchetInput {
    var input = ratchetInput(count)
    for index in input.tries.indices {
      // A night without experiments in the middle.
      let n = Double(input.tries[index].n)
      input.tries[index].time = n * 310 + (n > Double(count) / 2 ? 28_800 : 0)
    }
    for index in input.steps.indices { input.steps[index].margin = 0.0005 }
    return input
  }

  private func frame(_ input: RatchetInput) -> RatchetFrame {
    RatchetChart.frame(input, at: area, capabilities: capabilities(.braille))
  }

  @Test("with intervals and a row of numbers")
  func tall() throws {
    var input = timed(146)
    input.selection = 97
    try expectGolden(ratchetGrid(input, 100, 14), "chart-ratchet-tall")
    try expectGolden(ratchetGrid(input, 100, 14, .ascii), "chart-ratchet-tall-ascii")
  }

  @Test("over time, with a night in it")
  func time() throws {
    var input = timed(146)
    input.axis = .time
    try expectGolden(ratchetGrid(input, 100, 14), "chart-ratchet-time")
    for index in input.tries.indices { input.tries[index].time = nil }
    #expect(text(of: ratchetGrid(input, 60, 6)).contains("no experiment has a time"))
  }

  @Test("a window, and ten thousand experiments")
  func windows() throws {
    var input = timed(146)
    input.window = 100...120
    try expectGolden(ratchetGrid(input, 100, 10), "chart-ratchet-window")
    try expectGolden(ratchetGrid(timed(10_000), 100, 10), "chart-ratchet-10000")
  }

  @Test("the selection steps through every try, also where they share a column")
  func steps() {
    for count in [1, 10, 700] {
      var input = timed(count)
      var seen: [Int] = []
      input.selection = 1
      for _ in 0..<count {
        seen.append(input.selection ?? -1)
        input.selection = frame(input).selection(movedBy: 1)
      }
      #expect(seen == Array(1...count))
      #expect(frame(input).selection(movedBy: -100_000) == 1)
    }
  }

  @Test("columns and clicks")
  func columns() throws {
    var input = timed(700)
    input.selection = 1
    let column = try #require(frame(input).column(of: 350))
    let here = frame(input).experiments(atColumn: column)
    #expect(here.contains(350) && here.count > 1)
    var clicked: [Int] = []
    for _ in here {
      input.selection = frame(input).selection(clickedAt: column)
      clicked.append(input.selection ?? -1)
    }
    #expect(clicked.sorted() == here)
    input.selection = 350
    let next = try #require(frame(input).selection(movedByColumns: 1))
    #expect(frame(input).column(of: next).map { $0 > column } == true)
    #expect(frame(input).spans(noise: nil).map(\.text).joined().contains("in this column"))
  }

  @Test(
    "zooming keeps the selection in sight and ends at all of it", arguments: RatchetAxis.allCases)
  func zoom(axis: RatchetAxis) {
    var input = timed(700)
    input.axis = axis
    input.selection = 350
    for _ in 0..<12 {
      input.window = frame(input).window(after: .zoomIn)
      #expect(frame(input).column(of: 350) != nil)
    }
    for _ in 0..<20 { input.window = frame(input).window(after: .zoomOut) }
    #expect(input.window == nil)
  }

  @Test("any size, window and axis")
  func anySize() {
    for glyphs in Glyphs.allCases {
      for (index, count) in [0, 1, 9, 300].enumerated() {
        for axis in RatchetAxis.allCases {
          for window in [nil, 0...1e9, -5...(-1), 3...3.5] as [ClosedRange<Double>?] {
            var input = timed(count)
            input.axis = axis
            input.window = window
            input.selection = count / 3
            for width in stride(from: index, through: 110, by: 23) {
              for height in stride(from: index, through: 30, by: 7) {
                let grid = ratchetGrid(input, width, height, glyphs)
                #expect(glyphs != .ascii || grid.cells.allSatisfy { $0.text.allSatisfy(\.isASCII) })
              }
            }
          }
        }
      }
    }
  }
}
