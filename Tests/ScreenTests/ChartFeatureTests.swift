import Core
import Testing

@testable import Screen

/// A grid with its grounds as a letter plane of their own.
private func grounds(of grid: Grid) -> Grid {
  var result = Grid(size: grid.size)
  for row in 0..<grid.size.height {
    for column in 0..<grid.size.width where grid[row, column].style.ground == .band {
      result[row, column] = Cell("▒", Style(.band))
    }
  }
  return result
}

/// A run compared with a champion of three seeds, a marked experiment and one of the past.
func comparison() -> CurveInput {
  var input = lossInput()
  input.referenceSeeds = [
    lossSeries(950, shift: 0.3, seed: 31), lossSeries(900, shift: -0.2, seed: 32),
  ]
  input.others = [
    CurveLine(series: lossSeries(800, shift: 0.6, seed: 23), name: "#140", role: .chart2),
    CurveLine(
      series: lossSeries(950, shift: 0.9, seed: 24), name: "#12 a very long name indeed",
      role: .ghost, stroke: .dashed),
  ]
  input.showsEndLabels = true
  return input
}

@Suite("Chart features")
struct ChartFeatureTests {
  private func noisy() -> CurveInput {
    var noise = ChartNoise(seed: 8)
    let points = (0..<4000).map { step in
      Point(x: Double(step), time: nil, y: 3 - Double(step) / 4000 + 0.4 * noise.normal())
    }
    let series = Series(name: "loss", axis: .step, role: .trainLoss, points: points)
    return CurveInput(subject: series, subjectName: "#5", title: "loss", smoothing: 0.99)
  }

  @Test("raw values are a tint behind the smoothed line")
  func tint() throws {
    var grid = Grid(size: Size(width: 72, height: 14))
    let tints = Capabilities(glyphs: .braille, unicode: true, tints: true)
    CurveChart().draw(noisy(), into: &grid, at: Rect(grid.size), capabilities: tints)
    try expectGolden(grid, "chart-band-tint")
    try expectGolden(grounds(of: grid), "chart-band-tint-grounds")
    let plain = grid.cells.filter { $0.style.role == .band }
    #expect(plain.isEmpty)
  }

  @Test("without tints they are sparse dots", arguments: Glyphs.allCases)
  func dots(glyphs: Glyphs) throws {
    let grid = curveGrid(noisy(), 72, 14, glyphs)
    try expectGolden(grid, "chart-band-\(glyphs.rawValue)")
    #expect(grid.cells.allSatisfy { $0.style.ground == .plain })
  }

  @Test("a noisy series is no solid mass, smoothed or not")
  func noMass() {
    for smoothing in [0, 0.99] {
      var input = noisy()
      input.smoothing = smoothing
      let grid = curveGrid(input, 72, 14)
      let full = grid.cells.count { $0.text == "⣿" }
      #expect(full < 5, "\(full) full cells at \(smoothing)")
    }
  }

  @Test("several experiments over several seeds", arguments: Glyphs.allCases)
  func compared(glyphs: Glyphs) throws {
    try expectGolden(curveGrid(comparison(), 100, 20, glyphs), "chart-compare-\(glyphs.rawValue)")
  }

