/// Finds the entry of the 256 that looks most like a color.
///
/// Only the cube and the greys are candidates: the first sixteen look different in every terminal.
enum ColorQuantizer {
  /// The nearest entry, 16-255.
  static func nearest(red: UInt8, green: UInt8, blue: UInt8) -> Int {
    let wanted = lab(red, green, blue)
    var best = (index: 16, distance: Float.infinity)
    for (offset, candidate) in entries.enumerated() {
      let difference = wanted - candidate
      let distance = (difference * difference).sum()
      if distance < best.distance { best = (offset + 16, distance) }
    }
    return best.index
  }

  private static let entries: [SIMD3<Float>] = {
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = steps.flatMap { red in
      steps.flatMap { green in steps.map { blue in lab(red, green, blue) } }
    }
    let greys = (0..<24).map { step in
      let level = UInt8(8 + step * 10)
      return lab(level, level, level)
    }
    return cube + greys
  }()

  /// A color in Oklab, where distances are about what the eye sees (Ottosson 2020).
  private static func lab(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> SIMD3<Float> {
    let rgb = SIMD3(linear(red), linear(green), linear(blue))
    let cones = SIMD3<Float>(
      cubeRoot((rgb * SIMD3(0.412_221_5, 0.536_332_5, 0.051_446)).sum()),
      cubeRoot((rgb * SIMD3(0.211_903_5, 0.680_699_5, 0.107_397)).sum()),
      cubeRoot((rgb * SIMD3(0.088_302_5, 0.281_718_8, 0.629_978_7)).sum()))
    return SIMD3(
      (cones * SIMD3(0.210_454_3, 0.793_617_8, -0.004_072)).sum(),
      (cones * SIMD3(1.977_998_5, -2.428_592_2, 0.450_593_7)).sum(),
      (cones * SIMD3(0.025_904, 0.782_771_8, -0.808_675_7)).sum())
  }

  /// A channel without the screen's gamma: a cubic that stays within 1 % of the sRGB curve.
  private static func linear(_ channel: UInt8) -> Float {
    let value = Float(channel) / 255
    return value * (value * (value * 0.305_306 + 0.682_171_1) + 0.012_522_9)
  }

  private static func cubeRoot(_ value: Float) -> Float {
    guard value > 0 else { return 0 }
    // Newton from a start that keeps to the order of magnitude.
    var root = max(value.squareRoot().squareRoot(), 0.01)
    for _ in 0..<8 { root -= (root * root * root - value) / (3 * root * root) }
    return root
  }
}
