/// The tokens of a line: each moves the cursor past itself.
extension LineScanner {
  /// A byte outside ASCII: punctuation and drawing end a key, a letter is part of a word.
  mutating func foreign(_ p: Bytes, _ n: Int) {
    if p[i] == 0xC2 || (p[i] == 0xE2 && i + 1 < n && (0x80...0x97).contains(p[i + 1])) {
      let arrow = p[i] == 0xE2 && p[i + 1] == 0x86
      i = min(n, i + (p[i] == 0xC2 ? 2 : 3))
      if !arrow { drop(p) }
    } else {
      word(p, n)
    }
  }

  mutating func word(_ p: Bytes, _ n: Int) {
    let start = i
    i += 1
    while i < n, Self.isWordByte(p[i]) || isInnerQuote(p, n) { i += 1 }
    var end = i
    while end > start + 1, p[end - 1] == UInt8(ascii: ".") || p[end - 1] == UInt8(ascii: "-") {
      end -= 1
    }
    note(p, start, end)
    let wasAfterNumber = afterNumber
    afterNumber = false
    if words > 0, Self.isNotFinite(p, start, end), isSeparated || !endsInFiller(p),
      let value = NumberScanner.plain(p, at: start, to: end)
    {
      pair(p, value)
      return
    }
    // A wrapper such as tensor(0.5) stands for its number.
    if i < n, p[i] == UInt8(ascii: "("), isSeparated || words > 0 && Self.isWrapper(p, start, end) {
      i += 1
      return
    }
    if isSeparated {
      drop(p)
    } else if words > 0, spaces == 1, Self.isCopula(p, start, end) {
      isSeparated = true
      return
    } else if wasAfterNumber, spaces == 1, isUnitWord(p, start, end) {
      spaces = 0
      return
    }
    if words > 0, spaces == 1, !isBracketed {
      if words == 4 {
        starts = (starts.1, starts.2, starts.3, start)
      } else {
        words += 1
        set(words, start)
      }
    } else {
      drop(p)
      words = 1
      starts.0 = start
    }
    keyEnd = end
    spaces = 0
  }

  mutating func number(_ p: Bytes, _ n: Int) {
    let start = i
    if words > 0 { noteRemaining(p, at: i, to: n) }
    guard let number = NumberScanner.scan(p, at: i, to: n) else {
      drop(p)
      i += 1
      while i < n, Self.isWordByte(p[i]) || p[i] == UInt8(ascii: ":") || isListComma(p, n) {
        i += 1
      }
      afterNumber = true
      return
    }
    i = number.end
    // `Test: [10/196]` counts within what it names, `Train: 3 [ 50/196 ...` too.
    if words == 1, number.total > 0 || number.decimals == 0 && isBeforeBracket(p, n),
      Self.isSplitWord(p, starts.0, keyEnd)
    {
      drop(p)
    }
    if words > 0, isSeparated || isBracketed || !endsInFiller(p), !isSourceLine(p, start) {
      pair(p, number)
      return
    }
    let isOpening = opens(p, n, start, number)
    afterNumber = true
    spaces = 0
    if number.total > 0, !isDate(p, n) {
      if number.value >= 0, counter == nil { counter = (number.value, number.total, pairs.count) }
    } else if number.isPercent {
      if percent == nil { percent = (number.value, pairs.count) }
    } else if isOpening {
      opening = number.value
    }
    forget()
  }

  /// Whether a number without a key counts the lines it opens: `[10]` or `10:` before a tab, `[10]`
  /// between a logger's prefix and a key.
  private func opens(_ p: Bytes, _ n: Int, _ start: Int, _ number: ScannedNumber) -> Bool {
    guard pairs.isEmpty, number.decimals == 0, number.total == 0, i + 2 < n else { return false }
    if start == 0 { return p[i] == UInt8(ascii: ":") && p[i + 1] == UInt8(ascii: "\t") }
    guard p[start - 1] == UInt8(ascii: "["), p[i] == UInt8(ascii: "]") else { return false }
    if start == 1 { return p[i + 1] == UInt8(ascii: "\t") }
    return start > 2 && p[start - 2] == UInt8(ascii: " ") && p[start - 3] == UInt8(ascii: "]")
      && p[i + 1] == UInt8(ascii: " ") && p[i + 2].isLetter
  }

