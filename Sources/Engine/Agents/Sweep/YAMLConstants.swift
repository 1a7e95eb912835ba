/// Numbers behind keys in YAML's block style; lists, flow style and block texts are skipped.
enum YAMLConstants {
  static func find(in text: String, file: String) -> [SweepConstant] {
    var found: [SweepConstant] = []
    var parents: [(indent: Int, name: String)] = []
    var skipBeyond: Int?
    for line in SourceLines(text) {
      let indent = line.bytes.prefix { $0 == UInt8(ascii: " ") }.count
      let code = line.bytes.prefix(codeLength(line.bytes))
      guard code.contains(where: { ![9, 13, 32].contains($0) }) else { continue }
      if let limit = skipBeyond {
        if indent > limit { continue }
        skipBeyond = nil
      }
      parents.removeAll { $0.indent >= indent }
      guard let colon = code.firstIndex(of: UInt8(ascii: ":")),
        let key = ConstantFinder.identifier(code[..<colon], indented: true)
      else {
        // A list item or something this reader does not know: what belongs to it is left alone.
        skipBeyond = indent
        continue
      }
      let rest = code[(colon + 1)...].filter { ![9, 13, 32].contains($0) }
      let name = (parents.map(\.name) + [key]).joined(separator: ".")
      if rest.isEmpty {
        parents.append((indent, key))
      } else if "|>{[\"'".utf8.contains(rest[0]) {
        skipBeyond = indent
      } else if code[(colon + 1)...].first == UInt8(ascii: " "),
        let constant = ConstantFinder.constant(
          name: name, number: code[(colon + 1)...], line: line, file: file)
      {
        found.append(constant)
      }
    }
    return found
  }

  /// The bytes before a comment: a `#` at the start or behind a space.
  private static func codeLength(_ bytes: ArraySlice<UInt8>) -> Int {
    var previous = UInt8(ascii: " ")
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "#") && previous == UInt8(ascii: " ") {
        return index - bytes.startIndex
      }
      previous = bytes[index]
    }
    return bytes.count
  }
}
