/// Which line is which.
struct CurveLegend {
  /// One per line of the chart.
  let entries: [[ChartSpan]]
  /// What is drawn, above the entries of a block; empty when that is said elsewhere.
  private let title: [ChartSpan]

  /// A legend as rows, and the place of its top row.
  struct Block: Equatable {
    var area: Rect
    var rows: [[ChartSpan]]
  }

  init(_ input: CurveInput, capabilities: Capabilities) {
    let samples = LineSamples(capabilities.glyphs)
    let isIndexed = !input.others.isEmpty
    func entry(_ index: Int?, _ sample: String, _ role: Role, _ name: String) -> [ChartSpan] {
      let plain = ChartText.plain(name, unicode: capabilities.unicode)
      let text = ChartText.fittedMiddle(plain, width: 24, unicode: capabilities.unicode)
      let lead = index.map { [ChartSpan("\($0) ", .dim)] } ?? []
      return lead + [ChartSpan(sample, role), ChartSpan(" " + text, .dim)]
    }
    var entries = [
      entry(isIndexed ? 1 : nil, samples.solid, input.subjectRole, input.subjectName)
    ]
    for (index, line) in input.others.enumerated() {
      entries.append(
        entry(
          index < 8 ? index + 2 : nil, samples.sample(line, at: index, capabilities.glyphs),
          line.role, line.name))
    }
    if input.hasReference {
      let seeds = input.referenceSeeds.count + (input.reference == nil ? 0 : 1)
      let name = seeds > 1 ? "\(input.referenceName), \(seeds) seeds" : input.referenceName
      entries.append(entry(nil, samples.dotted, .ghost, name))
    }
    self.entries = entries
    let plain = ChartText.plain(input.title, unicode: capabilities.unicode)
    title = input.showsTitle && !plain.isEmpty ? [ChartSpan(plain, .dim)] : []
  }

  /// All in one line.
  var spans: [ChartSpan] {
    var spans: [ChartSpan] = []
    for entry in entries {
      guard var first = entry.first else { continue }
      if !spans.isEmpty { first.text = "   " + first.text }
      spans += [first] + entry.dropFirst()
    }
    return spans
  }

  /// A row per line at the plot's top right, where no line is; nil where there is no such room.
  func block(in plot: Rect, isTouched: (Int, Int) -> Bool) -> Block? {
    let rows = (title.isEmpty ? [] : [title]) + entries
    let width = rows.map(\.width).max() ?? 0
    let height = rows.count
    guard height <= plot.height / 2, width + 2 <= plot.width / 2 else { return nil }
    let left = plot.width - width - 1
    for row in 0..<height {
      for column in max(0, left - 1)..<plot.width where isTouched(row, column) { return nil }
    }
    return Block(
      area: Rect(row: plot.row, column: plot.column + left, width: width, height: height),
      rows: rows)
  }

  func draw(_ block: Block, into grid: inout Grid) {
    for (index, spans) in block.rows.enumerated() {
      ChartText.put(
        spans, into: &grid, row: block.area.row + index, column: block.area.column,
        within: block.area, keepsGround: true)
    }
  }

  /// In one row, as many entries as there is room for.
  func drawLine(into grid: inout Grid, at area: Rect) {
    var column = area.column + 1
    for entry in entries {
      guard column + entry.width <= area.endColumn else { break }
      column = 3 + ChartText.put(entry, into: &grid, row: area.row, column: column, within: area)
    }
  }
}
