import Core
import Testing

@testable import Screen

@Suite("Zoom, pan and the crosshair")
struct ChartWindowTests {
  private let area = Rect(row: 0, column: 0, width: 80, height: 20)
  private let braille = capabilities(.braille)

  private func frame(_ input: CurveInput) throws -> CurveFrame {
    try #require(CurveChart.frame(input, at: area, capabilities: braille))
  }

  @Test("zooming keeps the place under the crosshair where it is")
  func zoom() throws {
    var input = lossInput(950)
    let column = try frame(input).column(of: 700)
    for _ in 0..<6 {
      input.window = try frame(input).window(after: .zoomIn, around: 700)
      #expect(abs(try frame(input).column(of: 700) - column) <= 1)
    }
    let window = try #require(input.window)
    #expect(window.upperBound - window.lowerBound < 60)
  }

  @Test("windows stay inside what there is, and all of it is no window", arguments: [false, true])
  func held(isLogarithmic: Bool) throws {
    var noise = ChartNoise(seed: 2)
    var input = lossInput(950)
    input.logarithmicX = isLogarithmic
    for _ in 0..<Fuzz.rounds(60) {
      let move = ChartMove.allCases[Int(noise.uniform() * 4)]
      let shown = try frame(input)
      let place = shown.xScale.value(at: noise.uniform())
      input.window = shown.window(after: move, around: place)
      if let window = input.window {
        #expect(window.lowerBound < window.upperBound)
        #expect(window.lowerBound >= shown.extent.lowerBound * 0.999 - 1e-6)
        #expect(window.upperBound <= shown.extent.upperBound * 1.001)
      }
    }
    for _ in 0..<60 { input.window = try frame(input).window(after: .zoomOut) }
    #expect(input.window == nil)
    #expect(try frame(input).window(after: .forth) == nil)
  }

  @Test("y zooms around a value and comes back to what the chart chose")
  func vertical() throws {
    var input = lossInput(950)
    let chosen = try frame(input).y
    let extent = try #require(CurveChart.verticalExtent(input))
    input.verticalWindow = try frame(input).verticalWindow(
      after: .zoomIn, around: 3, extent: extent)
    let zoomed = try frame(input).y
    #expect(zoomed.upperBound - zoomed.lowerBound < chosen.upperBound - chosen.lowerBound)
    #expect(zoomed.contains(3))
    input.verticalWindow = try frame(input).verticalWindow(after: .fit, extent: extent)
    #expect(try frame(input).y == chosen)
  }

  @Test("a line is clipped at the window's edges, not dropped")
  func clippedLines() throws {
    let points = [0.0, 100].map { Point(x: $0, time: nil, y: $0) }
    var input = CurveInput(
      subject: Series(name: "y", axis: .step, role: .other, points: points), subjectName: "#1")
    input.window = 40...60
    input.verticalWindow = 45...55
    let drawn = curveGrid(input, 60, 12)
    let plot = try #require(
      CurveChart.frame(
        input, at: Rect(drawn.size), capabilities: braille)
    ).plot
    let columns = (plot.column..<plot.endColumn).filter { column in
      (plot.row..<plot.endRow).contains { drawn[$0, column].style.role == .chart1 }
    }
    #expect(columns.count >= plot.width / 3)
    #expect(drawn[plot.endRow - 1, plot.column + plot.width / 4].style.role == .chart1)
  }

  @Test("ranges: robust, full, visible, locked")
  func ranges() throws {
    var input = lossInput(950, hasReference: false)
    input.smoothing = 0
    input.subject?.points[400].y = 8000
    #expect(try frame(input).y.upperBound < 20)
    let facts = try #require(CurveChart.facts(input, at: area))
    #expect(facts.clipped >= 1)
    #expect(text(of: curveGrid(input, 80, 20)).contains("▲"))
    #expect(text(of: curveGrid(input, 80, 20, .ascii)).contains("^"))
    input.range = .full
    #expect(try frame(input).y.upperBound >= 8000)
    input.range = .visible
    input.window = 500...900
    #expect(try frame(input).y.upperBound < 4)
    input.range = .locked(2...5)
    #expect(try frame(input).y == 2...5)
  }

  @Test("the crosshair steps from sample to sample and reaches every one")
  func crosshair() throws {
    var sparse = lossInput(20, hasReference: false)
    sparse.budgetFraction = nil
    sparse.crosshair = 0
    var seen: [Double] = [0]
    for _ in 0..<40 {
      sparse.crosshair = CurveChart.crosshair(
        sparse, movedBy: 1, at: area, capabilities: braille)
      let place = try #require(sparse.crosshair)
      if place != seen.last { seen.append(place) }
    }
    #expect(seen == (0..<20).map(Double.init))
    sparse.crosshair = CurveChart.crosshair(
      sparse, movedBy: -1000, at: area, capabilities: braille)
    #expect(sparse.crosshair == 0)
    var dense = lossInput(950)
    dense.crosshair = 300
    let one = try #require(
      CurveChart.crosshair(dense, movedBy: 1, at: area, capabilities: braille))
    let ten = try #require(
      CurveChart.crosshair(dense, movedBy: 10, at: area, capabilities: braille))
    #expect(one > 300 && one < 310)
    #expect(abs((ten - 300) - 10 * (one - 300)) <= 12)
    #expect(ten == ten.rounded())
  }

  @Test("the read-out is a sample's, with its difference in the series' unit")
  func readout() throws {
    var input = lossInput(612)
    input.smoothing = 0
    input.crosshair = 400.3
    let readout = try #require(CurveChart.readout(input))
    let own = input.subject?.points[400].y
    let champion = try #require(input.reference?.points[400].y)
    #expect(readout.x == 400)
    #expect(readout.subject.value == own)
    #expect(readout.subject.difference == own.map { $0 - champion })
    #expect(readout.time.map(NumberText.clock) == "2:13")
    let words = readout.spans(unicode: false).map(\.text).joined()
    #expect(words.hasPrefix("step 400 | 2:13 | loss "))
    #expect(words.hasSuffix(" vs champion"))
  }

  @Test("the crosshair hides no ink")
  func honest() {
    var input = lossInput()
    input.showsTitle = false
    input.showsLegend = false
    let plain = curveGrid(input, 80, 20)
    input.crosshair = 300
    let crossed = curveGrid(input, 80, 20)
    var marks = 0
    for (before, after) in zip(plain.cells, crossed.cells) where before != after {
      if after.text == "●" {
        marks += 1
      } else {
        #expect(before.text == " " || before.style.role == .band)
      }
    }
    #expect(marks == 1)
  }
}
