/// The charts of a screen as they were drawn, to be put down again for as long as nothing that they
/// show has changed: most frames only move a clock.
package struct KeptCharts: Equatable, Sendable {
  var curve: KeptChart<CurveMoment>?
  var ratchet: KeptChart<RatchetInput>?

  package init() {}
}

/// A chart, and what it was drawn from; an object, as grids that have it are handed around.
final class KeptChart<Source: Equatable & Sendable>: Equatable, Sendable {
  let source: Source
  let area: Rect
  let capabilities: Capabilities
  let cells: [Cell]

  init(source: Source, area: Rect, capabilities: Capabilities, cells: [Cell]) {
    self.source = source
    self.area = area
    self.capabilities = capabilities
    self.cells = cells
  }

  static func == (one: KeptChart, other: KeptChart) -> Bool {
    one === other
      || one.area == other.area && one.capabilities == other.capabilities
        && one.source == other.source && one.cells == other.cells
  }
}

/// What a curve's chart shows, but for the points: a run's series only grows, so that how many there
/// are says which.
struct CurveMoment: Equatable, Sendable {
  struct Line: Equatable, Sendable {
    var run: Int
    var count: Int
    var stride: Int
  }

  /// All but the curves.
  var input: CurveInput
  var series: String?
  var lines: [Line]
}

extension Pen {
  /// Draws a chart, or puts down the one that was kept if it was drawn from the same.
  ///
  /// - Parameter kept: where the last one is kept, and this one will be.
  mutating func drawKept<Source>(
    _ source: Source, _ last: KeptChart<Source>?,
    in kept: WritableKeyPath<KeptCharts, KeptChart<Source>?>, at area: Rect,
    _ draw: (inout Pen) -> Void
  ) {
    // Over something else the same chart might look otherwise.
    guard isBlank(area) else { return draw(&self) }
    if let last, last.area == area, last.capabilities == capabilities, last.source == source {
      grid.put(last.cells, at: area)
      grid.kept[keyPath: kept] = last
      return
    }
    draw(&self)
    grid.kept[keyPath: kept] = KeptChart(
      source: source, area: area, capabilities: capabilities, cells: grid.cells(at: area))
  }

  private func isBlank(_ area: Rect) -> Bool {
    let isInside =
      area.row >= 0 && area.column >= 0 && area.endRow <= grid.size.height
      && area.endColumn <= grid.size.width
    return isInside && !area.isEmpty && grid.cells(at: area).allSatisfy { $0 == .blank }
  }
}

extension Grid {
  /// The cells of a rectangle inside the grid, row by row.
  func cells(at area: Rect) -> [Cell] {
    var found: [Cell] = []
    found.reserveCapacity(area.width * area.height)
    for row in area.row..<area.endRow {
      let start = row * size.width + area.column
      found.append(contentsOf: cells[start..<start + area.width])
    }
    return found
  }

  /// Puts down as many cells as a rectangle has.
  mutating func put(_ found: [Cell], at area: Rect) {
    for row in 0..<area.height {
      for column in 0..<area.width {
        self[area.row + row, area.column + column] = found[row * area.width + column]
      }
    }
  }
}
