/// A series that a person names, and the text that its number follows in a line of the log.
package struct LogPattern: Equatable, Sendable {
  package let name: String
  /// The texts between the stars, in their order.
  private let pieces: [[UInt8]]

  /// - Parameter pattern: what stands before the number; `*` is any text. Blanks, a colon or an equals
  ///   sign may stand between it and the number.
  /// - Returns: nil where nothing but stars and blanks is in it.
  package init?(name: String, pattern: String) {
    let pieces = pattern.split(separator: "*").map { piece in
      var bytes = Array(piece.utf8)
      while bytes.last == UInt8(ascii: " ") || bytes.last == UInt8(ascii: "\t") {
        bytes.removeLast()
      }
      return bytes
    }.filter { !$0.isEmpty }
    guard !pieces.isEmpty else { return nil }
    self.name = name
    self.pieces = pieces
  }

  /// The number that follows it in a line; nil where the line has no such.
  func number(in p: UnsafeRawBufferPointer) -> ScannedNumber? {
    // The first place that has a number behind it counts.
    var from = 0
    while let end = end(in: p, from: from) {
      if let number = Self.number(in: p, at: end.last) { return number }
      from = end.first + 1
    }
    return nil
  }

  /// Where the first piece begins and the last one ends.
  private func end(in p: UnsafeRawBufferPointer, from: Int) -> (first: Int, last: Int)? {
    var first: Int?
    var at = from
    for piece in pieces {
      guard let place = Self.place(of: piece, in: p, from: at) else { return nil }
      first = first ?? place
      at = place + piece.count
    }
    return first.map { ($0, at) }
  }

  private static func place(
    of piece: [UInt8], in p: UnsafeRawBufferPointer, from: Int
  ) -> Int? {
    guard p.count - piece.count >= from else { return nil }
    return (from...(p.count - piece.count)).first { start in
      p[start] == piece[0] && piece.indices.allSatisfy { p[start + $0] == piece[$0] }
    }
  }

  /// The number at a place, or behind what may stand between.
  private static func number(in p: UnsafeRawBufferPointer, at place: Int) -> ScannedNumber? {
    let between = Array(" \t:='\"[(|".utf8)
    var start = place
    while start < p.count, between.contains(p[start]) { start += 1 }
    guard start < p.count else { return nil }
    // A name that goes on is another name: `loss` is not in `loss2 0.5`.
    if start == place, place > 0, p[place].isDigit, p[place - 1].isLetter || p[place - 1].isDigit {
      return nil
    }
    return NumberScanner.scan(p, at: start, to: p.count)
  }
}
