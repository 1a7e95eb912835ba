internal import Core

/// Answers how the characters of a line are drawn, asked in order.
struct DiffBrush {
  private let kind: PatchLine.Kind
  private let ground: Ground
  private let isHit: Bool
  private var words: RangeCursor
  private var found: RangeCursor
  private let syntax: [SyntaxSpan]
  private var span = 0

  /// Steps through ranges that rise.
  private struct RangeCursor {
    let ranges: [Range<Int>]
    var next = 0

    mutating func contains(_ offset: Int) -> Bool {
      while next < ranges.count, ranges[next].upperBound <= offset { next += 1 }
      return next < ranges.count && ranges[next].contains(offset)
    }
  }

  init(_ drawn: DiffDrawnLine, ground: Ground) {
    kind = drawn.line.kind
    isHit = drawn.isHit
    self.ground = ground
    words = RangeCursor(ranges: drawn.words)
    found = RangeCursor(ranges: drawn.found)
    syntax = drawn.syntax
  }

  /// - Parameters:
  ///   - offset: a UTF-8 offset of the line, never lower than the one before.
  ///   - isReplaced: whether the character stands for one that must not be drawn.
  mutating func style(at offset: Int, isReplaced: Bool) -> Style {
    while span < syntax.count, syntax[span].range.upperBound <= offset { span += 1 }
    let isWord = words.contains(offset)
    var style = Style(DiffLinePen.role(kind))
    if ground == .plain {
      if isWord {
        style = Style(
          kind == .added ? .diffAddedWord : .diffRemovedWord, bold: true, underline: true)
      }
    } else {
      style.role = .diffContext
      style.ground = isWord ? (kind == .added ? .diffAddedWord : .diffRemovedWord) : ground
    }
    if span < syntax.count, syntax[span].range.contains(offset) { style.role = syntax[span].role }
    if isReplaced { style.role = .warn }
    if found.contains(offset) { style = Style(.match, bold: isHit, underline: isHit) }
    return style
  }
}
