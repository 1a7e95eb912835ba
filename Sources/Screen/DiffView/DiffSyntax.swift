internal import Core

/// What the words of the visible lines are, worked out from a bounded stretch above them.
struct DiffSyntax {
  /// Lines above a line that are read to know whether it stands in a string or a comment.
  static let lookBack = 200

  /// Reads one side of a hunk: what was removed and the context, or what was added and the context.
  private struct Side {
    let isOld: Bool
    var file: Int32 = -1
    var hunk: Int32 = -1
    var next = 0
    var lexer: SyntaxLexer?
    var known: [Int: [SyntaxSpan]] = [:]

    init(isOld: Bool) {
      self.isOld = isOld
    }

    func holds(_ kind: PatchLine.Kind) -> Bool {
      switch kind {
      case .context: true
      case .removed: isOld
      case .added: !isOld
      case .note: false
      }
    }

    mutating func spans(
      _ index: Int, of entry: DiffEntry, in hunk: Hunk, _ language: SyntaxLanguage
    )
      -> [SyntaxSpan]
    {
      if entry.file != file || entry.hunk != self.hunk || index >= next + lookBack
        || index < next && known[index] == nil
      {
        (file, self.hunk) = (entry.file, entry.hunk)
        next = max(0, index - lookBack)
        known = [:]
        var lexer = SyntaxLexer(language)
        if next == 0, endsComment(hunk, language) { lexer.beginInComment() }
        self.lexer = lexer
      }
      while next <= index {
        let line = hunk.lines[next]
        if holds(line.kind) { known[next] = lexer?.spans(in: line.utf8) }
        next += 1
      }
      return known[index] ?? []
    }

    /// Whether a block comment ends that began above the hunk.
    private func endsComment(_ hunk: Hunk, _ language: SyntaxLanguage) -> Bool {
      guard CodeTable(language)?.hasBlockComments == true else { return false }
      for line in hunk.lines.prefix(lookBack) where holds(line.kind) {
        var before: UInt8 = 0
        for byte in line.utf8.prefix(SyntaxReader.longest) {
          switch (before, byte) {
          case (UInt8(ascii: "/"), UInt8(ascii: "*")), (UInt8(ascii: "/"), UInt8(ascii: "/")):
            return false
          case (UInt8(ascii: "*"), UInt8(ascii: "/")): return true
          default: before = byte
          }
        }
      }
      return false
    }
  }

  private var old = Side(isOld: true)
  private var new = Side(isOld: false)
  private var languages: [Int32: SyntaxLanguage?] = [:]

  /// The spans of one line of a hunk; none when its language is unknown.
  mutating func spans(_ index: Int32, of entry: DiffEntry, in file: PatchFile) -> [SyntaxSpan] {
    guard let language = language(entry.file, file) else { return [] }
    let hunk = file.hunks[Int(entry.hunk)]
    return hunk.lines[Int(index)].kind == .removed
      ? old.spans(Int(index), of: entry, in: hunk, language)
      : new.spans(Int(index), of: entry, in: hunk, language)
  }

  private mutating func language(_ index: Int32, _ file: PatchFile) -> SyntaxLanguage? {
    if let known = languages[index] { return known }
    var language = SyntaxLanguage(path: file.path)
    if language == nil, let first = file.hunks.first, first.newStart <= 1, first.oldStart <= 1,
      let line = first.lines.first, line.utf8.count < 200
    {
      language = SyntaxLanguage(shebang: line.text)
    }
    languages[index] = .some(language)
    return language
  }
}
