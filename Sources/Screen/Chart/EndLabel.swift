/// A line's name at its right end.
struct EndLabel: Equatable {
  var text: String
  var style: Style
  /// The line's last value.
  var value: Double

  /// One for every line that ends with a value; none where the chart has no room for them.
  static func all(_ scene: CurveScene, room: Int, capabilities: Capabilities) -> [EndLabel] {
    let input = scene.input
    guard input.showsEndLabels, room >= 60 else { return [] }
    func label(_ name: String, _ path: CurvePath, _ role: Role) -> EndLabel? {
      guard let value = path.y.last(where: { $0.isFinite }), scene.y.domain.contains(value) else {
        return nil
      }
      let plain = ChartText.plain(name, unicode: capabilities.unicode)
      let text = ChartText.fittedMiddle(plain, width: 10, unicode: capabilities.unicode)
      return EndLabel(text: text, style: Style(role), value: value)
    }
    var labels = [label(input.subjectName, scene.subjectSlice.outline, input.subjectRole)]
    if input.hasReference {
      labels.append(label(input.referenceName, scene.champion.mean, .ghost))
    }
    for (line, slice) in zip(input.others, scene.otherSlices) {
      labels.append(label(line.name, slice.outline, line.role))
    }
    return labels.compactMap { $0 }
  }

  /// Columns they take right of the plot.
  static func margin(_ labels: [EndLabel]) -> Int {
    labels.map { CellWidth.columns(of: $0.text) + 1 }.max() ?? 0
  }

  /// Each in the row of its value; where two want the same one the later moves by a row or is left
  /// out.
  static func draw(
    _ labels: [EndLabel], _ viewport: Viewport, _ plot: Rect, _ area: Rect,
    _ capabilities: Capabilities, into grid: inout Grid
  ) {
    let down = DotRaster(columns: 1, rows: 1, glyphs: capabilities.glyphs).down
    var taken: Set<Int> = []
    for label in labels {
      let wanted = viewport.row(label.value) / max(1, down)
      let row = [wanted, wanted + 1, wanted - 1].first {
        $0 >= 0 && $0 < plot.height && !taken.contains($0)
      }
      guard let row else { continue }
      taken.insert(row)
      ChartText.put(
        label.text, into: &grid, row: plot.row + row, column: plot.endColumn + 1, within: area,
        style: label.style)
    }
  }
}
