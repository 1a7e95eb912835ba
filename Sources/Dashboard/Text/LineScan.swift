import Screen

/// Takes bytes apart into lines, from the beginning of one.
struct LineScan {
  private let bytes: [UInt8]
  private let offset: Int
  private let earlier: [UInt8]
  private var index = 0
  private(set) var continues: Bool

  /// How far back an escape sequence may begin that ends in a later piece of a line.
  static let reach = 64

  /// - Parameters:
  ///   - continues: whether they begin with a later piece of a long line.
  ///   - before: the bytes that stand before.
  init(bytes: [UInt8], at offset: Int, continues: Bool, before: [UInt8]) {
    self.bytes = bytes
    self.offset = offset
    self.continues = continues
    earlier = before
  }

  /// What was not handed out yet, and what stands before that.
  var rest: ArraySlice<UInt8> { bytes[index...] }
  var before: [UInt8] {
    index >= Self.reach
      ? Array(bytes[index - Self.reach..<index])
      : Array((earlier + bytes[..<index]).suffix(Self.reach))
  }

  /// - Parameter isEnd: whether what has no end is a line too.
  mutating func next(isEnd: Bool, prefix: (Int) -> String) -> TextLine? {
    guard index < bytes.count else { return nil }
    let start = offset + index
    let limit = LineBreaks.limit(from: start, continues: continues) - offset
    let reach = bytes[index..<min(bytes.count, max(limit, index + 1))]
    var end = bytes.count
    var goesOn = true
    if let newline = reach.firstIndex(of: 0x0A) {
      end = newline + 1
      goesOn = false
    } else if limit + 3 < bytes.count || isEnd && limit < bytes.count {
      end = limit + LineBreaks.continuations(bytes[limit...])
    } else if !isEnd {
      return nil
    }
    let opening = continues ? rest(of: before) : 0
    let (text, isBar) = bytes[index..<end].withUnsafeBytes { piece in
      TextCleaner.clean(UnsafeRawBufferPointer(rebasing: piece[min(opening, piece.count)...]))
    }
    var line = TextLine(start: start, end: offset + end, text: text)
    line.isBar = isBar
    line.continues = continues
    if let gap = Self.gap(text) { line.kind = .gap(bytes: gap) }
    if !continues { line.prefix = prefix(start) }
    index = end
    continues = goesOn
    return line
  }

  /// How many of the next bytes belong to an escape sequence that began in what stands before: they
  /// must not be shown as text.
  private func rest(of before: [UInt8]) -> Int {
    guard let escape = before.lastIndex(of: 0x1B) else { return 0 }
    let joined = before[escape...] + bytes[index...].prefix(Self.reach)
    let end = joined.withUnsafeBytes { TextCleaner.sequenceEnd($0) }
    return max(0, end - (before.count - escape))
  }

  /// The bytes that a log over its cap says were left out: `… 123 bytes left out …`.
  private static func gap(_ text: String) -> Int? {
    guard text.hasPrefix("… "), text.hasSuffix(" bytes left out …") else { return nil }
    return Int(text.dropFirst(2).prefix { $0.isASCII && $0.isNumber })
  }
}
