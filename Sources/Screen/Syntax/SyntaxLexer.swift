/// Colours the lines of a text in order, carrying on what a line leaves open.
struct SyntaxLexer: Equatable, Sendable {
  let language: SyntaxLanguage
  private(set) var state = SyntaxState.code

  init(_ language: SyntaxLanguage) {
    self.language = language
  }

  /// The spans of the next line, in order, apart from each other.
  mutating func spans(in line: some Sequence<UInt8>) -> [SyntaxSpan] {
    if let table = CodeTable(language) {
      var syntax = CodeSyntax(table, line, state: state)
      state = syntax.read()
      return syntax.reader.spans
    }
    var syntax = DataSyntax(language, line, state: state)
    state = syntax.read()
    return syntax.reader.spans
  }

  /// Begins inside a block comment: the text ends one that it does not begin.
  mutating func beginInComment() {
    state = .comment
  }
}
