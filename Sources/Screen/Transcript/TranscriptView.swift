/// What a person sees of a lane's transcripts: which turn, where in it, what of it is unfolded.
package struct TranscriptView: Equatable, Sendable {
  /// Where the first row in sight is.
  enum Anchor: Equatable, Sendable {
    /// The newest row is the last one, and stays so.
    case end
    /// So many rows into a block, the gap before it included.
    case block(Int, part: Int)
  }

  /// Nil for the newest.
  package internal(set) var turn: Int?
  var anchor = Anchor.end
  package internal(set) var unfolded: Set<Int> = []
  package internal(set) var unfoldsAll = false
  /// The block that is folded and copied.
  package internal(set) var focus: Int?
  package internal(set) var pattern: TextPattern?
  /// Where a search led to, until the page that shows it is laid out.
  var goal: (block: Int, part: Int)?
  var hit: Int?
  var height = 1

  package init() {}

  package static func == (a: TranscriptView, b: TranscriptView) -> Bool {
    a.turn == b.turn && a.anchor == b.anchor && a.unfolded == b.unfolded
      && a.unfoldsAll == b.unfoldsAll && a.focus == b.focus && a.pattern == b.pattern
      && a.goal?.block == b.goal?.block && a.goal?.part == b.goal?.part && a.hit == b.hit
      && a.height == b.height
  }

  /// For a pane in which nobody reads.
  var glance: TranscriptView {
    var view = TranscriptView()
    view.turn = turn
    return view
  }

  package var isFollowing: Bool { anchor == .end }

  func isUnfolded(_ block: Int) -> Bool { unfoldsAll != unfolded.contains(block) }

  // MARK: Moving

  /// The first row in sight.
  func top(on page: TranscriptPage) -> Int {
    let last = max(0, page.rowCount - height)
    switch anchor {
    case .end: return last
    case .block(let id, let part):
      guard let entry = page.entry(of: id) else { return last }
      let isIt = page.entries[entry].id == id
      return min(last, page.start(of: entry) + (isIt ? min(part, page.entries[entry].count) : 0))
    }
  }

  mutating func go(toRow row: Int, on page: TranscriptPage) {
    let last = max(0, page.rowCount - height)
    guard row < last, let entry = page.entry(at: max(0, row)) else {
      anchor = .end
      return
    }
    anchor = .block(page.entries[entry].id, part: max(0, row) - page.start(of: entry))
  }

  mutating func scroll(by rows: Int, on page: TranscriptPage) {
    go(toRow: top(on: page) + rows, on: page)
  }

  mutating func follow() {
    anchor = .end
    focus = nil
  }

  /// Stays where it is, whatever comes.
  private mutating func hold(on page: TranscriptPage) {
    let row = top(on: page)
    guard let entry = page.entry(at: row) else { return }
    anchor = .block(page.entries[entry].id, part: row - page.start(of: entry))
  }

  // MARK: Folding

  /// The block that a fold is about: the one in focus, else the last one in sight that has a fold.
  func foldable(on page: TranscriptPage) -> Int? {
    if let focus, let entry = page.entry(of: focus), page.entries[entry].id == focus {
      return focus
    }
    let top = top(on: page)
    guard let last = page.entry(at: min(page.rowCount - 1, top + height - 1)),
      let first = page.entry(at: top)
    else { return nil }
    return (first...last).reversed().first { page.entries[$0].isFoldable }.map {
      page.entries[$0].id
    }
  }

  /// Folds or unfolds a block; what is on top stays there.
  mutating func toggle(_ block: Int, on page: TranscriptPage) {
    focus = block
    hold(on: page)
    if case .block(block, _) = anchor { anchor = .block(block, part: 0) }
    unfolded.formSymmetricDifference([block])
  }

  mutating func toggleAll(on page: TranscriptPage) {
    let wasFollowing = isFollowing
    hold(on: page)
    if case .block(let id, _) = anchor { anchor = .block(id, part: 0) }
    unfoldsAll.toggle()
    unfolded = []
    if !unfoldsAll, wasFollowing { anchor = .end }
  }

  /// Puts the focus on the next block that folds; false when there is none.
  mutating func moveFocus(by step: Int, on page: TranscriptPage) -> Bool {
    let top = top(on: page)
    let here = focus.flatMap { page.entry(of: $0) }
    let edge = page.entry(at: step > 0 ? top : min(page.rowCount - 1, top + height - 1))
    guard var place = here.map({ $0 + step }) ?? edge else { return false }
    while page.entries.indices.contains(place), !page.entries[place].isFoldable { place += step }
    guard page.entries.indices.contains(place) else { return false }
    let id = page.entries[place].id
    focus = id
    let row = page.start(of: place)
    if row < top || row + min(page.entries[place].count, height) > top + height {
      go(toRow: max(0, row - height / 3), on: page)
    } else if isFollowing {
      hold(on: page)
    }
    return true
  }

  // MARK: Searching

  /// Looks for a text; nil ends the search.
  mutating func find(_ text: String) { pattern = TextPattern(text) }

  /// Goes to the next row that has it; false where nothing does.
  mutating func findNext(_ step: Int, in transcript: Transcript, on page: TranscriptPage) -> Bool {
    guard let pattern, !page.entries.isEmpty else { return false }
    let count = page.entries.count
    let start: Int
    if let hit, let entry = page.entry(of: hit) {
      start = entry + step
    } else {
      start = page.entry(at: step > 0 ? top(on: page) : page.rowCount - 1) ?? 0
    }
    for offset in 0..<count {
      let place = ((start + step * offset) % count + count) % count
      let entry = page.entries[place]
      if let part = entry.rows.firstIndex(where: { pattern.isFound(in: $0.text) }) {
        found(entry.id, part)
        return true
      }
      guard entry.isFoldable, !entry.isUnfolded, let index = transcript.index(of: entry.id) else {
        continue
      }
      let whole = page.unfolded(transcript.blocks[index])
      if let part = whole.firstIndex(where: { pattern.isFound(in: $0.text) }) {
        unfolded.formSymmetricDifference([entry.id])
        found(entry.id, part)
        return true
      }
    }
    return false
  }

  private mutating func found(_ block: Int, _ part: Int) {
    hit = block
    focus = block
    goal = (block, part)
  }

  /// Takes a page's height, and goes where a search led.
  mutating func settle(on page: TranscriptPage, height: Int) {
    self.height = max(1, height)
    guard let goal else { return }
    self.goal = nil
    guard let entry = page.entry(of: goal.block) else { return }
    let row = page.start(of: entry) + goal.part + (page.entries[entry].hasGap ? 1 : 0)
    let top = top(on: page)
    if row < top || row >= top + self.height {
      go(toRow: max(0, row - self.height / 3), on: page)
    } else {
      hold(on: page)
    }
  }
}

extension TranscriptPage {
  /// The rows of a block were it unfolded.
  func unfolded(_ block: TranscriptBlock) -> [TranscriptRow] {
    let room = max(1, width - TranscriptPage.gutter(width) - 1)
    return BlockLayout(width: room, isUnfolded: true, timeOfDay: { _ in "" }).lay(block).rows
  }
}
