internal import Core

/// A transcript laid out for a width, block by block: what has not changed is not laid out again.
package struct TranscriptPage: Equatable, Sendable {
  struct Entry: Sendable {
    var id: Int
    var version: Int
    var isUnfolded: Bool
    var isFoldable: Bool
    /// Whether an empty row stands before it.
    var hasGap: Bool
    var at: Double
    var rows: [TranscriptRow]

    var count: Int { rows.count + (hasGap ? 1 : 0) }
  }

  private(set) var entries: [Entry] = []
  /// The first row of every entry, and the number of rows at the end.
  private var starts: [Int] = [0]
  package private(set) var width = 0
  private var changes = -1
  private var identity = 0
  private var blocks = 0
  private var first = -1
  private var utcOffset = 0
  private var unfolded: Set<Int> = []
  private var unfoldsAll = false
  /// Blocks that were laid out so far.
  package private(set) var laidOut = 0

  package init() {}

  package static func == (a: TranscriptPage, b: TranscriptPage) -> Bool {
    a.width == b.width && a.changes == b.changes && a.first == b.first
      && a.unfolded == b.unfolded && a.unfoldsAll == b.unfoldsAll && a.starts == b.starts
  }

  /// From this width on the time stands on the left.
  static let timesFrom = 64
  /// Columns of the time, and of the signs behind it.
  static func gutter(_ width: Int) -> Int { (width >= timesFrom ? 7 : 0) + 3 }

  /// Lays out what changed since last time.
  package mutating func update(
    _ transcript: Transcript, _ view: TranscriptView, width: Int, utcOffset: Int,
    timeOfDay: @escaping (Double) -> String
  ) {
    let isSame =
      width == self.width && utcOffset == self.utcOffset && transcript.identity == identity
    if isSame, changes == transcript.changes, blocks == transcript.blocks.count,
      first == transcript.blocks.first?.id ?? -1, unfolded == view.unfolded,
      unfoldsAll == view.unfoldsAll
    {
      return
    }
    let old = isSame ? entries : []
    (self.width, self.utcOffset, identity) = (width, utcOffset, transcript.identity)
    (changes, blocks) = (transcript.changes, transcript.blocks.count)
    first = transcript.blocks.first?.id ?? -1
    (unfolded, unfoldsAll) = (view.unfolded, view.unfoldsAll)
    let room = max(1, width - TranscriptPage.gutter(width) - 1)
    var next: [Entry] = []
    next.reserveCapacity(transcript.blocks.count)
    var place = 0
    var before: TranscriptBlock?
    for block in transcript.blocks {
      while place < old.count, old[place].id < block.id { place += 1 }
      let isUnfolded = view.isUnfolded(block.id)
      let hasGap = before.map { block.isApart(from: $0) } ?? false
      before = block
      if place < old.count, old[place].id == block.id, old[place].version == block.version,
        old[place].isUnfolded == isUnfolded
      {
        next.append(old[place])
        next[next.count - 1].hasGap = hasGap
        continue
      }
      let layout = BlockLayout(width: room, isUnfolded: isUnfolded, timeOfDay: timeOfDay)
      let (rows, isFoldable) = layout.lay(block)
      laidOut += 1
      next.append(
        Entry(
          id: block.id, version: block.version, isUnfolded: isUnfolded, isFoldable: isFoldable,
          hasGap: hasGap, at: block.at, rows: rows))
    }
    entries = next
    starts = [0]
    starts.reserveCapacity(next.count + 1)
    var row = 0
    for entry in next {
      row += entry.count
      starts.append(row)
    }
  }

  package var rowCount: Int { starts[starts.count - 1] }

  /// The entry a row belongs to; nil outside.
  func entry(at row: Int) -> Int? {
    guard row >= 0, row < rowCount else { return nil }
    var low = 0
    var high = entries.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// The first row of an entry that shows something, or the gap before it.
  func start(of entry: Int) -> Int { starts[entry] }

  /// The entry of a block; the next one where that is gone.
  func entry(of block: Int) -> Int? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].id < block { low = middle + 1 } else { high = middle }
    }
    return low < entries.count ? low : nil
  }

  /// What stands in a row of the page; nil for a gap.
  func content(at row: Int) -> (entry: Entry, part: Int)? {
    guard let index = entry(at: row) else { return nil }
    let entry = entries[index]
    let part = row - starts[index] - (entry.hasGap ? 1 : 0)
    return part >= 0 && part < entry.rows.count ? (entry, part) : nil
  }
}

extension TranscriptBlock {
  /// Whether an empty row stands between it and the block before.
  fileprivate func isApart(from before: TranscriptBlock) -> Bool {
    switch (before.content, content) {
    case (.prose(let before), .prose(let prose)):
      prose.isApart || prose.form == .heading
        || prose.isCode && !before.isCode || before.isCode && !prose.isCode
    case (.prose, _), (_, .prose), (_, .finished), (_, .ask), (.ask, _), (_, .plan), (.plan, _):
      true
    case (.told(_, let how), _): how == .prompt
    case (_, .told): true
    default: false
    }
  }
}

extension Prose {
  fileprivate var isCode: Bool { if case .code = form { true } else { false } }
}
