/// The lines of a text around the place where a person looks; never all of a long one.
package struct TextPage: Equatable, Sendable {
  /// In order; nothing but progress bars' old states is missing between them.
  package var lines: [TextLine]
  /// Which line the demand's anchor lies in.
  package var home: Int
  /// Bytes of the whole text.
  package var size: Int
  package var reachesStart: Bool
  package var reachesEnd: Bool
  /// Whether more may come.
  package var isLive: Bool
  /// What came since the reader left the end.
  package var news: TextNews?
  package var finding: TextFinding?
  /// A sentence about the text: that it is not there yet, that it is compressed.
  package var note: String?

  package init(lines: [TextLine] = [], size: Int = 0) {
    self.lines = lines
    self.size = size
    home = 0
    reachesStart = true
    reachesEnd = true
    isLive = false
  }

  /// The line that a byte of the text lies in; the nearest one if that is not on the page.
  package func index(of offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].start <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

/// How much was added to a text.
package struct TextNews: Equatable, Sendable {
  package var bytes: Int
  /// Nil where there is too much to count.
  package var lines: Int?

  package init(bytes: Int, lines: Int?) {
    self.bytes = bytes
    self.lines = lines
  }
}

/// How far a search has come.
package struct TextFinding: Equatable, Sendable {
  package enum Outcome: Equatable, Sendable {
    /// The share of the text that was looked through, 0...1.
    case searching(Double)
    /// The bytes of the line that has it.
    case found(Range<Int>)
    case nothing
  }

  /// Which search this answers.
  package var ticket: Int
  package var outcome: Outcome
  /// Whether the search went past an end of the text and began again at the other.
  package var isAround: Bool

  package init(ticket: Int, outcome: Outcome, isAround: Bool = false) {
    self.ticket = ticket
    self.outcome = outcome
    self.isAround = isAround
  }
}
