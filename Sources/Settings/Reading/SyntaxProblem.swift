import Yams

/// Turns what the YAML parser says into sentences for people who do not know its grammar.
struct SyntaxProblem {
  let problem: String
  let hint: String?
  let place: Place?

  private init(_ problem: String, _ hint: String? = nil, _ place: Place? = nil) {
    self.problem = problem
    self.hint = hint
    self.place = place
  }

  static func of(_ error: any Error, in text: String) -> SyntaxProblem {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      translate(problem, context: context, at: Place(mark), lines: Self.lines(of: text))
    case .duplicatedKeysInMapping(let keys, let context):
      duplicate(keys.first ?? "", first: Place(context.mark), lines: Self.lines(of: text))
    case .reader(let problem, _, _, _): SyntaxProblem("the text cannot be read: \(problem)")
    case .some(let other): SyntaxProblem("the text is not valid YAML: \(other)")
    case .none: SyntaxProblem("the text is not valid YAML: \(error)")
    }
  }

  static func lines(of text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  private static func translate(
    _ problem: String, context: YamlError.Context?, at mark: Place, lines: [Substring]
  ) -> SyntaxProblem {
    let line = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : ""
    if let tab = tab(problem, line: line, at: mark) { return tab }
    let around = context?.text ?? ""
    if around.contains("anchor") || around.contains("alias") || problem.contains("alias") {
      return SyntaxProblem(
        "a value cannot begin with '*' or '&' here", "put it in quotes, such as \"*.py\"", mark)
    }
    if around.contains("flow") {
      let open = around.contains("mapping") ? "{" : "["
      return SyntaxProblem(
        "the '\(open)' that opens here is not closed",
        "close it with '\(open == "{" ? "}" : "]")' and put a comma between its values",
        context.map { Place($0.mark) } ?? mark)
    }
    if around.contains("quoted scalar") {
      guard problem.contains("end of stream") else {
        return SyntaxProblem(
          "the text in double quotes cannot be read: \(problem)",
          "use single quotes, where a '\\' means itself", mark)
      }
      return SyntaxProblem(
        "the quote that opens here is not closed", "close it with the same kind of quote",
        context.map { Place($0.mark) } ?? mark)
    }
    if problem.hasPrefix("Maximum nesting") {
      return SyntaxProblem("lists and mappings are nested too deeply", nil, mark)
    }
    switch problem {
    case "mapping values are not allowed in this context":
      return SyntaxProblem(
        "a ':' cannot stand here",
        "check the indentation, and put text that holds ': ' in quotes", mark)
    case "could not find expected ':'":
      return SyntaxProblem(
        "a key without its ':'", "write 'key: value'", context.map { Place($0.mark) } ?? mark)
    case "did not find expected key", "did not find expected '-' indicator":
      let isQuoted = line.contains { $0 == "'" || $0 == "\"" }
      return SyntaxProblem(
        "this line does not fit the lines above it",
        isQuoted
          ? "check its quotes and its indentation"
          : "give all keys of one section the same indentation", mark)
    case "block sequence entries are not allowed in this context":
      return SyntaxProblem("a '-' cannot stand here", "put the list below its key", mark)
    case "found character that cannot start any token":
      let column = line.index(
        line.startIndex, offsetBy: mark.column - 1, limitedBy: line.endIndex)
      let character = column.flatMap { $0 < line.endIndex ? String(line[$0]) : nil } ?? ""
      return SyntaxProblem(
        "a value cannot begin with '\(character)'", "put it in quotes", mark)
    case "but found another document":
      return SyntaxProblem(
        "a second document begins here", "remove the '---' line and what follows", mark)
    default:
      return SyntaxProblem("this is not valid YAML: \(problem)", nil, mark)
    }
  }

  private static func tab(_ problem: String, line: Substring, at mark: Place) -> SyntaxProblem? {
    let indentation = line.prefix(while: { $0 == " " || $0 == "\t" })
    guard indentation.contains("\t") || problem.contains("tab") else { return nil }
    return SyntaxProblem("this line is indented with a tab", "indent with spaces", mark)
  }

  /// The parser names the first of two equal keys; people look for the second.
  private static func duplicate(_ key: String, first: Place, lines: [Substring]) -> SyntaxProblem {
    let later = lines.indices.dropFirst(first.line).first { index in
      let line = lines[index]
      let start = line.prefix(while: { $0 == " " || $0 == "-" }).count
      let rest = line.dropFirst(start).drop(while: { $0 == "\"" || $0 == "'" })
      return start == first.column - 1 && rest.hasPrefix(key)
        && rest.dropFirst(key.count).first.map { ":\"' ".contains($0) } ?? false
    }
    let problem = "the key '\(Field.short(key))' is given twice"
    guard let later else { return SyntaxProblem(problem, "keep one of them", first) }
    return SyntaxProblem(
      "\(problem), first on line \(first.line)", "keep one of them",
      Place(line: later + 1, column: first.column))
  }
}
