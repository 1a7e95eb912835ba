/// Draws a path into a raster: per dot column its extremes, joined from last to first (M4), which
/// is exact at this resolution and keeps every spike.
///
/// What leaves the plot is clipped at its edge.
struct CurveTracer {
  let viewport: Viewport
  /// Runs of dot columns where the line lay above or below the plot.
  private(set) var above: [ClosedRange<Int>] = []
  private(set) var below: [ClosedRange<Int>] = []
  /// Whether the column before did.
  private var wasAbove = false
  private var wasBelow = false

  private struct Column {
    var place: Double
    var first: Dot
    var last: Dot
    var low: Double
    var high: Double
    var sum: Double
    var count: Double
    var afterGap: Bool

    init(_ dot: Dot, at place: Double, afterGap: Bool) {
      self.place = place
      (first, last) = (dot, dot)
      (low, high, sum, count) = (dot.y, dot.y, dot.y, 1)
      self.afterGap = afterGap
    }

    mutating func add(_ dot: Dot) {
      last = dot
      low = min(low, dot.y)
      high = max(high, dot.y)
      sum += dot.y
      count += 1
    }
  }

  init(viewport: Viewport) {
    self.viewport = viewport
  }

  /// A line, solid unless the pen says otherwise.
  mutating func solid(_ path: CurvePath, pen: DotPen = DotPen(), into raster: inout DotRaster) {
    var pen = pen
    var previous: Dot?
    let isSolid = pen.isSolid
    for column in columns(of: path) {
      note(column)
      if let previous, !column.afterGap {
        join(previous, column.first, &pen, &raster)
      } else if !isSolid {
        begin(column.first, &pen, &raster)
      }
      if isSolid {
        run(column, &raster)
      } else if column.low != column.high {
        join(column.first, column.last, &pen, &raster)
      }
      previous = column.last
    }
  }

  /// A line through the columns' means.
  mutating func means(_ path: CurvePath, pen: DotPen, into raster: inout DotRaster) {
    var pen = pen
    var previous: Dot?
    for column in columns(of: path) {
      note(column)
      let mean = Dot(x: column.first.x, y: column.sum / column.count)
      if let previous, !column.afterGap {
        join(previous, mean, &pen, &raster)
      } else {
        begin(mean, &pen, &raster)
      }
      previous = mean
    }
  }

  private func begin(_ dot: Dot, _ pen: inout DotPen, _ raster: inout DotRaster) {
    guard isInside(dot) else { return }
    pen.begin(x: Int(dot.x.rounded()), y: Int(dot.y.rounded()), in: &raster)
  }

  private func run(_ column: Column, _ raster: inout DotRaster) {
    guard column.place >= 0, column.place < Double(raster.width) else { return }
    let low = column.low.rounded()
    let high = column.high.rounded()
    guard high >= 0, low <= Double(raster.height - 1) else { return }
    raster.run(
      x: Int(column.place), from: Int(max(0, low)), to: Int(min(Double(raster.height), high)))
  }

  private func join(_ a: Dot, _ b: Dot, _ pen: inout DotPen, _ raster: inout DotRaster) {
    if isInside(a), isInside(b) {
      pen.line(from: rounded(a), to: rounded(b), in: &raster)
    } else if let (start, end) = Dot.clipped(a, b, width: raster.width, height: raster.height) {
      if !isInside(a) { pen.begin(x: rounded(start).x, y: rounded(start).y, in: &raster) }
      pen.line(from: rounded(start), to: rounded(end), in: &raster)
    }
  }

  private func rounded(_ dot: Dot) -> (x: Int, y: Int) {
    (Int(dot.x.rounded()), Int(dot.y.rounded()))
  }

  private func isInside(_ dot: Dot) -> Bool {
    dot.x > -0.5 && dot.y > -0.5 && dot.x < Double(viewport.width) - 0.5
      && dot.y < Double(viewport.height) - 0.5
  }

  private mutating func note(_ column: Column) {
    guard column.place >= 0, column.place < Double(viewport.width) else { return }
    let place = Int(column.place)
    // A dot on the very edge has been drawn there.
    let isAbove = column.low < -0.5
    let isBelow = column.high > Double(viewport.height) - 0.5
    if isAbove { CurveTracer.extend(&above, to: place, isGoingOn: wasAbove) }
    if isBelow { CurveTracer.extend(&below, to: place, isGoingOn: wasBelow) }
    (wasAbove, wasBelow) = (isAbove, isBelow)
  }

  private static func extend(_ runs: inout [ClosedRange<Int>], to place: Int, isGoingOn: Bool) {
    if isGoingOn, let last = runs.last, place >= last.lowerBound {
      runs[runs.count - 1] = last.lowerBound...place
    } else {
      runs.append(place...place)
    }
  }

  /// The columns that hold points, in the order of the path; those outside the plot, too, so that
  /// lines reach its edges.
  private func columns(of path: CurvePath) -> [Column] {
    var columns: [Column] = []
    columns.reserveCapacity(viewport.width + 2)
    var gap = true
    for (place, value) in zip(path.x, path.y) {
      guard value.isFinite, let dot = viewport.dot(place, value) else {
        gap = true
        continue
      }
      let column = min(Double(viewport.width), max(-1, dot.x.rounded()))
      let last = columns.count - 1
      if last >= 0, columns[last].place == column, column >= 0, column < Double(viewport.width) {
        columns[last].add(dot)
      } else {
        columns.append(Column(dot, at: column, afterGap: gap))
      }
      gap = false
    }
    return columns
  }
}
