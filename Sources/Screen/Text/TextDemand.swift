/// Where a person looks in a text.
package enum TextAnchor: Equatable, Sendable {
  /// At the newest line, and on with it.
  case end
  /// The first row is a part of the line that this byte lies in: of a wrapped line so many rows are
  /// above it.
  case line(Int, part: Int)
  /// So far into the text, 0...1, until it is known which line that is.
  case share(Double)
}

/// Something to look for in a text.
package struct TextSearch: Equatable, Sendable {
  package var pattern: TextPattern
  package var isForward: Bool
  /// The first byte to look at; the first one not to look at where it goes backward.
  package var origin: Int
  /// Tells one search from the next.
  package var ticket: Int

  package init(pattern: TextPattern, isForward: Bool, origin: Int, ticket: Int) {
    self.pattern = pattern
    self.isForward = isForward
    self.origin = origin
    self.ticket = ticket
  }
}

/// Which part of a text a screen needs; whoever can read the text answers with a ``TextPage``.
package struct TextDemand: Equatable, Sendable {
  package var anchor: TextAnchor
  /// Lines wanted before the anchor's line, and from it on.
  package var before: Int
  package var after: Int
  /// Whether to go on where the last answer was shorter than asked.
  package var insists: Bool
  /// From which byte on to count what is new.
  package var newsFrom: Int?
  package var search: TextSearch?

  package init(anchor: TextAnchor, before: Int, after: Int) {
    self.anchor = anchor
    self.before = before
    self.after = after
    insists = false
  }
}
