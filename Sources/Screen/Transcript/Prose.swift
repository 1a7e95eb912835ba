/// A piece of what an agent says, as far as its form matters: a little of Markdown.
package struct Prose: Equatable, Sendable {
  package enum Form: Equatable, Sendable {
    case paragraph
    /// Its sign, such as `-` or `3.`, and how deep it lies, in columns.
    case item(sign: String, depth: Int)
    case heading
    /// Code, with what the fence says of its language.
    case code(language: String)
  }

  package var form: Form
  /// As the agent wrote it, without what its form says: not cleaned.
  package internal(set) var text: String
  /// Whether an empty line stands before it.
  package var isApart: Bool
}

/// Cuts a stream of text into pieces of prose.
///
/// It depends on the text alone, not on how that was cut when it arrived.
struct ProseCutter: Equatable, Sendable {
  /// The piece that may go on.
  private var open: Prose?
  private var line: [UInt8] = []
  /// The language of the code fence that is open.
  private var fence: String?
  private var isApart = true
  /// Whether the line began earlier and its beginning is in a piece already.
  private var isLate = false
  private var codeLines = 0

  /// Bytes of a line after which it is cut, and lines of code in one piece.
  private static let longestLine = 4096
  private static let mostCodeLines = 60

  /// - Returns: pieces that are whole now; ``pending`` is what has no end yet.
  mutating func append(_ text: String) -> [Prose] {
    var done: [Prose] = []
    for byte in text.utf8 {
      if byte == 0x0A {
        endLine(&done)
      } else {
        line.append(byte)
        if line.count >= Self.longestLine, byte & 0xC0 != 0x80 { cutLine(&done) }
      }
    }
    return done
  }

  /// What has no end yet, as it would be if it ended here.
  var pending: [Prose] {
    var copy = self
    return copy.finish()
  }

  /// Ends whatever is open.
  mutating func finish() -> [Prose] {
    var done: [Prose] = []
    if !line.isEmpty { endLine(&done) }
    close(&done)
    fence = nil
    isApart = true
    return done
  }

  /// The byte before the last is the last one of the piece: a character is never cut.
  private mutating func cutLine(_ done: inout [Prose]) {
    guard let last = line.popLast() else { return }
    endLine(&done, isCut: true)
    line = [last]
  }

  private mutating func endLine(_ done: inout [Prose], isCut: Bool = false) {
    if line.last == 0x0D { line.removeLast() }
    let text = String(decoding: line, as: UTF8.self)
    line.removeAll(keepingCapacity: true)
    defer { isLate = isCut }
    if isLate { return add(text, joint: "", &done) }
    let bare = text.drop { $0 == " " || $0 == "\t" }
    if let language = fence {
      if bare.hasPrefix("```") || bare.hasPrefix("~~~") {
        fence = nil
        return close(&done)
      }
      if open == nil { begin(.code(language: language), "", &done) }
      if codeLines >= Self.mostCodeLines {
        close(&done)
        begin(.code(language: language), "", &done)
      }
      codeLines += 1
      open?.text += (codeLines > 1 ? "\n" : "") + text
      return
    }
    if bare.hasPrefix("```") || bare.hasPrefix("~~~") {
      close(&done)
      let word = bare.drop { $0 == "`" || $0 == "~" }.prefix { $0.isLetter || $0.isNumber }
      fence = String(word.prefix(20))
      return
    }
    if bare.isEmpty {
      close(&done)
      isApart = true
      return
    }
    if bare.first == "#", let end = bare.firstIndex(where: { $0 != "#" }), bare[end] == " ",
      bare.distance(from: bare.startIndex, to: end) <= 6
    {
      begin(.heading, String(bare[end...].drop { $0 == " " }), &done)
      return close(&done)
    }
    if let (sign, rest) = Self.item(bare) {
      let depth = min(8, text.count - bare.count)
      return begin(.item(sign: sign, depth: depth), rest, &done)
    }
    if open == nil { return begin(.paragraph, String(bare), &done) }
    add(String(bare), joint: joint(before: bare), &done)
  }

  /// A line stays a line, unless it only goes on with what had no room in the one before.
  private func joint(before line: Substring) -> String {
    guard case .paragraph = open?.form else { return " " }
    let last = open?.text.utf8.split(separator: 0x0A).last
    let isFull = (last?.count ?? 0) >= 60 && line.first?.isLowercase == true
    return isFull ? " " : "\n"
  }

  private mutating func add(_ text: String, joint: String, _ done: inout [Prose]) {
    guard let size = open?.text.utf8.count else { return begin(.paragraph, text, &done) }
    if size >= Self.longestLine, let form = open?.form {
      // What goes on for ever is shown in pieces.
      close(&done)
      return begin(form == .heading ? .paragraph : form.continued, text, &done)
    }
    open?.text += joint + text
  }

  private mutating func begin(_ form: Prose.Form, _ text: String, _ done: inout [Prose]) {
    close(&done)
    open = Prose(form: form, text: text, isApart: isApart)
    isApart = false
    codeLines = 0
  }

  private mutating func close(_ done: inout [Prose]) {
    if let open { done.append(open) }
    open = nil
  }

  /// The sign of a list's item and what follows.
  private static func item(_ line: Substring) -> (String, String)? {
    let rest = line.dropFirst()
    if let first = line.first, "-*+•".contains(first), rest.first == " " {
      return ("-", String(rest.drop { $0 == " " }))
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count) else { return nil }
    let after = line.dropFirst(digits.count)
    guard let point = after.first, point == "." || point == ")", after.dropFirst().first == " "
    else { return nil }
    return (digits + ".", String(after.dropFirst().drop { $0 == " " }))
  }
}

extension Prose.Form {
  fileprivate var continued: Prose.Form {
    if case .item(_, let depth) = self { .item(sign: "", depth: depth) } else { self }
  }
}
