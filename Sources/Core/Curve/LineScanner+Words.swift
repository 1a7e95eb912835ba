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

  /// Whether key and number stand alone in brackets and count nothing: `[trainer:763]`, `[PID:4711]`.
  private func isPlace(_ p: Bytes, _ start: Int) -> Bool {
    guard words == 1, p[keyEnd] == UInt8(ascii: ":"), starts.0 > 0, i < p.count,
      p[start..<i].allSatisfy(\.isDigit)
    else { return false }
    let (open, close) = (p[starts.0 - 1], p[i])
    guard
      open == UInt8(ascii: "[") && close == UInt8(ascii: "]")
        || open == UInt8(ascii: "(") && close == UInt8(ascii: ")")
    else { return false }
    for word: StaticString in ["epoch", "step", "iter", "iteration", "batch", "it", "update"]
    where ASCIIWord.equal(p, starts.0, keyEnd, word) {
      return false
    }
    return true
  }

  /// Whether key and number are a place in a source file: `train.py:76`.
  func isSourceLine(_ p: Bytes, _ start: Int) -> Bool {
    guard isSeparated, keyEnd + 1 == start else { return false }
    if isPlace(p, start) { return true }
    var dot = keyEnd - 1
    while dot > keyEnd - 5, dot > 0, p[dot].isLetter { dot -= 1 }
    guard p[dot] == UInt8(ascii: "."), dot + 1 < keyEnd else { return false }
    return ASCIIWord.equal(p, dot + 1, keyEnd, "py") || ASCIIWord.equal(p, dot + 1, keyEnd, "cpp")
      || ASCIIWord.equal(p, dot + 1, keyEnd, "cc") || ASCIIWord.equal(p, dot + 1, keyEnd, "hpp")
      || ASCIIWord.equal(p, dot + 1, keyEnd, "c") || ASCIIWord.equal(p, dot + 1, keyEnd, "h")
      || ASCIIWord.equal(p, dot + 1, keyEnd, "cu") || ASCIIWord.equal(p, dot + 1, keyEnd, "go")
      || ASCIIWord.equal(p, dot + 1, keyEnd, "rs") || ASCIIWord.equal(p, dot + 1, keyEnd, "js")
  }

  /// Whether the word only says that a value follows: `loss is 0.5`.
  @inline(__always)
  static func isCopula(_ p: Bytes, _ start: Int, _ end: Int) -> Bool {
    end - start < 4
      && (ASCIIWord.equal(p, start, end, "is") || ASCIIWord.equal(p, start, end, "was"))
  }

  /// Whether the word is a wrapper that arrays are printed with.
  static func isWrapper(_ p: Bytes, _ start: Int, _ end: Int) -> Bool {
    ASCIIWord.equal(p, start, end, "tensor") || ASCIIWord.equal(p, start, end, "array")
      || ASCIIWord.begins(p, start, end, "np.float")
  }

  /// Whether the key's last word is none that a number could be of: `improved from 0.31 to 0.28`.
  @inline(__always)
  func endsInFiller(_ p: Bytes) -> Bool {
    guard !isSeparated, words > 0 else { return false }
    let start = last
    switch ASCIIWord.packed(p, start, keyEnd) {
    // of, to, in, at, by
    case 0x6F66, 0x746F, 0x696E, 0x6174, 0x6279: return true
    // for, and, from, than, after
    case 0x66_6F72, 0x61_6E64, 0x6672_6F6D, 0x7468_616E, 0x61_6674_6572: return true
    default: return false
    }
  }

  /// Takes words off the key's beginning that name nothing: `and the loss is 0.5`.
  @inline(__always)
  mutating func skipFillers(_ p: Bytes) {
    while words > 1, !isQuoted, isFillerLetter(p[starts.0] | 0x20) {
      var end = starts.0
      while end < keyEnd, p[end].isLetter { end += 1 }
      guard ASCIIWord.equal(p, starts.0, end, "the") || ASCIIWord.equal(p, starts.0, end, "and"),
        p[end] == UInt8(ascii: " ")
      else { return }
      starts = (starts.1, starts.2, starts.3, 0)
      words -= 1
    }
  }

  private func isFillerLetter(_ letter: UInt8) -> Bool {
    letter == UInt8(ascii: "t") || letter == UInt8(ascii: "a")
  }

  /// Where the key of a number begins before which only blanks stand: at its last word, or the one
  /// before that where it names the data, as in `val loss 0.5`.
  func lastWithSplit(_ p: Bytes) -> Int {
    guard words > 1, !isBracketed else { return last }
    let before = words == 2 ? starts.0 : words == 3 ? starts.1 : starts.2
    var end = before
    while end < keyEnd, p[end] != UInt8(ascii: " ") { end += 1 }
    return Self.isSplitWord(p, before, end) && SeriesName.isLossWord(p, last, keyEnd)
      ? before : last
  }

  /// Whether a bracket follows the cursor, after blanks.
  func isBeforeBracket(_ p: Bytes, _ n: Int) -> Bool {
    var k = i
    while k < n, p[k] == UInt8(ascii: " ") { k += 1 }
    return k > i && k < n && p[k] == UInt8(ascii: "[")
  }

  /// Whether a time of day follows the cursor, so that what stood before it was a date: `04/17 12:30`.
  func isDate(_ p: Bytes, _ n: Int) -> Bool {
    i + 5 < n && p[i] == UInt8(ascii: " ") && p[i + 1].isDigit && p[i + 2].isDigit
      && p[i + 3] == UInt8(ascii: ":") && p[i + 4].isDigit && p[i + 5].isDigit
  }
}
