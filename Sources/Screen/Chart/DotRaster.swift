/// One series' dots, several to a cell, before they become characters.
///
/// Braille has two by four dots in a cell, quadrant blocks two by two, ASCII one by three.
struct DotRaster {
  let columns: Int
  let rows: Int
  let glyphs: Glyphs
  /// Dots in a cell.
  let across: Int
  let down: Int
  /// One bit per dot, row by row inside the cell.
  private var bits: [UInt8]

  init(columns: Int, rows: Int, glyphs: Glyphs) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.glyphs = glyphs
    switch glyphs {
    case .braille: (across, down) = (2, 4)
    case .block: (across, down) = (2, 2)
    case .ascii: (across, down) = (1, 3)
    }
    bits = Array(repeating: 0, count: self.columns * self.rows)
  }

  /// Dots in all.
  var width: Int { columns * across }
  var height: Int { rows * down }

  mutating func set(x: Int, y: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let bit = (y % down) * across + x % across
    bits[(y / down) * columns + x / across] |= 1 << UInt8(bit)
  }

  /// A vertical run, ends included, in either order.
  mutating func run(x: Int, from first: Int, to last: Int) {
    let low = max(0, min(first, last))
    let high = min(height - 1, max(first, last))
    guard low <= high else { return }
    for y in low...high { set(x: x, y: y) }
  }

  /// Adds another raster's dots to the cells this one has ink in.
  mutating func absorb(_ other: DotRaster) {
    guard other.bits.count == bits.count else { return }
    for index in bits.indices where bits[index] != 0 { bits[index] |= other.bits[index] }
  }

  /// The dots of a cell, as bits.
  func dots(row: Int, column: Int) -> UInt8 {
    guard row >= 0, column >= 0, row < rows, column < columns else { return 0 }
    return bits[row * columns + column]
  }

  func isTouched(row: Int, column: Int) -> Bool {
    guard row >= 0, column >= 0, row < rows, column < columns else { return false }
    return bits[row * columns + column] != 0
  }

  /// The character for a cell; nil where no dot is set.
  func character(row: Int, column: Int) -> String? {
    let value = dots(row: row, column: column)
    return value == 0 ? nil : DotGlyphs.character(value, glyphs)
  }
}

/// Characters by their dots, row by row from the top left.
enum DotGlyphs {
  static func character(_ dots: UInt8, _ glyphs: Glyphs) -> String {
    switch glyphs {
    case .braille: braille[Int(dots)]
    case .block: blocks[Int(dots & 15)]
    case .ascii: ascii[Int(dots & 7)]
    }
  }

  static let braille: [String] = (0..<256).map { value in
    let order: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    var pattern: UInt32 = 0
    for bit in 0..<8 where value & (1 << bit) != 0 { pattern |= order[bit] }
    guard pattern != 0, let scalar = Unicode.Scalar(0x2800 + pattern) else { return " " }
    return String(Character(scalar))
  }

  static let blocks = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]

  /// Top, middle and bottom third of a cell.
  static let ascii = [" ", "'", "-", "'", ".", "|", ".", "|"]
}
