import Yams

extension Field {
  /// Any text but an empty one.
  func text(such example: String) -> String? {
    guard let text = scalar, !isNull else {
      fail(isNull ? "is empty" : "must be text, not \(kind)", hint: "such as \(example)")
      return nil
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      fail("is empty", hint: "such as \(example)")
      return nil
    }
    guard !text.unicodeScalars.contains("\0") else {
      fail("holds a zero byte", hint: "remove it")
      return nil
    }
    return text
  }

  /// A number, decimals allowed, tested by `allowed` against the rule in words.
  func number(_ rule: String, where allowed: (Double) -> Bool) -> Double? {
    guard let text = scalar, let value = Double(text), value.isFinite else {
      fail("must be a number, not \(kind)")
      return nil
    }
    guard allowed(value) else {
      fail("must be \(rule), not \(text)")
      return nil
    }
    return value
  }

  /// A whole number in a range.
  func integer(in range: ClosedRange<Int>) -> Int? {
    guard let text = scalar, let value = Int(text) else {
      fail("must be a whole number, not \(kind)")
      return nil
    }
    guard range.contains(value) else {
      let bound =
        value < range.lowerBound ? "at least \(range.lowerBound)" : "at most \(range.upperBound)"
      fail("must be \(bound), not \(value)")
      return nil
    }
    return value
  }

  /// Bytes, a million at least: less is a slip.
  func size() -> Int? {
    guard let text = scalar, let bytes = SizeText.bytes(text) else {
      fail("must be a size, not \(kind)", hint: "such as 16GB or 500MB")
      return nil
    }
    guard bytes >= 1_000_000 else {
      fail("must be at least 1MB, not \(text)", hint: "such as 16GB or 500MB")
      return nil
    }
    return bytes
  }

  /// Seconds of a duration, from `atLeast` to a year.
  func duration(atLeast least: Double = 0.001) -> Double? {
    guard let text = scalar, let seconds = DurationText.seconds(text) else {
      fail("must be a duration, not \(kind)", hint: "such as 6m, 300s, 1h30m or 500ms")
      return nil
    }
    guard seconds >= least else {
      fail(least > 0 ? "must be more than 0, not \(text)" : "cannot be negative, as \(text) is")
      return nil
    }
    guard seconds <= 366 * 86400 else {
      fail("must be at most a year, not \(text)")
      return nil
    }
    return seconds
  }

  /// One of the words of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    if let text = scalar, let choice = Choice(rawValue: text) { return choice }
    failChoice(words)
    return nil
  }

  /// Says which words are valid, and which one was probably meant.
  func failChoice(_ words: [String]) {
    let meant = scalar.flatMap { NearestWord.find($0, in: words) }
    fail(
      "must be one of \(words.joined(separator: ", ")), not \(kind)",
      hint: meant.map { "did you mean '\($0)'?" })
  }

  /// A mapping of names to texts.
  func texts(such example: String) -> [(name: String, field: Field, text: String)]? {
    guard case .mapping(let mapping) = node else {
      fail(isNull ? "is empty" : "must be a mapping, not \(kind)", hint: "such as \(example)")
      return nil
    }
    var texts: [(name: String, field: Field, text: String)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string, !name.isEmpty else {
        report.add(
          "a key of '\(path)' must be text", hint: "such as \(example)", at: Place(key) ?? mark,
          path: path)
        continue
      }
      let field = Field(
        node: value, path: "\(path).\(name)", place: Place(key) ?? mark, report: report)
      guard let text = value.scalar?.string, !field.isNull else {
        field.fail(field.isNull ? "is empty" : "must be text, not \(field.kind)")
        continue
      }
      texts.append((name, field, text))
    }
    return texts
  }
}

extension Field {
  /// A switch: `on` or `off`, or what YAML has for them.
  func yesOrNo() -> Bool? {
    switch scalar?.lowercased() {
    case "on", "true", "yes": return true
    case "off", "false", "no": return false
    default:
      fail(isNull ? "is empty" : "must be on or off, not \(kind)")
      return nil
    }
  }
}
