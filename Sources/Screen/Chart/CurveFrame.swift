/// Where a drawn chart stands on screen and what it shows: the answer to keys and the mouse.
package struct CurveFrame: Equatable, Sendable {
  /// The lines' cells, and the cells of the difference, which are none without one.
  package let plot: Rect
  package let strip: Rect
  let xScale: ChartScale
  let yScale: ChartScale
  /// All of x there is.
  package let extent: ClosedRange<Double>
  private let across: Int

  init(
    plot: Rect, strip: Rect, x: ChartScale, y: ChartScale, extent: ClosedRange<Double>, across: Int
  ) {
    self.plot = plot
    self.strip = strip
    xScale = x
    yScale = y
    self.extent = extent
    self.across = across
  }

  /// The shown parts.
  package var x: ClosedRange<Double> { xScale.domain }
  package var y: ClosedRange<Double> { yScale.domain }

  /// The cell of a place along x, counted from the plot's first.
  func column(of place: Double) -> Int {
    let share = xScale.share(of: place)
    guard share.isFinite, plot.width > 0 else { return 0 }
    return max(0, min(plot.width - 1, Int((share * Double(plot.width - 1)).rounded())))
  }

  /// The place along x under a column of the screen; nil outside the plot.
  package func x(atColumn column: Int) -> Double? {
    guard column >= plot.column, column < plot.endColumn else { return nil }
    return xScale.value(at: Double(column - plot.column) / Double(max(1, plot.width - 1)))
  }

  /// The value under a row of the screen; nil outside the plot.
  package func y(atRow row: Int) -> Double? {
    guard row >= plot.row, row < plot.endRow else { return nil }
    return yScale.value(at: 1 - (Double(row - plot.row) + 0.5) / Double(max(1, plot.height)))
  }

  /// A place so many dots right of another one, where they are thinnest.
  func x(_ place: Double, movedBy dots: Int) -> Double {
    let width = Double(max(2, plot.width * across) - 1)
    let share = xScale.share(of: place)
    return xScale.value(at: (share.isFinite ? share : 0) + Double(dots) / width)
  }

  /// The part of x to show after a move; nil for all of it.
  ///
  /// - Parameter place: What stays where it is while zooming: the crosshair, or what is under the
  ///   mouse; the middle if nil or out of sight.
  package func window(after move: ChartMove, around place: Double? = nil) -> ClosedRange<Double>? {
    ChartWindow(shown: xScale, extent: extent).after(move, around: place)
  }

  /// The part of y to show after a move; nil for what the chart chooses.
  ///
  /// - Parameter extent: All there is along y, as ``CurveChart/verticalExtent(_:)`` says.
  package func verticalWindow(
    after move: ChartMove, around value: Double? = nil, extent: ClosedRange<Double>
  ) -> ClosedRange<Double>? {
    let low = min(extent.lowerBound, y.lowerBound)
    let high = max(extent.upperBound, y.upperBound)
    guard low < high else { return nil }
    return ChartWindow(shown: yScale, extent: low...high).after(move, around: value)
  }
}

/// How the shown part of an axis changes with a key or a turn of the wheel.
package enum ChartMove: String, Sendable, CaseIterable {
  case zoomIn, zoomOut
  /// Towards smaller and towards larger values, by a quarter of what is shown.
  case back, forth
  case fit
}

/// The shown part of an axis.
struct ChartWindow {
  let shown: ChartScale
  let extent: ClosedRange<Double>

  /// What a zoom leaves of a window, and how far a pan moves it.
  static let zoom = 0.625
  static let pan = 0.25

  func after(_ move: ChartMove, around place: Double?) -> ClosedRange<Double>? {
    switch move {
    case .zoomIn: zoomed(by: ChartWindow.zoom, around: place)
    case .zoomOut: zoomed(by: 1 / ChartWindow.zoom, around: place)
    case .back: panned(by: -ChartWindow.pan)
    case .forth: panned(by: ChartWindow.pan)
    case .fit: nil
    }
  }

  /// The window with its width multiplied, held inside the extent; nil when that is all of it.
  func zoomed(by factor: Double, around place: Double?) -> ClosedRange<Double>? {
    let all = ChartScale(extent, isLogarithmic: shown.isLogarithmic)
    let low = all.share(of: shown.domain.lowerBound)
    let high = all.share(of: shown.domain.upperBound)
    let inside = place.flatMap { shown.domain.contains($0) ? all.share(of: $0) : nil }
    let fixed = inside ?? (low + high) / 2
    guard low.isFinite, high.isFinite, fixed.isFinite, factor > 0 else { return nil }
    // Below this, neighbouring places could not be told apart any more.
    let width = max(1e-9, (high - low) * factor)
    guard width < 1 - 1e-9 else { return nil }
    let share = high > low ? (fixed - low) / (high - low) : 0.5
    return held(from: fixed - share * width, width: width, in: all) ?? shown.domain
  }

  /// The window moved by a share of its width, held inside the extent; nil when it is all of it.
  func panned(by share: Double) -> ClosedRange<Double>? {
    let all = ChartScale(extent, isLogarithmic: shown.isLogarithmic)
    let low = all.share(of: shown.domain.lowerBound)
    let width = all.share(of: shown.domain.upperBound) - low
    guard low.isFinite, width.isFinite, width < 1 - 1e-9 else { return nil }
    return held(from: low + width * share, width: width, in: all) ?? shown.domain
  }

  private func held(from low: Double, width: Double, in all: ChartScale) -> ClosedRange<Double>? {
    let start = min(1 - width, max(0, low))
    let first = all.value(at: start)
    let last = all.value(at: start + width)
    return first < last && first.isFinite && last.isFinite ? first...last : nil
  }
}
