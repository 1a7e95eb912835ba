/// What a person sees of one long text: where, how, and what they look for in it.
///
/// Moving only says where to go. ``settle(_:width:height:)`` finds the row on the page that was
/// read, and asks for another page where that one does not reach.
package struct TextView: Equatable, Sendable {
  package internal(set) var anchor = TextAnchor.end
  /// Whether long lines go on in the next row; otherwise they are cut.
  package internal(set) var wraps = false
  /// Columns that are out of sight on the left, where lines are cut.
  package internal(set) var shift = 0
  /// Whether what stands before the lines is shown.
  package var showsPrefix = true
  package internal(set) var search: TextSearch?
  /// The bytes of the line that was found last.
  package internal(set) var current: Range<Int>?
  /// What became of the last search.
  package internal(set) var outcome: TextFinding.Outcome?
  package internal(set) var isAround = false

  /// The first row on the screen, as it was when the view was last settled.
  struct Top: Equatable {
    var line = 0..<0
    var part = 0
  }

  /// Rows still to go; up is negative.
  var owed = 0
  var top = Top()
  var height = 1
  /// Bytes of the text when its end was left.
  var leftAt: Int?
  private var searchesForward = false
  private var tickets = 0

  package init() {}

  /// Where the first line in sight begins.
  var firstByte: Int { top.line.lowerBound }

  package var isFollowing: Bool { anchor == .end && owed >= 0 }

  /// Whether a search is on.
  package var isSearching: Bool {
    if case .searching = outcome { return true }
    return false
  }

  // MARK: Moving

  package mutating func scroll(rows: Int) {
    owed += rows
  }

  /// A page keeps one row of the last one in sight.
  package mutating func scroll(pages: Int) {
    owed += pages * max(1, height - 1)
  }

  package mutating func scroll(halfPages: Int) {
    owed += halfPages * max(1, height / 2)
  }

  package mutating func goToStart() { go(to: .line(0, part: 0)) }

  /// Goes to the newest line, and on with it.
  package mutating func follow() { go(to: .end) }

  /// Stays where it is, though more may come.
  package mutating func hold() {
    if isFollowing { go(to: .line(top.line.lowerBound, part: top.part)) }
  }

  /// - Parameter percent: 0 to 100; of the bytes, as nobody counts the lines of a long text.
  package mutating func go(toPercent percent: Double) {
    let share = percent.isFinite ? min(max(percent / 100, 0), 1) : 0
    go(to: share == 1 ? .end : .share(share))
  }

  mutating func go(to anchor: TextAnchor) {
    self.anchor = anchor
    owed = 0
  }

  package mutating func toggleWrap() {
    wraps.toggle()
    shift = 0
    if case .line(let start, _) = anchor { anchor = .line(start, part: 0) }
  }

  package mutating func shift(columns: Int) {
    if !wraps { shift = max(0, min(shift + columns, 1 << 20)) }
  }

  // MARK: Searching

  /// Looks for a text: at the end of a text backward from there, else forward from the first row.
  package mutating func find(_ text: String) {
    guard let pattern = TextPattern(text) else { return endSearch() }
    current = nil
    searchesForward = !isFollowing
    start(
      pattern, isForward: searchesForward, origin: isFollowing ? .max : top.line.lowerBound)
  }

  /// Goes to the next line that has it, in the direction of the search.
  package mutating func findNext() { findAgain(reversed: false) }

  package mutating func findPrevious() { findAgain(reversed: true) }

  /// Stops searching and forgets what was searched for.
  package mutating func endSearch() {
    search = nil
    current = nil
    outcome = nil
  }

  private mutating func findAgain(reversed: Bool) {
    guard let search else { return }
    let isForward = searchesForward != reversed
    let from = current ?? top.line
    start(
      search.pattern, isForward: isForward, origin: isForward ? from.upperBound : from.lowerBound)
  }

  private mutating func start(_ pattern: TextPattern, isForward: Bool, origin: Int) {
    tickets += 1
    search = TextSearch(pattern: pattern, isForward: isForward, origin: origin, ticket: tickets)
    outcome = .searching(0)
    isAround = false
  }
}
