/// A key and its number, as found in one line.
struct LogPair: Sendable {
  /// The key's bytes in the line.
  var keyStart: Int
  var keyEnd: Int
  /// Hash of the key, the keys of the objects around it included.
  var hash: UInt64
  var number: ScannedNumber
  /// Whether a colon or an equals sign stands between key and number.
  var isSeparated: Bool
  /// Whether the number stands in brackets right after the key.
  var isBracketed: Bool
  /// Index in `LineScanner.scopes` of the objects around it; -1 at the top.
  var scope: Int
}

/// Finds every key-number pair of one line in a single pass.
///
/// A key is up to four words before a colon or an equals sign, one word where only blanks stand
/// between, or a quoted text before a colon.
struct LineScanner: Sendable {
  typealias Bytes = UnsafeRawBufferPointer

  /// The name of an object around a pair, in JSON or a Python dict.
  struct Scope: Sendable {
    var start: Int
    var end: Int
    var hash: UInt64
    var parent: Int
  }

  /// Further pairs of one line are ignored.
  static let pairLimit = 1024

  var pairs: [LogPair] = []
  var scopes: [Scope] = []
  /// A counter `a/b` without a key, and how many pairs stand before it.
  var counter: (at: Double, of: Double, before: Int)?
  /// A number that opens the line as `[10]` or `10:` before a tab.
  var opening: Double?
  /// A percentage without a key, and how many pairs stand before it.
  var percent: (value: Double, before: Int)?
  /// Seconds the line says are left, and whether only a progress bar says so.
  var remaining: (seconds: Double, isBar: Bool)?
  /// The word that says these are validation numbers, when it is no key itself; its range.
  var context: (start: Int, end: Int)?
  /// Whether the line says that something is done.
  var saysDone = false
  /// Whether the line has a word final or best.
  var saysFinal = false

  var i = 0
  var words = 0
  var starts = (0, 0, 0, 0)
  var keyEnd = 0
  var spaces = 0
  var isSeparated = false
  var isBracketed = false
  var isQuoted = false
  var afterNumber = false
  var scope = -1

  /// Replaces what was found before by what `p` holds.
  mutating func scan(_ p: Bytes) {
    pairs.removeAll(keepingCapacity: true)
    scopes.removeAll(keepingCapacity: true)
    (counter, opening, percent, context) = (nil, nil, nil, nil)
    remaining = nil
    (saysDone, saysFinal, afterNumber) = (false, false, false)
    (i, words, spaces, scope) = (0, 0, 0, -1)
    forget()
    let n = p.count
    while i < n {
      let b = p[i]
      if b.isLetter || b == UInt8(ascii: "_") {
        word(p, n)
        continue
      }
      if b.isDigit {
        number(p, n)
        continue
      }
      switch b {
      case UInt8(ascii: " "):
        spaces += 1
        i += 1
      case UInt8(ascii: "\t"), 0x08:
        spaces += 2
        i += 1
      case UInt8(ascii: ":"), UInt8(ascii: "="):
        if words > 0, !isSeparated { isSeparated = true } else { drop(p) }
        spaces = 0
        i += 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote(p, n)
      case UInt8(ascii: "["):
        if words > 0 { isBracketed = true }
        spaces = 0
        i += 1
      case UInt8(ascii: "("): parenthesis(p, n)
      case UInt8(ascii: "{"):
        if isQuoted, isSeparated { enter(p) }
        forget()
        i += 1
      case UInt8(ascii: "}"):
        if scope >= 0 { scope = scopes[scope].parent }
        forget()
        i += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
        if i + 1 < n, p[i + 1].isDigit || p[i + 1] == UInt8(ascii: ".") || p[i + 1].isLetter {
          number(p, n)
        } else {
          drop(p)
          i += 1
        }
      case UInt8(ascii: "<"):
        // A bar's `[00:12<01:30`.
        if remaining == nil, i > 0, p[i - 1].isDigit,
          let left = RemainingTime.seconds(p, at: i + 1, to: n)
        {
          remaining = (left, true)
        }
        drop(p)
        i += 1
      case 0x80...: foreign(p, n)
      default:
        drop(p)
        i += 1
      }
    }
    drop(p)
  }
}
