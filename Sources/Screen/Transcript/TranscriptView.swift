/// What a person sees of a lane's transcripts: which turn, where in it, what of it is unfolded.
package struct TranscriptView: Equatable, Sendable {
  /// Where the first row in sight is.
  enum Anchor: Equatable, Sendable {
    /// The newest row is the last one, and stays so.
    case end
    /// So many rows into a block, the gap before it included.
    case block(Int, part: Int)
  }

  /// A row of a block.
  struct Hit: Equatable, Sendable {
    var block: Int
    var part: Int
  }

  /// Nil for the newest.
  package internal(set) var turn: Int?
  var anchor = Anchor.end
  package internal(set) var unfolded: Set<Int> = []
  package internal(set) var unfoldsAll = false
  /// The block that is folded and copied.
  package internal(set) var focus: Int?
  package internal(set) var pattern: TextPattern?
  /// The row a search led to; and the same until the page that shows it is laid out.
  var hit: Hit?
  var goal: Hit?
  var height = 1

  package init() {}

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

  /// The entries in sight.
  private func inSight(on page: TranscriptPage) -> ClosedRange<Int>? {
    let top = top(on: page)
    guard let first = page.entry(at: top),
      let last = page.entry(at: min(page.rowCount, top + height) - 1)
    else { return nil }
    return first...max(first, last)
  }

  /// The entry in focus, where it is in sight.
  private func focused(on page: TranscriptPage) -> Int? {
    guard let focus, let entry = page.entry(of: focus), page.entries[entry].id == focus,
      inSight(on: page)?.contains(entry) == true
    else { return nil }
    return entry
  }

  /// The block that a fold is about: the one in focus, else the last one in sight that has a fold.
  func foldable(on page: TranscriptPage) -> Int? {
    let place =
      focused(on: page).flatMap { page.entries[$0].isFoldable ? $0 : nil }
      ?? inSight(on: page)?.reversed().first { page.entries[$0].isFoldable }
    return place.map { page.entries[$0].id }
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
    let sight = inSight(on: page)
    let edge = step > 0 ? sight?.lowerBound : sight?.upperBound
    guard var place = focused(on: page).map({ $0 + step }) ?? edge else { return false }
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

  /// Goes to the next row that has it, around the ends; false where nothing does.
  mutating func findNext(_ step: Int, in transcript: Transcript, on page: TranscriptPage) -> Bool {
    guard let pattern, !page.entries.isEmpty else { return false }
    func part(in rows: [TranscriptRow], from: Int?) -> Int? {
      step > 0
        ? rows.indices.first { $0 > from ?? -1 && pattern.isFound(in: rows[$0].text) }
        : rows.indices.last { $0 < from ?? .max && pattern.isFound(in: rows[$0].text) }
    }
    let count = page.entries.count
    let here = hit.flatMap { page.entry(of: $0.block) }
    let edge = page.entry(at: step > 0 ? top(on: page) : page.rowCount - 1) ?? 0
    for offset in 0...count {
      let place = (((here ?? edge) + step * offset) % count + count) % count
      let entry = page.entries[place]
      let from = offset == 0 && here != nil ? hit?.part : nil
      if let part = part(in: entry.rows, from: from) {
        found(entry.id, part)
        return true
      }
      guard from == nil, entry.isFoldable, !entry.isUnfolded,
        let index = transcript.index(of: entry.id)
      else { continue }
      if let part = part(in: page.unfolded(transcript.blocks[index]), from: nil) {
        unfolded.formSymmetricDifference([entry.id])
        found(entry.id, part)
        return true
      }
    }
    return false
  }

  private mutating func found(_ block: Int, _ part: Int) {
    hit = Hit(block: block, part: part)
    focus = block
    goal = hit
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
