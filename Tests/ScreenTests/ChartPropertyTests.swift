import Core
import Screen
import Testing

@Suite("Charts never fail")
struct ChartPropertyTests {
  private static let odd: [[Double]] = [
    [], [1], [.nan], [.infinity, -.infinity], [0, 0, 0], [1, .nan, 2], [-1e308, 1e308],
    [.leastNonzeroMagnitude, 3 * .leastNonzeroMagnitude], [5, .nan, .nan, 4, .infinity],
    [1.0021, 1.0012], [-3, -2, -8000],
    [1e15, 1e15 + 1], [1e300, 1.0000001e300],
  ]

  private static func inputs() -> [CurveInput] {
    var all: [CurveInput] = []
    for (index, values) in odd.enumerated() {
      let points = values.enumerated().map {
        Point(x: Double($0.offset), time: index % 2 == 0 ? nil : Double($0.offset), y: $0.element)
      }
      let series = Series(name: "y", axis: .step, role: .other, points: points)
      var input = CurveInput(
        subject: series, subjectName: "#1", reference: lossSeries(20, seed: 5), title: "値 loss",
        smoothing: index % 3 == 0 ? 0 : 0.9, unit: index % 4 == 1 ? .time : .step,
        budgetFraction: index % 2 == 0 ? 0.3 : nil)
      all.append(input)
      input.reference = nil
      input.logarithmic = true
      input.showsRaw = true
      input.crosshair = 1
      all.append(input)
    }
    var backwards = lossInput(50)
    backwards.subject?.points.reverse()
    var wild = lossInput(50)
    wild.subject?.points[3].x = .nan
    wild.subject?.points[4].x = .infinity
    wild.subject?.points[5].x = 1e300
    var window = lossInput(50)
    window.window = 10...10.5
    var compared = comparison()
    compared.crosshair = 44
    compared.level = 3
    var dense = lossInput(2500, hasReference: false)
    dense.smoothing = 0
    dense.range = .full
    dense.window = 100...4000
    dense.logarithmicX = true
    dense.verticalWindow = 1...1e300
    var odd = compared
    odd.window = -5...(-1)
    odd.unit = .tokens
    odd.subjectTokens = lossSeries(30, seed: 2)
    return all + [backwards, wild, window, compared, dense, odd]
  }

  @Test("any size, any value", arguments: Glyphs.allCases)
  func anySize(glyphs: Glyphs) {
    let inputs = Self.inputs()
    for (index, input) in inputs.enumerated() {
      for width in stride(from: index % 5, through: 60, by: 14) {
        for height in stride(from: index % 4, through: 30, by: 9) {
          check(curveGrid(input, width, height, glyphs), glyphs)
        }
      }
      check(curveGrid(input, 200 - index, 60 - index, glyphs), glyphs)
    }
  }

  @Test("a campaign in any size", arguments: Glyphs.allCases)
  func anyCampaign(glyphs: Glyphs) {
    for count in [0, 1, 2, 9, 75, 300] {
      var input = ratchetInput(count)
      if count == 9 { input.steps.append(RatchetStep(n: 4, level: .nan)) }
      if count == 75 { input.breaks = [10, 500] }
      if count == 2 {
        input.steps = [RatchetStep(n: 0, level: 0), RatchetStep(n: 2, level: 1e300)]
      }
      input.selection = count / 2
      for width in stride(from: count % 3, through: 60, by: 5) {
        for height in stride(from: count % 5, through: 30, by: 5) {
          check(ratchetGrid(input, width, height, glyphs), glyphs)
        }
      }
    }
  }

  @Test("nothing is drawn outside the rectangle")
  func inside() {
    let area = Rect(row: 3, column: 5, width: 33, height: 9)
    for glyphs in Glyphs.allCases {
      var grid = Grid(size: Size(width: 60, height: 20))
      CurveChart().draw(lossInput(), into: &grid, at: area, capabilities: capabilities(glyphs))
      RatchetChart().draw(
        ratchetInput(90), into: &grid, at: area, capabilities: capabilities(glyphs))
      for row in 0..<20 {
        for column in 0..<60 where !area.contains(row: row, column: column) {
          #expect(grid[row, column] == .blank, "ink at \(row), \(column)")
        }
      }
    }
  }

  @Test("the chart stays where it is while points arrive")
  func calm() {
    var changes = 0
    var last: [String] = []
    for steps in stride(from: 300, to: 400, by: 2) {
      let lines = text(of: curveGrid(lossInput(steps), 72, 9)).split(separator: "\n").map(
        String.init)
      let axes = lines.map { String($0.prefix(7)) } + [lines.last ?? ""]
      if axes != last { changes += 1 }
      last = axes
    }
    #expect(changes <= 6)
  }

  @Test("columns and experiments agree", arguments: [0, 1, 10, 54, 55, 56, 140, 999])
  func columns(last: Int) {
    let columns = RatchetColumns(last: last, width: 55)
    for n in 0...last {
      let column = columns.column(of: n)
      #expect(column < 55)
      #expect(columns.experiments(at: column)?.contains(n) == true, "\(n) at \(column)")
    }
  }

  private func check(_ grid: Grid, _ glyphs: Glyphs) {
    for cell in grid.cells {
      if glyphs == .ascii, cell.text.contains(where: { !$0.isASCII }) {
        Issue.record("\(cell.text) is not ASCII")
      }
      if cell.text == "\u{2800}" { Issue.record("a blank braille pattern") }
    }
  }
}
