/// Finds the entry of the 256 that looks most like a color.
///
/// Only the cube and the greys are candidates: the first sixteen look different in every terminal.
enum ColorQuantizer {
  /// The nearest entry, 16-255.
  static func nearest(_ color: RGB) -> Int {
    nearest(color) { _ in true } ?? 16
  }

  /// The nearest entry besides those that are taken.
  static func nearest(_ color: RGB, except taken: Set<Int>) -> Int? {
    nearest(color) { !taken.contains($0) }
  }

  /// The entry that differs from a background as a tint of it does, hue before lightness.
  ///
  /// The nearest one would often be the background's own grey, or of another hue.
  static func tint(_ color: RGB, of background: RGB, except taken: Set<Int>) -> Int? {
    let wanted = color.lab - background.lab
    let shown = entries[nearest(background) - 16]
    func chroma(_ step: SIMD3<Float>) -> Float {
      (step[1] * step[1] + step[2] * step[2]).squareRoot()
    }
    var best: (index: Int, cost: Float)?
    for (offset, candidate) in entries.enumerated()
    where hasHue(offset + 16) && !taken.contains(offset + 16) {
      let step = candidate - shown
      let product = chroma(step) * chroma(wanted)
      guard product > 0 else { continue }
      let turn = 1 - (step[1] * wanted[1] + step[2] * wanted[2]) / product
      // Weighed so that the eight themes of the program keep green green, red red and blue blue.
      let cost = 0.6 * turn + abs(step[0] - wanted[0]) + 0.5 * abs(chroma(step) - chroma(wanted))
      if cost < best?.cost ?? .infinity { best = (offset + 16, cost) }
    }
    return best?.index
  }

  /// The color of an entry, 16-255.
  static func color(_ index: Int) -> RGB { colors[min(max(index, 16), 255) - 16] }

  private static func nearest(_ color: RGB, where allowed: (Int) -> Bool) -> Int? {
    let wanted = color.lab
    var best: (index: Int, distance: Float)?
    for (offset, candidate) in entries.enumerated() where allowed(offset + 16) {
      let difference = wanted - candidate
      let distance = (difference * difference).sum()
      if distance < best?.distance ?? .infinity { best = (offset + 16, distance) }
    }
    return best?.index
  }

  private static func hasHue(_ index: Int) -> Bool {
    let color = color(index)
    return color.red != color.green || color.green != color.blue
  }

  private static let colors: [RGB] = {
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = steps.flatMap { red in
      steps.flatMap { green in steps.map { RGB(red: red, green: green, blue: $0) } }
    }
    let greys = (0..<24).map { step in
      let level = UInt8(8 + step * 10)
      return RGB(red: level, green: level, blue: level)
    }
    return cube + greys
  }()

  private static let entries: [SIMD3<Float>] = colors.map(\.lab)
}
