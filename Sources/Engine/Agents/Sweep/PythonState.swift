/// What is still open at the end of a line of Python: a string, brackets, a continuation.
struct PythonState {
  private var tripleQuote: UInt8?
  private var depth = 0
  private var continues = false

  /// Whether the next line is not the start of a statement.
  var isInsideSomething: Bool { tripleQuote != nil || depth > 0 || continues }

  /// Reads one line; returns how many of its bytes come before a comment.
  mutating func read(_ bytes: ArraySlice<UInt8>) -> Int {
    let line = Array(bytes)
    var quote: UInt8?
    var index = 0
    continues = line.last == UInt8(ascii: "\\")
    while index < line.count {
      let byte = line[index]
      if let open = tripleQuote ?? quote {
        if byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == open {
          if tripleQuote == nil {
            quote = nil
          } else if Self.isTriple(line, index) {
            tripleQuote = nil
            index += 2
          }
        }
      } else {
        switch byte {
        case UInt8(ascii: "#"):
          continues = false
          return index
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
          if Self.isTriple(line, index) {
            tripleQuote = byte
            index += 2
          } else {
            quote = byte
          }
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        default: break
        }
      }
      index += 1
    }
    return line.count
  }

  private static func isTriple(_ line: [UInt8], _ index: Int) -> Bool {
    index + 2 < line.count && line[index + 1] == line[index] && line[index + 2] == line[index]
  }
}
