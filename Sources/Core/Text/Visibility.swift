/// What a scalar does on a screen, apart from showing itself.
package enum Visibility: Sendable {
  /// Shows something, or a blank, in cells of its own.
  case shown
  /// Is drawn over the character before it.
  case combining
  /// Chooses between two looks of the character before it, and nothing else.
  case selector
  /// Ends a line or moves along it.
  case blank
  /// A terminal would act on it: C0, DEL and C1.
  case control
  /// Shows nothing, or changes how its neighbours are shown: bidi controls, joiners, tags, fillers.
  case invisible
}

extension Unicode.Scalar {
  /// How it behaves on a screen; the one place that says what may reach a terminal.
  package var visibility: Visibility {
    switch value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300: return .shown
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: return .blank
    case 0..<0x20, 0x7F..<0xA0: return .control
    case 0xFE0E, 0xFE0F: return .selector
    // Vowels and finals of decomposed Hangul stand on the consonant before them.
    case 0x1161...0x11FF, 0xD7B0...0xD7FF: return .combining
    // Fillers, a blank that is a letter, joiners and selectors that marks are counted among.
    case 0xAD, 0x034F, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x3164, 0xFFA0,
      0xFE00...0xFE0D, 0xE0000...0xE0FFF:
      return .invisible
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: return .shown
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .combining
    case .control, .format, .surrogate, .unassigned: return .invisible
    default: return .shown
    }
  }
}
