/// Draws lines of dots, solid or with gaps at a steady beat.
struct DotPen {
  /// Dots set, and dots left out after them.
  let drawn: Int
  let skipped: Int
  private var count = 0

  /// A dot every so many; 1 is solid.
  init(period: Int = 1) {
    self.init(drawn: 1, skipped: max(0, period - 1))
  }

  init(drawn: Int, skipped: Int) {
    self.drawn = max(1, drawn)
    self.skipped = max(0, skipped)
  }

  /// The pen for a line that must be told apart without colour.
  static func dotted(_ glyphs: Glyphs) -> DotPen {
    DotPen(period: glyphs == .ascii ? 2 : 3)
  }

  /// The pen for experiments of the past.
  static func dashed(_ glyphs: Glyphs) -> DotPen {
    glyphs == .ascii ? DotPen(drawn: 3, skipped: 2) : DotPen(drawn: 5, skipped: 3)
  }

  var isSolid: Bool { skipped == 0 }

  /// A dot where a line begins.
  mutating func begin(x: Int, y: Int, in raster: inout DotRaster) {
    count = 0
    raster.set(x: x, y: y)
  }

  /// A thin line; its first dot is left to whatever ended there.
  mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), in raster: inout DotRaster
  ) {
    let dx = abs(end.x - start.x)
    let dy = abs(end.y - start.y)
    let steps = max(dx, dy)
    guard steps > 0 else { return }
    for step in 1...steps {
      count += 1
      if !isSolid {
        if count == drawn + skipped { count = 0 }
        guard count < drawn else { continue }
      }
      raster.set(
        x: start.x + DotPen.share(end.x - start.x, step, steps),
        y: start.y + DotPen.share(end.y - start.y, step, steps))
    }
  }

  /// `delta * step / steps`, rounded to the nearest.
  private static func share(_ delta: Int, _ step: Int, _ steps: Int) -> Int {
    let doubled = 2 * delta * step
    return (doubled + (delta < 0 ? -steps : steps)) / (2 * steps)
  }
}
