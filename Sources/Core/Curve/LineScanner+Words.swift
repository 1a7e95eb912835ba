extension LineScanner {
  /// Whether a byte continues a word that began with a letter.
  @inline(__always)
  static func isWordByte(_ b: UInt8) -> Bool {
    if b.isLetter || b.isDigit { return true }
    switch b {
    case UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "&"):
      return true
    default: return b >= 0xC3 && b != 0xE2 || (b >= 0x80 && b < 0xC0)
    }
  }

  /// Whether the word names the data a counter without a name of its own goes through.
  static func isSplitWord(_ p: Bytes, _ start: Int, _ end: Int) -> Bool {
    SeriesName.isValidationWord(p, start, end) || ASCIIWord.equal(p, start, end, "train")
      || ASCIIWord.equal(p, start, end, "training") || ASCIIWord.equal(p, start, end, "validating")
      || ASCIIWord.equal(p, start, end, "testing") || ASCIIWord.equal(p, start, end, "evaluating")
  }

  /// Whether the word is nan or inf in any spelling.
  @inline(__always)
  static func isNotFinite(_ p: Bytes, _ start: Int, _ end: Int) -> Bool {
    switch p[start] | 0x20 {
    case UInt8(ascii: "n"): ASCIIWord.equal(p, start, end, "nan")
    case UInt8(ascii: "i"):
      ASCIIWord.equal(p, start, end, "inf") || ASCIIWord.equal(p, start, end, "infinity")
    default: false
    }
  }

  /// Whether a word after a number is its unit: `10184 MiB`, `14.82 samples/sec`.
  func isUnitWord(_ p: Bytes, _ start: Int, _ end: Int) -> Bool {
    if NumberScanner.unitEnd(p, at: start, to: end) == end { return true }
    guard end - start > 2 else { return false }
    for k in start..<end - 1 where p[k] == UInt8(ascii: "/") {
      switch p[k + 1] {
      case UInt8(ascii: "s"), UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "h"): return true
      default: return false
      }
    }
    return false
  }

  /// Remembers what a word says about the run.
  @inline(__always)
  mutating func note(_ p: Bytes, _ start: Int, _ end: Int) {
    switch p[start] | 0x20 {
    case UInt8(ascii: "d"):
      if ASCIIWord.equal(p, start, end, "done") { noteDone(p, end) }
    case UInt8(ascii: "c"):
      if ASCIIWord.begins(p, start, end, "complete") { noteDone(p, end) }
    case UInt8(ascii: "s"):
      if ASCIIWord.equal(p, start, end, "stopping") { noteDone(p, end) }
    case UInt8(ascii: "f"):
      if ASCIIWord.equal(p, start, end, "finished") { noteDone(p, end) }
      if ASCIIWord.begins(p, start, end, "final") { saysFinal = true }
    case UInt8(ascii: "b"):
      if ASCIIWord.begins(p, start, end, "best") { saysFinal = true }
    default: break
    }
  }

  /// Takes a word such as done where it closes a sentence or speaks of the training.
  private mutating func noteDone(_ p: Bytes, _ end: Int) {
    let isClosing = end >= p.count || p[end] != UInt8(ascii: " ")
    saysDone =
      saysDone || (isClosing && !(end < p.count && p[end] == UInt8(ascii: ":")))
      || ASCIIWord.begins(p, end, p.count, " train") || ASCIIWord.begins(p, end, p.count, " in ")
      || ASCIIWord.begins(p, end, p.count, " after ") || ASCIIWord.begins(p, end, p.count, " at ")
  }

  /// Whether the quote at the cursor stands inside a word, as in `valid_0's`.
  @inline(__always)
  func isInnerQuote(_ p: Bytes, _ n: Int) -> Bool {
    p[i] == UInt8(ascii: "'") && words == 0 && i + 1 < n && p[i + 1] == UInt8(ascii: "s")
  }

  /// Whether the comma at the cursor stands between digits.
  func isListComma(_ p: Bytes, _ n: Int) -> Bool {
    p[i] == UInt8(ascii: ",") && i + 1 < n && p[i + 1].isDigit
  }

  /// Whether key and number are a place in a source file: `train.py:76`.
  func isSourceLine(_ p: Bytes, _ start: Int) -> Bool {
    guard isSeparated, keyEnd + 1 == start else { return false }
    var dot = keyEnd - 1
    while dot > keyEnd - 5, dot > 0, p[dot].isLetter { dot -= 1 }
    guard p[dot] == UInt8(ascii: "."), dot + 1 < keyEnd else { return false }
    return ASCIIWord.equal(p, dot + 1, keyEnd, "py") || ASCIIWord.equal(p, dot + 1, keyEnd, "cpp")
      || ASCIIWord.equal(p, dot + 1, keyEnd, "cc") || ASCIIWord.equal(p, dot + 1, keyEnd, "hpp")
      || ASCIIWord.equal(p, dot + 1, keyEnd, "c") || ASCIIWord.equal(p, dot + 1, keyEnd, "h")
      || ASCIIWord.equal(p, dot + 1, keyEnd, "cu") || ASCIIWord.equal(p, dot + 1, keyEnd, "go")
      || ASCIIWord.equal(p, dot + 1, keyEnd, "rs") || ASCIIWord.equal(p, dot + 1, keyEnd, "js")
  }
}
