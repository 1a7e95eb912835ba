import Core

extension AgentTask {
  /// A path as people know it: relative to the clone where it lies there.
  func relative(_ path: String) -> String {
    guard path.hasPrefix(clone + "/") else { return path }
    return String(path.dropFirst(clone.utf8.count + 1))
  }

  /// The name agents know the history tools by.
  static let historyServer = "history"
}

/// Text of an agent that is kept whole only as far as somebody may read it.
enum ToolText {
  /// Bytes of an output or of one side of an edit.
  static let bound = 16 << 10

  /// The text, without its middle when it is too long.
  static func bounded(_ text: String, to bound: Int = bound) -> String {
    guard text.utf8.count > bound else { return text }
    let head = String(decoding: text.utf8.prefix(bound / 2), as: UTF8.self)
    let tail = String(decoding: text.utf8.suffix(bound / 2), as: UTF8.self)
    return "\(head)\n[\(text.utf8.count - bound) bytes left out]\n\(tail)"
  }

  /// An edit per hunk of a unified diff of one file; headers are passed over.
  static func edits(of diff: String, path: String) -> [ToolEdit] {
    var edits: [ToolEdit] = []
    var old: [Substring] = []
    var new: [Substring] = []
    func close() {
      guard !old.isEmpty || !new.isEmpty else { return }
      edits.append(
        ToolEdit(
          path: path, old: bounded(old.joined(separator: "\n")),
          new: bounded(new.joined(separator: "\n"))))
      old = []
      new = []
    }
    var isInside = false
    for line in diff.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("@@") {
        close()
        isInside = true
      } else if isInside {
        switch line.first {
        case "-": old.append(line.dropFirst())
        case "+": new.append(line.dropFirst())
        case " ":
          old.append(line.dropFirst())
          new.append(line.dropFirst())
        default: continue
        }
      }
    }
    close()
    return edits
  }
}

extension AgentEnding {
  /// How a turn ended that failed with these words, and this HTTP status where one is known.
  static func failure(_ said: String, status: Int? = nil, until: Timestamp? = nil) -> AgentEnding {
    let words = said.lowercased()
    let status = status ?? Self.status(in: words)
    if status == 401 || status == 403
      || ["unauthorized", "authentication", "api key", "api_key", "not logged in", "please log in"]
        .contains(where: words.contains)
    {
      return .unauthorised(said)
    }
    if status == 429 || isLimit(words) { return .limited(until: until, said) }
    return .failed(said)
  }

  /// Whether words of any program, in small letters, tell of an account that is used up.
  ///
  /// Disks have quotas and trainings have rates: neither is waited out.
  private static func isLimit(_ words: String) -> Bool {
    let plain = ["ratelimit", "rate_limit", "usage limit", "too many requests", "_quota"]
    if plain.contains(where: words.contains) { return true }
    if words.replacing("learning rate", with: "").contains("rate limit") { return true }
    return words.replacing("disk quota", with: "").contains("quota")
      && ["exceed", "exhaust", "reached", "used up", "out of"].contains(where: words.contains)
  }

  /// Of the statuses that matter, the one the words tell.
  static func status(in said: String) -> Int? {
    let words = said.lowercased()
    let numbers = words.split { !$0.isNumber }.compactMap { Int($0) }
    return words.contains("status") || words.contains("error code")
      ? numbers.first { $0 == 401 || $0 == 403 || $0 == 429 } : nil
  }

  /// How a turn ended whose program left without telling.
  static func exit(_ exit: AgentExit, program: String, remedy: String?) -> AgentEnding {
    // As a shell says it.
    if exit.code == 127 {
      let advice = remedy.map { "; install it (\($0))" } ?? ""
      return .missing("\(program) is not on PATH\(advice)")
    }
    let how =
      exit.signal.map { "was ended by signal \($0)" }
      ?? "left with exit status \(exit.code ?? 0)"
    guard !exit.said.isEmpty else {
      return .failed("\(program) \(how) and did not say how the turn ended")
    }
    return failure("\(program) \(how): \(exit.said)")
  }
}
