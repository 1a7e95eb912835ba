import Foundation

/// Finds the named numbers of a file: top-level assignments in Python, TOML and shell, scalars in YAML.
///
/// Strings, comments, here-documents and anything inside brackets are never touched. A name that is
/// assigned twice is left alone, because it is not clear which one counts.
package enum ConstantFinder {
  /// Every constant worth changing, in the order of the text; none in a kind of file it does not know.
  package static func constants(in text: String, file: String) -> [SweepConstant] {
    let suffix = file.split(separator: "/").last?.split(separator: ".").last.map(String.init) ?? ""
    let found: [SweepConstant]
    switch suffix.lowercased() {
    case "py", "toml": found = assignments(in: text, file: file)
    case "sh", "bash": found = shell(in: text, file: file)
    case "yaml", "yml": found = YAMLConstants.find(in: text, file: file)
    default: found = []
    }
    let counts = Dictionary(grouping: found, by: \.name).mapValues(\.count)
    return found.filter { counts[$0.name] == 1 && SweepConstant.isKnob($0.name) }
  }

  // MARK: Python and TOML

  private static func assignments(in text: String, file: String) -> [SweepConstant] {
    var state = PythonState()
    var found: [SweepConstant] = []
    for line in SourceLines(text) {
      let open = state.isInsideSomething
      let codeEnd = state.read(line.bytes)
      guard !open, let constant = assignment(in: line, codeEnd: codeEnd, file: file) else {
        continue
      }
      found.append(constant)
    }
    return found
  }

  /// `NAME = 1`, `NAME: float = 1`, with or without a comment behind it.
  private static func assignment(in line: SourceLines.Line, codeEnd: Int, file: String)
    -> SweepConstant?
  {
    let code = line.bytes.prefix(codeEnd)
    guard let equals = code.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let left = code[..<equals].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard let first = left.first, left.count <= 2, let name = identifier(first, indented: false)
    else { return nil }
    return constant(name: name, number: code[(equals + 1)...], line: line, file: file)
  }

  // MARK: Shell

  private static func shell(in text: String, file: String) -> [SweepConstant] {
    var found: [SweepConstant] = []
    var end: String?
    var quote: UInt8?
    for line in SourceLines(text) {
      let string = String(decoding: line.bytes, as: UTF8.self)
      if let marker = end {
        if string.trimmingCharacters(in: .whitespaces) == marker { end = nil }
        continue
      }
      let open = quote != nil
      let codeEnd = readShell(line.bytes, quote: &quote)
      end = hereDocument(line.bytes.prefix(codeEnd))
      guard !open, quote == nil else { continue }
      var code = line.bytes.prefix(codeEnd)
      let export = Array("export ".utf8)
      if code.starts(with: export) { code = code.dropFirst(export.count) }
      guard let equals = code.firstIndex(of: UInt8(ascii: "=")),
        let name = identifier(code[..<equals], indented: false),
        code[equals...].dropFirst().first?.isDecimalDigit == true,
        let constant = constant(
          name: name, number: code[(equals + 1)...], line: line, file: file)
      else { continue }
      found.append(constant)
    }
    return found
  }

  /// Where the code of a shell line ends; keeps track of quotes over lines.
  private static func readShell(_ bytes: ArraySlice<UInt8>, quote: inout UInt8?) -> Int {
    var previous = UInt8(ascii: " ")
    for index in bytes.indices {
      let byte = bytes[index]
      if let open = quote {
        if byte == open && previous != UInt8(ascii: "\\") { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") {
        return index - bytes.startIndex
      }
      previous = byte
    }
    return bytes.count
  }

  private static func hereDocument(_ code: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: code, as: UTF8.self)
    guard let start = text.range(of: "<<"), !text.contains("<<<") else { return nil }
    let word = text[start.upperBound...].drop { "-'\"\\ ".contains($0) }
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return word.isEmpty ? nil : String(word)
  }

  // MARK: Shared

  /// The name in these bytes, if there is nothing else in them.
  static func identifier(_ bytes: ArraySlice<UInt8>, indented: Bool) -> String? {
    var bytes = bytes
    while bytes.last == UInt8(ascii: " ") || bytes.last == UInt8(ascii: "\t") { bytes.removeLast() }
    if indented { bytes = bytes.drop { $0 == UInt8(ascii: " ") } }
    guard let first = bytes.first, !first.isDecimalDigit else { return nil }
    let extra = indented ? "_-".utf8 : "_".utf8
    let valid = bytes.allSatisfy { byte in
      let upper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      let lower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      return upper || lower || byte.isDecimalDigit || extra.contains(byte)
    }
    return valid ? String(decoding: bytes, as: UTF8.self) : nil
  }

  static func constant(
    name: String, number: ArraySlice<UInt8>, line: SourceLines.Line, file: String
  ) -> SweepConstant? {
    var number = number.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    while let last = number.last, [9, 13, 32].contains(last) { number.removeLast() }
    let comment = String(decoding: line.bytes[number.endIndex...], as: UTF8.self)
    guard !SweepConstant.isMarkedFixed(comment),
      let literal = NumberLiteral(Substring(decoding: number, as: UTF8.self))
    else { return nil }
    return SweepConstant(
      file: file, name: name, literal: literal, place: number.startIndex..<number.endIndex)
  }
}
