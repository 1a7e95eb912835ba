import Dashboard
import Foundation
import Screen
import Settings
import Terminal
import Testing

/// The themes that come with the program, as the terminal gets them.
struct BuiltIn: CustomTestStringConvertible {
  let definition: ThemeDefinition
  let theme: TerminalTheme

  static let library = ThemeLibrary(vocabulary: .screen, folder: nil)

  static let all: [BuiltIn] = library.names.compactMap { name in
    guard let definition = try? library.theme(named: name) else { return nil }
    return BuiltIn(definition: definition, theme: TerminalTheme(definition))
  }

  /// Those with a scheme, that is with colors of their own.
  static let schemes = all.filter { !$0.definition.palette.isEmpty }

  static func named(_ name: String) -> BuiltIn? { all.first { $0.definition.name == name } }

  var testDescription: String { definition.name }
}

/// How a person without one kind of cones sees a color.
enum ColorBlindness: CaseIterable {
  case protanopia, deuteranopia

  /// The color as it looks to them: the projection of Viénot, Brettel and Mollon (1999), in linear light.
  func seen(_ color: RGB) -> RGB {
    let (red, green, blue) = (linear(color.red), linear(color.green), linear(color.blue))
    // The red and the green such an eye cannot tell apart come out as one yellow.
    let yellow =
      switch self {
      case .protanopia: 0.112_38 * red + 0.887_62 * green
      case .deuteranopia: 0.292_75 * red + 0.707_25 * green
      }
    let shade =
      switch self {
      case .protanopia: 0.004_01 * (red - green) + blue
      case .deuteranopia: -0.022_34 * (red - green) + blue
      }
    return RGB(red: channel(yellow), green: channel(yellow), blue: channel(shade))
  }

  private func linear(_ channel: UInt8) -> Double {
    let value = Double(channel) / 255
    return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private func channel(_ linear: Double) -> UInt8 {
    let light = min(max(linear, 0), 1)
    let value = light <= 0.003_130_8 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt8((value * 255).rounded())
  }
}
