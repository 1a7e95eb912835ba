import Core
import Testing

@testable import Screen

@Suite("Several charts and small ones")
struct ChartGridTests {
  @Test("places fill the rectangle, in order, without touching", arguments: 1...9)
  func places(count: Int) {
    for (width, height) in [(200, 60), (120, 36), (80, 24), (40, 70), (20, 5)] {
      let area = Rect(row: 2, column: 3, width: width, height: height)
      let grid = ChartGrid(area, count: count)
      #expect(!grid.places.isEmpty && grid.places.count <= count)
      var owners: [Int: Int] = [:]
      for (index, place) in grid.places.enumerated() {
        #expect(place.title.height == 1 && place.title.endRow == place.chart.row)
        for row in place.title.row..<place.chart.endRow {
          for column in place.title.column..<place.title.endColumn {
            #expect(area.contains(row: row, column: column))
            #expect(owners.updateValue(index, forKey: row * 1000 + column) == nil)
          }
        }
      }
    }
    #expect(ChartGrid(Rect(row: 0, column: 0, width: 0, height: 9), count: count).places.isEmpty)
    let wide = ChartGrid(Rect(row: 0, column: 0, width: 200, height: 60), count: count)
    #expect(wide.places.count == count)
  }

  @Test("charts share x and the crosshair")
  func linked() throws {
    var inputs = [lossInput(300, hasReference: false), lossInput(612), lossInput(40)]
    inputs[1].crosshair = 100
    let linked = ChartGrid.linked(inputs)
    #expect(linked.allSatisfy { $0.crosshair == 100 && $0.window == linked[0].window })
    #expect(linked[0].window.map { $0.upperBound >= 949 } == true)
    inputs[2].window = 5...30
    #expect(ChartGrid.linked(inputs).allSatisfy { $0.window == 5...30 })
    var grid = Grid(size: Size(width: 150, height: 24))
    let layout = ChartGrid(Rect(grid.size), count: 3)
    let facts = layout.draw(linked, into: &grid, capabilities: capabilities(.braille))
    #expect(facts.count == 3)
    try expectGolden(grid, "chart-grid")
  }

  @Test("a sparkline grows with its series and stays small")
  func sparkline() {
    let series = lossSeries(10_000, seed: 6)
    var grown = SparklineData()
    for count in [10, 64, 65, 700, 10_000] { grown.extend(Array(series.points[..<count])) }
    #expect(grown == SparklineData(series))
    #expect(grown.values.count <= SparklineData.limit)
    let all = series.points.map(\.y)
    #expect(abs((grown.values.first ?? 0) - all[..<256].reduce(0, +) / 256) < 1e-9)
    let text = Sparkline.text(grown, width: 8, capabilities: capabilities(.braille))
    #expect(text.count == 8 && text.allSatisfy { $0 != " " })
  }

  @Test("sparklines fall where the series falls")
  func falling() {
    let values = (0..<40).map { 5 - Double($0) / 10 }
    #expect(Sparkline.text(values, width: 8, capabilities: capabilities(.block)) == "█▇▆▅▄▃▂▁")
    let braille = Sparkline.text(values, width: 8, capabilities: capabilities(.braille))
    #expect(braille == "⠉⠑⠒⠒⠤⠤⢄⣀")
    var spiked = values
    spiked[0] = 8000
    #expect(
      Sparkline.text(spiked, width: 8, capabilities: capabilities(.block)).hasSuffix("▅▄▃▂▁"))
    #expect(Sparkline.text(values, width: 4, capabilities: capabilities(.ascii)) == "^'._")
  }
}
