import Screen

/// A terminal as far as the dashboard uses one, to see what its bytes come to.
struct Emulator {
  private(set) var rows: [[Character]]
  private(set) var isAlternate = false
  private(set) var isCursorShown = true
  /// Private modes that are on, but for the alternate screen and the cursor.
  private(set) var modes: Set<Int> = []
  private(set) var isPlain = true
  private(set) var titles = 0
  /// How often everything was cleared.
  private(set) var clears = 0
  /// Sequences that it does not know.
  private(set) var unknown: [String] = []
  private var main: [[Character]] = []
  private var row = 0
  private var column = 0
  private var wraps = false
  private var saved = (row: 0, column: 0)
  private var last: Character = " "
  private var state = State.ground
  private var held: [UInt8] = []

  private enum State: Equatable {
    case ground, escape, charset, control
    case string(escaped: Bool)
  }

  init(size: Size) {
    rows = Self.blank(size)
    self.size = size
  }

  private static func blank(_ size: Size) -> [[Character]] {
    Array(repeating: Array(repeating: " ", count: size.width), count: size.height)
  }

  var size: Size {
    didSet {
      rows = (0..<size.height).map { row in
        (0..<size.width).map { column in
          row < rows.count && column < rows[row].count ? rows[row][column] : " "
        }
      }
      move(row, column)
    }
  }

  /// The screen, a line a row.
  var text: String { rows.map { String($0) }.joined(separator: "\n") }

  /// Whether nothing is left of a program that took the screen.
  var isAsFound: Bool {
    !isAlternate && isCursorShown && modes.isEmpty && isPlain && titles == 0 && state == .ground
  }

  func shows(_ grid: Grid) -> Bool {
    guard grid.size == size else { return false }
    return (0..<size.height).allSatisfy { row in
      (0..<size.width).allSatisfy { column in
        grid[row, column].text == String(rows[row][column])
      }
    }
  }