  mutating func pair(_ p: Bytes, _ number: ScannedNumber) {
    if isSeparated { skipFillers(p) }
    let start = isSeparated ? starts.0 : lastWithSplit(p)
    guard pairs.count < Self.pairLimit else { return forget() }
    var hash = ASCIIWord.hash(p, start, keyEnd)
    if scope >= 0 { hash = ASCIIWord.mix(hash ^ scopes[scope].hash) }
    pairs.append(
      LogPair(
        keyStart: start, keyEnd: keyEnd, hash: hash, number: number, isSeparated: isSeparated,
        isBracketed: isBracketed, scope: scope))
    afterNumber = true
    spaces = 0
    forget()
  }

  mutating func quote(_ p: Bytes, _ n: Int) {
    let mark = p[i]
    var j = i + 1
    let limit = min(n, i + 120)
    while j < limit, p[j] != mark { j += 1 }
    guard j < limit, j > i + 1 else {
      drop(p)
      i += 1
      return
    }
    let content = i + 1
    let end = j
    i = j + 1
    j = i
    while j < n, p[j] == UInt8(ascii: " ") { j += 1 }
    if j < n, p[j] == UInt8(ascii: ":") {
      forget()
      (words, starts.0, keyEnd, isQuoted, isSeparated) = (1, content, end, true, true)
      spaces = 0
      i = j + 1
    } else if isSeparated, words > 0, let number = NumberScanner.scan(p, at: content, to: end),
      number.end == end
    {
      pair(p, number)
    } else {
      if isSeparated, words > 0 { noteRemaining(p, at: content, to: end) }
      drop(p)
    }
  }

  /// Reads a time that a key announces as what is left.
  @inline(__always)
  private mutating func noteRemaining(_ p: Bytes, at start: Int, to end: Int) {
    guard RemainingTime.isKey(p, starts.0, keyEnd),
      let seconds = RemainingTime.seconds(p, at: start, to: end)
    else { return }
    remaining = (seconds, false)
  }

  /// Keeps a suffix in parentheses such as `(M)` in the key; anything else ends the key.
  mutating func parenthesis(_ p: Bytes, _ n: Int) {
    if words > 0, !isSeparated, !isBracketed, spaces < 2 {
      var j = i + 1
      while j < n, j < i + 14, p[j].isLetter { j += 1 }
      if j < n, j > i + 1, p[j] == UInt8(ascii: ")") {
        i = j + 1
        keyEnd = i
        spaces = 0
        return
      }
    }
    drop(p)
    i += 1
  }

  mutating func enter(_ p: Bytes) {
    guard scopes.count < 256 else { return }
    var hash = ASCIIWord.hash(p, starts.0, keyEnd) | 1
    if scope >= 0 { hash = ASCIIWord.mix(hash ^ scopes[scope].hash) | 1 }
    scopes.append(Scope(start: starts.0, end: keyEnd, hash: hash, parent: scope))
    scope = scopes.count - 1
  }

  /// Ends a key that got no number; it may still say which numbers follow.
  mutating func drop(_ p: Bytes) {
    if words > 0, context == nil, pairs.isEmpty, !isQuoted {
      for k in 0..<words {
        let start = k == 0 ? starts.0 : k == 1 ? starts.1 : k == 2 ? starts.2 : starts.3
        var end = start
        while end < keyEnd, p[end].isLetter { end += 1 }
        if end < p.count, p[end] == UInt8(ascii: "_") { continue }
        if SeriesName.isValidationWord(p, start, end) {
          context = (start, end)
          break
        }
      }
    }
    forget()
  }

  mutating func forget() {
    words = 0
    isSeparated = false
    isBracketed = false
    isQuoted = false
  }

  /// The start of the key's last word.
  var last: Int {
    words <= 1 ? starts.0 : words == 2 ? starts.1 : words == 3 ? starts.2 : starts.3
  }

  mutating func set(_ index: Int, _ start: Int) {
    if index == 2 {
      starts.1 = start
    } else if index == 3 {
      starts.2 = start
    } else {
      starts.3 = start
    }
  }
}
