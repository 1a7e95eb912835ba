/// Finds the words, strings, numbers and comments of one line of a programming language.
struct CodeSyntax {
  let table: CodeTable
  private(set) var reader: SyntaxReader
  private var state: SyntaxState
  /// Whether the next word is the name of a definition.
  private var names = false
  /// Whether nothing but blanks stood in the line so far.
  private var isFirst = true
  /// A document that begins with the next line.
  private var document: SyntaxState?

  init(_ table: CodeTable, _ line: some Sequence<UInt8>, state: SyntaxState) {
    self.table = table
    reader = SyntaxReader(line)
    self.state = state
  }

  /// Reads the line and answers what it leaves open.
  mutating func read() -> SyntaxState {
    if case .document(let ending, let skipsTabs) = state {
      let body = reader.bytes.drop { skipsTabs && $0 == 0x09 }
      let isOver = body.elementsEqual(ending) || body.elementsEqual(ending + [0x0D])
      reader.skipToEnd()
      reader.note(isOver ? .syntaxKeyword : .syntaxString, from: 0)
      return isOver ? .code : state
    }
    finishOpen()
    if case .code = state, table.hasDirectives { directive() }
    while !reader.isAtEnd, case .code = state { token() }
    if case .code = state { return document ?? .code }
    return state
  }

  /// Goes on with what the line before left open.
  private mutating func finishOpen() {
    let (ending, role, escapes): ([UInt8], Role, Bool)
    switch state {
    case .comment: (ending, role, escapes) = (CodeSyntax.blockEnd, .syntaxComment, false)
    case .raw(let mark): (ending, role, escapes) = (mark, .syntaxString, false)
    case .string(let index) where table.quotes.indices.contains(index):
      let quote = table.quotes[index]
      (ending, role, escapes) = (quote.mark, .syntaxString, quote.escapes)
    case .string, .code, .document, .block:
      state = .code
      return
    }
    let start = reader.position
    if reader.skip(past: ending, escapes: escapes) { state = .code }
    reader.note(role, from: start)
  }

  private mutating func token() {
    let byte = reader.peek()
    let start = reader.position
    if byte.isBlank {
      return reader.skip { $0.isBlank }
    }
    defer { isFirst = false }
    if isComment() {
      reader.skipToEnd()
      reader.note(.syntaxComment, from: start)
    } else if table.hasBlockComments, reader.starts(with: CodeSyntax.blockStart) {
      reader.skip(2)
      if !reader.skip(past: CodeSyntax.blockEnd, escapes: false) { state = .comment }
      reader.note(.syntaxComment, from: start)
    } else if string(from: start) {
      return
    } else if byte.isDigit || byte == UInt8(ascii: ".") && reader.peek(1).isDigit {
      reader.number()
    } else if byte.isWordStart {
      word()
    } else if table.isShell {
      shellSign(byte)
    } else if byte == UInt8(ascii: "@"), table.hasDecorators, isFirst {
      reader.skip()
      reader.skip { $0.isWord || $0 == UInt8(ascii: ".") }
      reader.note(.syntaxName, from: start)
    } else {
      if byte == UInt8(ascii: "\\") { reader.skip() }
      reader.skip()
      names = false
    }
  }

  private func isComment() -> Bool {
    guard reader.starts(with: table.comment) else { return false }
    guard table.commentStandsApart else { return true }
    let before = reader.peek(-1)
    return before == 0 || before.isBlank || before == UInt8(ascii: ";")
  }

  /// Reads a string; false when none begins here.
  private mutating func string(from start: Int) -> Bool {
    guard
      let index = table.quotes.firstIndex(where: { reader.starts(with: $0.mark) })
    else { return false }
    let quote = table.quotes[index]
    reader.skip(quote.mark.count)
    let isClosed = reader.skip(past: quote.mark, escapes: quote.escapes)
    if !isClosed, quote.isLong || reader.bytes.last == UInt8(ascii: "\\") {
      state = .string(index)
    }
    reader.note(.syntaxString, from: start)
    return true
  }

