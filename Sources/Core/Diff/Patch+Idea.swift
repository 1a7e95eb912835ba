extension Patch {
  /// A text that is equal for proposals of one idea, and empty where there is none.
  ///
  /// Paths, and added and removed lines in order. In Python, comments, blank lines and blanks at the
  /// end of a line say nothing, and a hunk whose lines are the same without them is none; elsewhere
  /// only the width of blanks is left out.
  package var idea: String {
    files.sorted { $0.path < $1.path }.map(\.idea).joined()
  }

  /// The idea as a short text; nil where there is none.
  package var ideaFingerprint: String? {
    let idea = idea
    guard !idea.isEmpty else { return nil }
    // FNV-1a from two starts: this is compared with itself, nobody gains by a collision.
    let starts: [UInt64] = [0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142]
    let parts = starts.map { start -> String in
      let hash = idea.utf8.reduce(start) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
      }
      let digits = String(hash, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return parts.joined()
  }
}

extension PatchFile {
  fileprivate var idea: String {
    let lines = hunks.map(isPython ? \.pythonLines : \.plainLines).joined()
    let isMore = status != .modified || isBinary || (oldMode != newMode && newMode != nil)
    guard isMore || !lines.isEmpty else { return "" }
    let source = oldPath.flatMap { $0 == path ? nil : " from \($0)" } ?? ""
    let mode = oldMode == newMode ? "" : newMode.map { " mode \($0)" } ?? ""
    return "\(status.rawValue) \(path)\(source)\(mode)\n" + (isBinary ? "binary\n" : "") + lines
  }

  private var isPython: Bool { path.hasSuffix(".py") }
}

extension Hunk {
  fileprivate var plainLines: String {
    let changed = lines.compactMap { line in
      line.sign.map {
        $0 + line.text.split { $0 == " " || $0 == "\t" || $0 == "\r" }.joined(separator: " ")
      }
    }
    // Blank lines say nothing about an idea.
    return changed.filter { $0.utf8.count > 1 }.map { $0 + "\n" }.joined()
  }

  fileprivate var pythonLines: String {
    // Inside a text over several lines, what looks like a comment is none.
    let hasLongText = lines.contains { $0.text.contains("\"\"\"") || $0.text.contains("'''") }
    let changed = lines.compactMap { line -> (kind: PatchLine.Kind, text: String)? in
      guard line.sign != nil else { return nil }
      let text = hasLongText ? line.text : PythonLine.withoutComment(line.text)
      let code = PythonLine.withoutEndingBlanks(text)
      return code.isEmpty ? nil : (line.kind, code)
    }
    let removed = changed.filter { $0.kind == .removed }.map(\.text)
    let added = changed.filter { $0.kind == .added }.map(\.text)
    guard removed != added else { return "" }
    return changed.map { ($0.kind == .added ? "+" : "-") + $0.text + "\n" }.joined()
  }
}

extension PatchLine {
  fileprivate var sign: String? {
    switch kind {
    case .added: "+"
    case .removed: "-"
    case .context, .note: nil
    }
  }
}

/// A line of Python, as far as its comments go.
private enum PythonLine {
  /// The line up to a `#` that stands in no text of the same line.
  static func withoutComment(_ line: String) -> String {
    var quote: Character?
    var isEscaped = false
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == open {
          quote = nil
        }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "#" {
        return String(line[..<index])
      }
    }
    return line
  }

  static func withoutEndingBlanks(_ line: String) -> String {
    var end = line.endIndex
    while end > line.startIndex {
      let before = line.index(before: end)
      guard line[before].isWhitespace else { break }
      end = before
    }
    return String(line[..<end])
  }
}
