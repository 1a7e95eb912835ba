/// Text as YAML writes it, quoted only where it must be.
enum YamlText {
  private static let words: Set<String> = [
    "", "~", "null", "true", "false", "yes", "no", "on", "off", "none",
  ]

  /// A scalar that reads back as `text`, in a block or in brackets.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  static func list(_ texts: [String]) -> String {
    "[\(texts.map(scalar).joined(separator: ", "))]"
  }

  static func mapping(_ texts: [String: String]) -> String {
    let pairs = texts.sorted { $0.key < $1.key }.map { "\(scalar($0.key)): \(scalar($0.value))" }
    return "{\(pairs.joined(separator: ", "))}"
  }

  /// The shortest decimal text, without a fraction where there is none.
  static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  private static func isPlain(_ text: String) -> Bool {
    guard !words.contains(text.lowercased()), let first = text.unicodeScalars.first else {
      return false
    }
    let starts = isWord(first) || "./~$_".unicodeScalars.contains(first)
    guard starts, !text.hasSuffix(" "), !text.hasSuffix(":") else { return false }
    guard !text.contains(": "), !text.contains(" #"), !text.hasPrefix("~ ") else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      isWord(scalar) || " ./~$_-+=:@%()<>|&;*^?!'\"".unicodeScalars.contains(scalar)
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return scalar.properties.isAlphabetic }
    return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      || ("0"..."9").contains(scalar)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default:
        let isPrintable =
          scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
          && ![0x2028, 0x2029, 0xFEFF].contains(scalar.value)
        if isPrintable {
          quoted.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
      }
    }
    return quoted + "\""
  }
}
