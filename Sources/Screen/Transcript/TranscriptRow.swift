internal import Core

/// A sign of pawl's own before a block; agents never write in its column.
enum TranscriptMark: Equatable {
  case pending, active, done, failed, told, folded, unfolded, retrying, limited, ask, over, note

  func glyph(unicode: Bool) -> String {
    switch self {
    case .pending: unicode ? "·" : "."
    case .active: unicode ? "●" : "o"
    case .done: unicode ? "✓" : "+"
    case .failed: unicode ? "✗" : "x"
    case .told: unicode ? "»" : ">"
    case .folded: unicode ? "▸" : ">"
    case .unfolded: unicode ? "▾" : "v"
    case .retrying: unicode ? "↻" : "~"
    case .limited: unicode ? "◔" : "~"
    case .ask: "?"
    case .over: unicode ? "■" : "="
    case .note: unicode ? "·" : "."
    }
  }

  var role: Role {
    switch self {
    case .pending, .note, .folded, .unfolded: .dim
    case .active, .told: .accent
    case .done: .good
    case .failed: .bad
    case .retrying, .limited: .warn
    case .ask: .needsYou
    case .over: .title
    }
  }

  init(_ state: ToolCall.State) {
    switch state {
    case .pending: self = .pending
    case .active: self = .active
    case .done: self = .done
    case .failed: self = .failed
    }
  }
}

/// One row of a transcript, laid out for a width; characters are chosen when it is drawn.
struct TranscriptRow {
  enum Body {
    case spans([ChartSpan])
    /// A row of a line of an edit.
    case diff(DiffDrawnLine, part: Int, wraps: Bool)
    /// The sign of a list's item and its text.
    case item(sign: String, [ChartSpan])
  }

  var mark: TranscriptMark?
  var markRole: Role?
  /// Columns from where text begins.
  var indent = 0
  /// Whether a quiet line on the left holds it to what stands above.
  var hasRail = false
  var body: Body
  var right: [ChartSpan] = []

  init(_ spans: [ChartSpan] = [], indent: Int = 0) {
    body = .spans(spans)
    self.indent = indent
  }

  init(_ text: String, _ role: Role, indent: Int = 0) {
    self.init([ChartSpan(text, role)], indent: indent)
  }

  /// What stands in it, for a search and for the clipboard.
  var text: String {
    switch body {
    case .spans(let spans), .item(_, let spans): spans.map(\.text).joined()
    case .diff(let line, let part, _): part == 0 ? line.line.text : ""
    }
  }
}

/// Text in styles, broken into rows.
enum StyledText {
  /// - Returns: at least one row.
  static func rows(_ spans: [ChartSpan], width: Int) -> [[ChartSpan]] {
    let text = spans.map(\.text).joined()
    let ranges = TextWrap.rows(of: text, width: width)
    guard ranges.count > 1 else { return [spans] }
    let utf8 = Array(text.utf8)
    return ranges.map { range in
      // The blank between two rows is drawn in neither.
      var end = range.upperBound
      while end > range.lowerBound, utf8[end - 1] == 0x20 { end -= 1 }
      return slice(spans, range.lowerBound..<end)
    }
  }

  /// The part of some spans between two UTF-8 offsets.
  static func slice(_ spans: [ChartSpan], _ range: Range<Int>) -> [ChartSpan] {
    var parts: [ChartSpan] = []
    var offset = 0
    for span in spans {
      let count = span.text.utf8.count
      let part = (offset..<offset + count).clamped(to: range)
      if !part.isEmpty {
        let utf8 = span.text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: part.lowerBound - offset)
        let end = utf8.index(start, offsetBy: part.count)
        parts.append(ChartSpan(String(span.text[start..<end]), span.style))
      }
      offset += count
    }
    return parts
  }

  /// Prose with its `code` and its **strong** words.
  static func prose(_ text: String, _ style: Style) -> [ChartSpan] {
    var spans: [ChartSpan] = []
    var rest = text[...]
    var plain = ""
    func flush() {
      if !plain.isEmpty { spans.append(ChartSpan(plain, style)) }
      plain = ""
    }
    while let first = rest.first {
      let fence = first == "`" ? "`" : rest.hasPrefix("**") ? "**" : ""
      let inside = rest.dropFirst(fence.count)
      if !fence.isEmpty, let end = range(of: fence, in: inside), end > inside.startIndex,
        inside.first != " "
      {
        flush()
        let words = String(inside[..<end])
        spans.append(
          fence == "`"
            ? ChartSpan(words, Style(.title)) : ChartSpan(words, Style(style.role, bold: true)))
        rest = inside[end...].dropFirst(fence.count)
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    flush()
    return spans
  }

  private static func range(of mark: String, in text: Substring) -> Substring.Index? {
    var place = text.startIndex
    // What has no end nearby is no mark.
    for _ in 0..<400 {
      guard place < text.endIndex else { return nil }
      if text[place...].hasPrefix(mark) { return place }
      place = text.index(after: place)
    }
    return nil
  }
}