  @Test("where the focused line has ink a cell shows its dots alone")
  func truthful() throws {
    var input = comparison()
    input.showsLegend = false
    input.showsTitle = false
    input.showsRaw = false
    input.showsEndLabels = false
    var alone = input
    alone.others = []
    let full = curveGrid(input, 100, 20)
    let frame = try #require(
      CurveChart.frame(input, at: Rect(full.size), capabilities: capabilities(.braille)))
    alone.verticalWindow = frame.y
    input.verticalWindow = frame.y
    let both = curveGrid(input, 100, 20)
    let one = curveGrid(alone, 100, 20)
    for row in 0..<frame.plot.endRow {
      for column in frame.plot.column..<frame.plot.endColumn
      where one[row, column].style.role == .chart1 {
        #expect(both[row, column] == one[row, column])
      }
    }
  }

  @Test("a tie between two lines is neutral, more dots win")
  func composed() {
    var a = DotRaster(columns: 2, rows: 1, glyphs: .braille)
    var b = a
    a.set(x: 0, y: 0)
    b.set(x: 1, y: 3)
    a.set(x: 2, y: 0)
    b.set(x: 2, y: 1)
    b.set(x: 3, y: 1)
    var grid = Grid(size: Size(width: 2, height: 1))
    RasterPen.draw(
      focused: nil, others: [RasterLayer(a, Style(.chart2)), RasterLayer(b, Style(.chart3))],
      into: &grid, at: Rect(grid.size))
    #expect(grid[0, 0] == Cell("⢁", Style(.ghost)))
    #expect(grid[0, 1] == Cell("⠓", Style(.chart3)))
  }

  @Test("long labels print what they share once")
  func prefix() throws {
    var noise = ChartNoise(seed: 9)
    let points = (0..<300).map { step in
      Point(
        x: Double(step) * 1e6, time: nil,
        y: 1.000012 + 0.000009 * Double(300 - step) / 300 + 2e-7 * noise.normal())
    }
    let series = Series(name: "val_bpb", axis: .tokens, role: .validationLoss, points: points)
    let input = CurveInput(subject: series, subjectName: "#7", title: "val_bpb")
    try expectGolden(curveGrid(input, 72, 10), "chart-prefix")
  }

  @Test("both axes logarithmic")
  func logarithmic() throws {
    var input = CurveInput(
      subject: lossSeries(40_000, seed: 3), subjectName: "#3", title: "loss", smoothing: 0.9)
    input.subject?.points = (0..<40_000).map { step in
      Point(x: Double(step), time: nil, y: 0.001 + 8 / (1 + 0.01 * Double(step)))
    }
    input.logarithmic = true
    input.logarithmicX = true
    try expectGolden(curveGrid(input, 72, 14), "chart-log-log")
  }

  @Test("over tokens, and a sentence where they are unknown")
  func tokens() throws {
    var input = lossInput()
    input.unit = .tokens
    #expect(text(of: curveGrid(input, 72, 10)).contains("does not say how many tokens"))
    let counts = (0...95).map { Point(x: Double($0) * 10, time: nil, y: Double($0) * 5.24e6) }
    let series = Series(name: "tokens", axis: .step, role: .other, points: counts)
    input.subjectTokens = series
    let facts = try #require(
      CurveChart.facts(input, at: Rect(row: 0, column: 0, width: 72, height: 10)))
    #expect(facts.spans.map(\.text).joined().contains("tokens of champion unknown"))
    input.referenceTokens = series
    input.crosshair = 2e8
    try expectGolden(curveGrid(input, 72, 12), "chart-tokens")
  }

  @Test("a run that diverged says so in words")
  func diverged() throws {
    var input = lossInput(200)
    for index in 150..<200 { input.subject?.points[index].y = .nan }
    let facts = try #require(
      CurveChart.facts(input, at: Rect(row: 0, column: 0, width: 72, height: 10)))
    #expect(facts.spans.first?.text == "diverged @ step 150")
    #expect(facts.spans.first?.style.role == .bad)
    #expect(CurveChart.values(input, at: 180).subject == nil)
  }

  @Test("a new point changes few cells of a long curve")
  func calm() {
    var series = lossSeries(5000, seed: 4)
    var changes: [Int] = []
    var last: Grid?
    for step in 5000..<5060 {
      series.points.append(
        Point(x: Double(step), time: nil, y: 1 + 0.01 * Double(step % 7)))
      let input = CurveInput(
        subject: series, subjectName: "#1", title: "loss", smoothing: 0.98,
        budgetFraction: Double(step) / 9000)
      let grid = curveGrid(input, 100, 24)
      if step % 20 == 0 { #expect(grid == curveGrid(input, 100, 24)) }
      if let last { changes.append(zip(last.cells, grid.cells).count { $0 != $1 }) }
      last = grid
    }
    changes.sort()
    #expect(changes[changes.count / 2] <= 4)
    #expect(changes[changes.count * 9 / 10] <= 12)
  }

  @Test("every experiment keeps its colour, and neighbours have different ones")
  func colours() {
    let some = ChartColors.roles(for: [140, 12, 7])
    #expect(Set(some.values).count == 3)
    #expect(ChartColors.roles(for: [140])[140] == some[140])
    let many = ChartColors.roles(for: Array(1...7))
    #expect(Set(many.values).count == 7)
    #expect(!many.values.contains(.chart1))
    #expect(ChartColors.roles(for: Array(1...50)).count == 50)
  }

  @Test("axes: whole labels, suffixes, units of time")
  func axes() {
    func labels(_ range: ClosedRange<Double>, _ unit: CurveUnit = .step, width: Int = 70)
      -> [String]
    {
      var input = lossInput(10)
      input.unit = unit
      return CurveAxis.labels(input, x: ChartScale(range), width: width).map(\.1)
    }
    #expect(labels(0...10_000) == ["0", "2k", "4k", "6k", "8k", "10k"])
    #expect(labels(123_400...123_480) == ["123.4k", "123.42k", "123.44k", "123.46k", "123.48k"])
    #expect(labels(0...150, .time) == ["0", "30", "60", "90", "120", "150"])
    #expect(labels(0...5400, .time) == ["0", "15", "30", "45", "60", "75", "90"])
    #expect(labels(0...90_000, .time) == ["0", "6", "12", "18", "24"])
    #expect(labels(0...3e9) == ["0", "500M", "1B", "1.5B", "2B", "2.5B", "3B"])
    let fine = Ticks(over: 1.0012...1.0021, atMost: 8)
    #expect(fine.labels.count >= 4)
    #expect(fine.labels.allSatisfy { $0.hasPrefix("1.00") && $0.count == 6 })
  }
}