  private mutating func word() {
    let start = reader.position
    reader.skip { $0.isWord }
    let isQuoted = reader.peek() == UInt8(ascii: "\"") || reader.peek() == UInt8(ascii: "'")
    if isQuoted, reader.position - start <= 3 {
      let prefix = reader.bytes[start..<reader.position]
      if table.hasRawStrings, prefix.last == UInt8(ascii: "R"), rawString(from: start) { return }
      if prefix.count <= 2, prefix.allSatisfy(table.prefixes.contains), string(from: start) {
        return
      }
    }
    let text = reader.text(from: start)
    defer { names = table.definers.contains(text) }
    if table.keywords.contains(text) {
      reader.note(.syntaxKeyword, from: start)
    } else if table.constants.contains(text) {
      reader.note(.syntaxNumber, from: start)
    } else if names || isShellFunction() || isAssigned() {
      reader.note(.syntaxName, from: start)
    }
  }

  /// `name() {`.
  private func isShellFunction() -> Bool {
    table.isShell && reader.peek() == UInt8(ascii: "(") && reader.peek(1) == UInt8(ascii: ")")
  }

  /// `NAME=value`.
  private func isAssigned() -> Bool {
    table.isShell && reader.peek() == UInt8(ascii: "=") && reader.peek(1) != UInt8(ascii: "=")
  }

  /// `R"mark(` to `)mark"`.
  private mutating func rawString(from start: Int) -> Bool {
    guard reader.peek() == UInt8(ascii: "\"") else { return false }
    var mark: [UInt8] = []
    while mark.count <= 16, reader.peek(1 + mark.count) != UInt8(ascii: "(") {
      let byte = reader.peek(1 + mark.count)
      guard byte > 0x20, byte != UInt8(ascii: ")"), byte != UInt8(ascii: "\\") else {
        return false
      }
      mark.append(byte)
    }
    let ending = [UInt8(ascii: ")")] + mark + [UInt8(ascii: "\"")]
    reader.skip(2 + mark.count)
    if !reader.skip(past: ending, escapes: false) { state = .raw(ending) }
    reader.note(.syntaxString, from: start)
    return true
  }

  /// `#include <file>` and its like.
  private mutating func directive() {
    let hash = reader.bytes.firstIndex { !$0.isBlank } ?? 0
    guard reader.position == 0, hash < reader.bytes.count, reader.bytes[hash] == UInt8(ascii: "#")
    else { return }
    reader.skip(hash + 1)
    reader.skip { $0.isBlank }
    reader.skip { $0.isWord }
    reader.note(.syntaxKeyword, from: hash)
    let isInclude = reader.text(from: hash).hasSuffix("include")
    reader.skip { $0.isBlank }
    guard isInclude, reader.peek() == UInt8(ascii: "<") else { return }
    let start = reader.position
    _ = reader.skip(past: [UInt8(ascii: ">")], escapes: false)
    reader.note(.syntaxString, from: start)
  }

  /// Variables and here-documents.
  private mutating func shellSign(_ byte: UInt8) {
    let start = reader.position
    names = false
    reader.skip()
    if byte == UInt8(ascii: "$") {
      if reader.peek() == UInt8(ascii: "{") {
        _ = reader.skip(past: [UInt8(ascii: "}")], escapes: false)
      } else if reader.peek().isWord {
        reader.skip { $0.isWord }
      } else if reader.peek() != UInt8(ascii: "("), !reader.isAtEnd, !reader.peek().isBlank {
        reader.skip()
      } else {
        return
      }
      reader.note(.syntaxName, from: start)
    } else if byte == UInt8(ascii: "\\") {
      reader.skip()
    } else if byte == UInt8(ascii: "<"), reader.peek() == UInt8(ascii: "<"),
      reader.peek(1) != UInt8(ascii: "<"), reader.peek(-2) != UInt8(ascii: "<")
    {
      hereDocument()
    }
  }

  private mutating func hereDocument() {
    reader.skip()
    let skipsTabs = reader.peek() == UInt8(ascii: "-")
    if skipsTabs { reader.skip() }
    reader.skip { $0.isBlank }
    let isQuote = { (byte: UInt8) in byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }
    let start = reader.position
    reader.skip { isQuote($0) || $0 == UInt8(ascii: "\\") }
    let name = reader.position
    guard reader.peek().isWordStart else { return }
    reader.skip { $0.isWord }
    let ending = Array(reader.bytes[name..<reader.position])
    reader.skip(while: isQuote)
    reader.note(.syntaxKeyword, from: start)
    document = .document(ending: ending, skipsTabs: skipsTabs)
  }

  private static let blockStart = Array("/*".utf8)
  private static let blockEnd = Array("*/".utf8)
}
