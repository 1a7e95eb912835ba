import Core

/// Words of others, made safe to stand in a prompt: none of them can pass for pawl's own.
enum Fence {
  /// Columns a line keeps.
  private static let width = 240
  private static let mark = "| "

  /// The end of a text, or its beginning, each line behind a mark and without what a terminal obeys.
  ///
  /// - Parameter limit: characters of the result; what does not fit is left out, and said to be.
  static func quoted(_ text: String, limit: Int, keepsEnd: Bool = false) -> String {
    // Read no more than can be shown: ten megabytes of log are not looked through.
    let bytes = text.utf8
    let most = max(0, limit) * 4
    let part = keepsEnd ? Array(bytes.suffix(most)) : Array(bytes.prefix(most))
    var lines = lines(of: String(decoding: part, as: UTF8.self))
    if keepsEnd { lines.reverse() }
    var kept: [String] = []
    var room = limit
    var isCut = part.count < bytes.count
    for line in lines {
      guard line.count < room else {
        isCut = true
        break
      }
      kept.append(line)
      room -= line.count + 1
    }
    if keepsEnd { kept.reverse() }
    guard isCut else { return kept.joined(separator: "\n") }
    let cut = mark + "[cut]"
    return ((keepsEnd ? [cut] : []) + kept + (keepsEnd ? [] : [cut])).joined(separator: "\n")
  }

  /// A text of several lines without what a terminal obeys, as a person wrote it otherwise.
  static func clean(_ text: String) -> String {
    let part = String(decoding: text.utf8.prefix(1 << 16), as: UTF8.self)
    let lines = part.replacing("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    let clean = lines.map { plainText(String($0), limit: 4000) }
    let first = clean.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? clean.endIndex
    let last = clean.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? clean.startIndex
    return first <= last && first < clean.endIndex
      ? clean[first...last].joined(separator: "\n") : ""
  }

  private static func lines(of text: String) -> [String] {
    let parts = text.unicodeScalars.split(omittingEmptySubsequences: true) {
      switch $0.value {
      case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
      default: false
      }
    }
    return parts.map { mark + plainText(String(String.UnicodeScalarView($0)), limit: width) }
      .filter { !$0.dropFirst(mark.count).allSatisfy(\.isWhitespace) }
  }

  /// One line that stands in a table: nothing in it ends a cell.
  static func cell(_ text: String, limit: Int) -> String {
    line(text, limit: limit).replacing("|", with: "/")
  }

  /// One plain line of a text of any length, of which no more is read than can be shown.
  static func line(_ text: String, limit: Int) -> String {
    plainText(String(decoding: text.utf8.prefix(limit * 8 + 256), as: UTF8.self), limit: limit)
  }
}