  // MARK: Bytes

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    if byte == 0x18 || byte == 0x1A {
      state = .ground
      return
    }
    switch state {
    case .ground: ground(byte)
    case .escape: escape(byte)
    case .charset: state = .ground
    case .control:
      if byte == 0x1B {
        state = .escape
      } else if byte >= 0x40 {
        state = .ground
        control(byte)
      } else {
        held.append(byte)
      }
    case .string(let escaped):
      if byte == 0x07 || escaped && byte == UInt8(ascii: "\\") {
        state = .ground
      } else {
        state = .string(escaped: byte == 0x1B)
      }
    }
  }

  private mutating func ground(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0x0D: move(row, 0)
    case 0x0A: lineFeed()
    case 0x08: move(row, column - 1)
    case 0x09: move(row, (column / 8 + 1) * 8)
    case 0x20..<0x7F: put(Character(UnicodeScalar(byte)))
    // Every character beyond ASCII is one cell of no interest.
    case 0xC0...0xFF: put("?")
    default: break
    }
  }

  private mutating func escape(_ byte: UInt8) {
    state = .ground
    held.removeAll()
    switch byte {
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"): state = .string(escaped: false)
    case UInt8(ascii: "("), UInt8(ascii: ")"): state = .charset
    case UInt8(ascii: "7"): saved = (row, column)
    case UInt8(ascii: "8"): move(saved.row, saved.column)
    case UInt8(ascii: "\\"), UInt8(ascii: "="), UInt8(ascii: ">"): break
    default: unknown.append("escape \(UnicodeScalar(byte))")
    }
  }

  private mutating func put(_ character: Character) {
    if wraps {
      column = 0
      lineFeed()
      wraps = false
    }
    rows[row][column] = character
    last = character
    if column + 1 < size.width { column += 1 } else { wraps = true }
  }

  private mutating func lineFeed() {
    wraps = false
    if row + 1 < size.height {
      row += 1
    } else {
      rows.removeFirst()
      rows.append(Array(repeating: " ", count: size.width))
    }
  }

  private mutating func move(_ row: Int, _ column: Int) {
    self.row = min(max(0, row), size.height - 1)
    self.column = min(max(0, column), size.width - 1)
    wraps = false
  }

  // MARK: Control sequences

  private mutating func control(_ final: UInt8) {
    let text = String(decoding: held, as: UTF8.self)
    if text.hasPrefix("?") { return privateMode(text.dropFirst(), final) }
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let first = numbers[0]
    let count = max(1, first)
    switch final {
    case UInt8(ascii: "H"): move(count - 1, max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
    case UInt8(ascii: "A"): move(row - count, column)
    case UInt8(ascii: "B"): move(row + count, column)
    case UInt8(ascii: "C"): move(row, column + count)
    case UInt8(ascii: "D"): move(row, column - count)
    case UInt8(ascii: "G"): move(row, count - 1)
    case UInt8(ascii: "d"): move(count - 1, column)
    case UInt8(ascii: "Z"): move(row, (column - 1) / 8 * 8)
    case UInt8(ascii: "J"): clear(first)
    case UInt8(ascii: "K"): clearLine(first)
    case UInt8(ascii: "X"): fill(row, column, column + count)
    case UInt8(ascii: "b"): for _ in 0..<count { put(last) }
    case UInt8(ascii: "P"): shift(removing: min(count, size.width - column))
    case UInt8(ascii: "@"): shift(inserting: min(count, size.width - column))
    case UInt8(ascii: "m"): isPlain = numbers.last == 0 || numbers == [39, 49]
    case UInt8(ascii: "r"): move(0, 0)
    case UInt8(ascii: "t"): stack(numbers)
    case UInt8(ascii: "c"), UInt8(ascii: "l"), UInt8(ascii: "h"): break
    default: unknown.append("control \(text)\(UnicodeScalar(final))")
    }
  }

  private mutating func stack(_ numbers: [Int]) {
    // Zero is the icon's name too, which curses saves and brings back with the screen.
    guard numbers.count > 1, numbers[1] == 2 else { return }
    if numbers[0] == 22 { titles += 1 }
    if numbers[0] == 23 { titles = max(0, titles - 1) }
  }

  private mutating func privateMode(_ text: Substring, _ final: UInt8) {
    guard final == UInt8(ascii: "h") || final == UInt8(ascii: "l") else { return }
    let on = final == UInt8(ascii: "h")
    for mode in text.split(separator: ";").compactMap({ Int($0) }) {
      switch mode {
      case 1049: showAlternate(on)
      case 25: isCursorShown = on
      // The cursor's blinking, application keys.
      case 1, 12: break
      // Wrapping at the end of a row is on from the start.
      case 7: if on { modes.remove(7) } else { modes.insert(7) }
      default: if on { modes.insert(mode) } else { modes.remove(mode) }
      }
    }
  }

  private mutating func showAlternate(_ on: Bool) {
    guard on != isAlternate else { return }
    isAlternate = on
    if on {
      main = rows
      saved = (row, column)
      rows = Self.blank(size)
    } else {
      let size = size
      rows = main
      self.size = size
      move(saved.row, saved.column)
    }
  }

  private mutating func clear(_ part: Int) {
    switch part {
    case 0:
      clearLine(0)
      for row in (row + 1)..<max(row + 1, size.height) { fill(row, 0, size.width) }
    case 1:
      clearLine(1)
      for row in 0..<row { fill(row, 0, size.width) }
    default:
      clears += 1
      rows = Self.blank(size)
    }
  }

  private mutating func clearLine(_ part: Int) {
    switch part {
    case 0: fill(row, column, size.width)
    case 1: fill(row, 0, column + 1)
    default: fill(row, 0, size.width)
    }
  }

  private mutating func fill(_ row: Int, _ from: Int, _ to: Int) {
    for column in from..<min(to, size.width) { rows[row][column] = " " }
  }

  private mutating func shift(removing count: Int) {
    rows[row].removeSubrange(column..<column + count)
    rows[row] += Array(repeating: " ", count: count)
  }

  private mutating func shift(inserting count: Int) {
    rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
    rows[row].removeLast(count)
  }
}
