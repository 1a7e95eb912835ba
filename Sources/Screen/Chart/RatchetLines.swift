/// Draws step lines among the dots of a ratchet chart.
struct RatchetLines {
  /// A place where a line leaves the plot.
  struct Edge: Hashable {
    var column: Int
    var isAbove: Bool
  }

  let places: RatchetPlaces
  let viewport: Viewport
  let breaks: Set<Int>

  /// A step line to the right edge of the newest try, with a gap where an era begins; answers where
  /// it is clipped.
  func draw(_ steps: [RatchetStep], pen: DotPen, into raster: inout DotRaster) -> [Edge] {
    var pen = pen
    var previous: Dot?
    var edges: [Edge] = []
    for (index, step) in steps.enumerated() {
      let next = index + 1 < steps.count ? steps[index + 1] : nil
      let endColumn = next.map { places.start(of: $0.n) } ?? places.end
      let column = places.start(of: step.n)
      let first = column * raster.across
      let last = max(first, endColumn * raster.across - (next == nil ? 1 : 0))
      guard let level = viewport.dot(Double(first), step.level) else { continue }
      let start = Dot(x: Double(first), y: level.y)
      let end = Dot(x: Double(last), y: level.y)
      if level.y < -0.5 { edges.append(Edge(column: column, isAbove: true)) }
      if level.y > Double(raster.height) - 0.5 {
        edges.append(Edge(column: column, isAbove: false))
      }
      if let previous, !breaks.contains(step.n) {
        join(Dot(x: start.x, y: previous.y), start, &pen, &raster)
      } else if let (place, _) = Dot.clipped(
        start, start, width: raster.width, height: raster.height)
      {
        pen.begin(x: Int(place.x.rounded()), y: Int(place.y.rounded()), in: &raster)
      }
      join(start, end, &pen, &raster)
      previous = end
    }
    return edges
  }

  private func join(_ a: Dot, _ b: Dot, _ pen: inout DotPen, _ raster: inout DotRaster) {
    guard let (a, b) = Dot.clipped(a, b, width: raster.width, height: raster.height) else { return }
    pen.line(
      from: (Int(a.x.rounded()), Int(a.y.rounded())), to: (Int(b.x.rounded()), Int(b.y.rounded())),
      in: &raster)
  }
}

/// The labels below a ratchet chart.
enum RatchetLabels {
  /// Columns and texts, and the word for what is counted.
  static func labels(_ input: RatchetInput, _ places: RatchetPlaces, width: Int)
    -> (labels: [(Int, String)], word: String)
  {
    let limit = max(2, min(10, width / 10))
    if input.axis == .time {
      let (unit, word) = RatchetLabels.unit(places.shown)
      let ticks = Ticks.time(over: places.shown, unit: unit, atMost: limit)
      let span = places.shown.upperBound - places.shown.lowerBound
      let labels = zip(ticks.values, ticks.labels).map { value, text in
        let share = (value * unit - places.shown.lowerBound) / span
        return (Int((share * Double(width)).rounded(.down)), text)
      }
      return (labels, word)
    }
    let ticks = Ticks(over: places.shown, atMost: limit)
    let labels = ticks.values.compactMap { value -> (Int, String)? in
      guard value == value.rounded(), abs(value) < 1e9 else { return nil }
      return places.column(of: Int(value)).map { ($0, NumberText.fixed(value, digits: 0)) }
    }
    return (labels, "experiment")
  }

  private static func unit(_ shown: ClosedRange<Double>) -> (Double, String) {
    switch shown.upperBound - shown.lowerBound {
    case ..<180: (1, "s")
    case ..<10_800: (60, "min")
    case ..<259_200: (3600, "h")
    default: (86_400, "d")
    }
  }
}
