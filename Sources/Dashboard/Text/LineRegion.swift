import Screen

/// A stretch of a text as lines, which grows at both ends as more of the text is read.
struct LineRegion {
  private(set) var lines: [TextLine] = []
  /// The bytes of the text that it covers.
  private(set) var range = 0..<0
  /// Whether there was anything in it that no text has.
  private(set) var isBinary = false
  /// What was read of a line whose end was not.
  private var open: [UInt8] = []
  private var openContinues = false
  /// What stands before the open line.
  private var openBefore: [UInt8] = []
  /// Whether the last one of `lines` is what there is of the open line.
  private var showsOpen = false
  /// The last bytes it covers, to tell a text that grew from another one.
  private(set) var ending: [UInt8] = []
  private static let endingSize = 64

  init() {}

  /// Nothing yet, at the beginning of a line, or of a later piece of one.
  ///
  /// - Parameter before: what stands before, as far back as a sequence may begin.
  init(at start: Int, before: [UInt8]) {
    range = start..<start
    openContinues = before.last.map { $0 != 0x0A } ?? false
    openBefore = before
  }

  /// Adds the bytes that follow.
  ///
  /// - Parameter isEnd: whether they are the last there are.
  mutating func append(_ bytes: [UInt8], isEnd: Bool, prefix: (Int) -> String) {
    if showsOpen { lines.removeLast() }
    showsOpen = false
    let start = range.upperBound - open.count
    var scan = LineScan(
      bytes: open + bytes, at: start, continues: openContinues, before: openBefore)
    while let line = scan.next(isEnd: false, prefix: prefix) { lines.append(line) }
    openBefore = scan.before
    range = range.lowerBound..<range.upperBound + bytes.count
    ending = Array((ending + bytes).suffix(Self.endingSize))
    open = Array(scan.rest)
    openContinues = scan.continues
    if isEnd, let line = scan.next(isEnd: true, prefix: prefix) {
      lines.append(line)
      showsOpen = true
    }
    isBinary = isBinary || bytes.contains(0)
    dropOldStates()
  }

  /// Adds the whole lines that stand before it.
  ///
  /// - Parameter before: what stands before those.
  mutating func prepend(
    _ bytes: ArraySlice<UInt8>, before: ArraySlice<UInt8>, prefix: (Int) -> String
  ) {
    let start = range.lowerBound - bytes.count
    var scan = LineScan(
      bytes: Array(bytes), at: start, continues: before.last.map { $0 != 0x0A } ?? false,
      before: Array(before.suffix(LineScan.reach)))
    var more: [TextLine] = []
    while let line = scan.next(isEnd: true, prefix: prefix) { more.append(line) }
    lines.insert(contentsOf: more, at: 0)
    range = start..<range.upperBound
    isBinary = isBinary || bytes.contains(0)
    dropOldStates()
  }

  /// Forgets all but the lines around one of them.
  mutating func trim(to kept: Range<Int>) {
    let kept = kept.clamped(to: 0..<lines.count)
    guard kept.count < lines.count, let last = lines[kept].last, let first = lines[kept].first
    else { return }
    if kept.upperBound < lines.count {
      range = range.lowerBound..<last.end
      openContinues = lines[kept.upperBound].continues
      (open, openBefore, ending, showsOpen) = ([], [], [], false)
    }
    if kept.lowerBound > 0 { range = first.start..<range.upperBound }
    lines = Array(lines[kept])
  }

  /// Of a progress bar that is written over for longer than one line may be, only the last piece
  /// counts.
  private mutating func dropOldStates() {
    guard lines.contains(where: { $0.continues && $0.isBar }) else { return }
    var kept: [TextLine] = []
    kept.reserveCapacity(lines.count)
    for line in lines {
      if line.continues, line.isBar, kept.last?.isBar == true { kept.removeLast() }
      kept.append(line)
    }
    lines = kept
  }
}
