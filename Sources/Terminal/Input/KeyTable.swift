import Screen

/// Which bytes are which keys, over all terminals in use.
enum KeyTable {
  /// By the final byte of a control sequence.
  static let finals: [UInt8: KeyCode] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "F"): .end, UInt8(ascii: "H"): .home,
    UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
    UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
    UInt8(ascii: "Z"): .backTab,
  ]

  static let arrows: Set<KeyCode> = [.up, .down, .left, .right]

  /// By the byte behind a single shift: the same, as terminals in application mode send them, and the keypad's enter.
  static let singles: [UInt8: KeyCode] = finals.merging(
    [UInt8(ascii: "M"): .enter, UInt8(ascii: "I"): .tab]
  ) { first, _ in first }

  /// By the number before a tilde.
  static let numbers: [Int: KeyCode] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14), 28: .function(15),
    29: .function(16), 31: .function(17), 32: .function(18), 33: .function(19), 34: .function(20),
  ]

  /// By the character's number, where terminals report keys by it.
  ///
  /// From 57344 up they are private numbers of keys that type nothing.
  static let scalars: [Int: KeyCode] = functions.merging([
    8: .backspace, 9: .tab, 13: .enter, 27: .escape, 127: .backspace,
    57414: .enter, 57417: .left, 57418: .right, 57419: .up, 57420: .down, 57421: .pageUp,
    57422: .pageDown, 57423: .home, 57424: .end, 57425: .insert, 57426: .delete,
    57399: .character("0"), 57400: .character("1"), 57401: .character("2"),
    57402: .character("3"), 57403: .character("4"), 57404: .character("5"),
    57405: .character("6"), 57406: .character("7"), 57407: .character("8"),
    57408: .character("9"), 57409: .character("."), 57410: .character("/"),
    57411: .character("*"), 57412: .character("-"), 57413: .character("+"),
    57415: .character("="), 57416: .character(","),
  ]) { first, _ in first }

  /// The function keys beyond those that have been on keyboards since the beginning.
  private static let functions = Dictionary(
    uniqueKeysWithValues: (13...20).map { (57376 + $0 - 13, KeyCode.function($0)) })

  /// The keypad in application mode.
  static let keypad: [UInt8: Character] = {
    var table: [UInt8: Character] = [
      UInt8(ascii: "j"): "*", UInt8(ascii: "k"): "+", UInt8(ascii: "l"): ",",
      UInt8(ascii: "m"): "-", UInt8(ascii: "n"): ".", UInt8(ascii: "o"): "/",
      UInt8(ascii: "X"): "=",
    ]
    for digit in UInt8(0)...9 {
      table[UInt8(ascii: "p") + digit] = Character(UnicodeScalar(UInt8(ascii: "0") + digit))
    }
    return table
  }()

  /// terminfo's names of keys, for terminals that differ from all of the above.
  static let capabilities: [(name: String, code: KeyCode)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
    ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete),
    ("kcbt", .backTab), ("kf1", .function(1)), ("kf2", .function(2)), ("kf3", .function(3)),
    ("kf4", .function(4)), ("kf5", .function(5)), ("kf6", .function(6)), ("kf7", .function(7)),
    ("kf8", .function(8)), ("kf9", .function(9)), ("kf10", .function(10)),
    ("kf11", .function(11)), ("kf12", .function(12)),
  ]
}
