#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A color by its three channels, in sRGB.
package struct RGB: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A color as it is often written, `0xRRGGBB`.
  package init(_ hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }

  package var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// Whether text on it should be light.
  package var isDark: Bool { contrast(with: RGB(0xFFFFFF)) > contrast(with: RGB(0)) }

  /// How far two colors are apart for reading, 1 to 21 (WCAG 2).
  package func contrast(with other: RGB) -> Double {
    let (one, two) = (luminance + 0.05, other.luminance + 0.05)
    return max(one, two) / min(one, two)
  }

  /// How far two colors are apart for the eye: the distance in Oklab, where black and white are 1 apart.
  package func distance(to other: RGB) -> Float {
    let difference = lab - other.lab
    return (difference * difference).sum().squareRoot()
  }

  /// This color with a share of another, 0 to 1.
  package func mixed(with other: RGB, _ share: Double) -> RGB {
    func mix(_ one: UInt8, _ two: UInt8) -> UInt8 {
      UInt8(min(max((Double(one) + (Double(two) - Double(one)) * share).rounded(), 0), 255))
    }
    return RGB(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// The color nearest to this one that can be read on another: lighter on dark, darker on light.
  ///
  /// - Parameters:
  ///   - ratio: the least contrast, 1 to 21; black or white where not even they reach it.
  ///   - shown: what the terminal makes of a color.
  package func readable(
    on ground: RGB, ratio: Double, shown: (RGB) -> RGB = { $0 }
  ) -> RGB {
    let end = ground.isDark ? RGB(0xFFFFFF) : RGB(0)
    for step in 0..<32 {
      let color = shown(mixed(with: end, Double(step) / 32))
      if color.contrast(with: ground) >= ratio { return color }
    }
    return shown(end)
  }

  private var linear: SIMD3<Double> {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return SIMD3(linear(red), linear(green), linear(blue))
  }

  private var luminance: Double { (linear * SIMD3(0.2126, 0.7152, 0.0722)).sum() }

  /// The color in Oklab, where distances are about what the eye sees (Ottosson 2020).
  var lab: SIMD3<Float> {
    let rgb = SIMD3<Float>(linear)
    let cones = SIMD3<Float>(
      cbrtf((rgb * SIMD3(0.412_221_5, 0.536_332_5, 0.051_446)).sum()),
      cbrtf((rgb * SIMD3(0.211_903_5, 0.680_699_5, 0.107_397)).sum()),
      cbrtf((rgb * SIMD3(0.088_302_5, 0.281_718_8, 0.629_978_7)).sum()))
    return SIMD3(
      (cones * SIMD3(0.210_454_3, 0.793_617_8, -0.004_072)).sum(),
      (cones * SIMD3(1.977_998_5, -2.428_592_2, 0.450_593_7)).sum(),
      (cones * SIMD3(0.025_904, 0.782_771_8, -0.808_675_7)).sum())
  }
}
