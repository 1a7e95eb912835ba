import Core
import Journal
import Screen

/// The curves of runs as the journal has them, read on as they grow, in bounded memory.
///
/// Nothing is asked of the journal while nobody writes into it, and of a run that grows only what
/// is new is read. What is too much for one picture is read over several: ``isBehind``.
struct RunCurves {
  /// Whether there is more to read than one picture may cost.
  private(set) var isBehind = false
  /// What this has cost so far: questions to the journal, without the one whether it changed, and
  /// points that came back.
  private(set) var queries = 0
  private(set) var pointsRead = 0
  private let reader: JournalReader
  private var runs: [RunID: KnownRun] = [:]
  private var curves: [Key: KnownCurve] = [:]
  private var sparks: [RunID: [Float]] = [:]
  /// Curves in the order they were last asked for, sparklines in the order they were made; the
  /// oldest are forgotten.
  private var recent: [Key] = []
  private var sparkOrder: [RunID] = []
  /// Curves as they were given out for the last picture.
  private var given: [RunID: Given] = [:]
  /// Counts the pictures.
  private var asking = 0
  /// What the journal said when it was last asked whether it changed.
  private var version: Int?
  /// Counts its changes: what was read since the last one is still true.
  private var moment = 0
  /// Points, and sparklines, that may still be read for this picture.
  private var budget = Self.pointsPerPicture
  private var sparkBudget = Self.sparksPerPicture

  static let rememberedCurves = 32
  static let rememberedSparks = 8192
  static let sparkWidth = 32
  private static let rememberedRuns = 512
  private static let pointsPerPicture = 1 << 18
  private static let sparksPerPicture = 32
  /// Changes of the journal, of which there are at most five in two seconds, that a curve may lag
  /// behind which is only compared with.
  private static let patience = 25
  /// Points that are read at once.
  private static let batch = 1 << 11
  /// Points that a zoomed window may take to be drawn from the log itself.
  private static let windowLimit = 1 << 17

  private struct Key: Hashable {
    var run: RunID
    var series: String
  }

  /// Which series a run has.
  private struct KnownRun {
    var heads: [SeriesHead]
    var moment: Int
    /// Whether this was read after the run had ended, and so for the last time.
    var isOver: Bool
    /// Points of all series at that time.
    var count: Int { heads.reduce(0) { $0 + $1.count } }
  }

  private struct KnownCurve {
    var head: SeriesHead
    var digest = CurveDigest()
    var moment = -1
    var isOver = false
    /// What is drawn of it, until there is more.
    var drawn: RunCurve?
    /// The part that was last zoomed into.
    var window: Window?
  }

  private struct Given {
    var curve: RunCurve
    /// The run's main series, if that is known.
    var main: String?
    var isOver: Bool
    var moment: Int
    /// The last picture that asked for it.
    var asked: Int

    var series: String { curve.series.name }
  }

  private struct Window {
    var range: Range<Int>
    var digest = CurveDigest()
    var drawn: RunCurve?
  }

  init(reader: JournalReader) {
    self.reader = reader
  }

  // MARK: When to read

  /// Looks whether the journal changed; to be called when it may have.
  mutating func journalChanged() {
    let now = try? reader.dataVersion()
    if now == nil || now != version { moment += 1 }
    version = now
    nextPicture()
  }

  /// Allows as much to be read as one picture may cost; to be called before each.
  mutating func nextPicture() {
    budget = Self.pointsPerPicture
    sparkBudget = Self.sparksPerPicture
    isBehind = false
    // A change of the journal begins a picture, and so does what a screen asks for.
    if given.contains(where: { $0.value.asked + 2 < asking }) {
      given = given.filter { $0.value.asked + 2 >= asking }
    }
    asking += 1
  }

  // MARK: Curves

  /// A series of a run, the one that shows best how training goes unless it is named.
  ///
  /// - Parameter isDrawn: whether its newest points matter; what is only compared with may be as
  ///   old as a few pictures.
  mutating func curve(
    of run: RunID, isOver: Bool, series: String? = nil, isDrawn: Bool = true
  ) -> RunCurve? {
    if let settled = settled(run, isOver: isOver, series: series, isDrawn: isDrawn) {
      return settled
    }
    guard let head = head(of: run, isOver: isOver, series: series) else { return nil }
    let key = Key(run: run, series: head.name)
    update(key, head, isOver: isOver)
    guard let known = curves[key], known.digest.count > 0 else { return nil }
    if let drawn = known.drawn { return settle(drawn, key, isMain: series == nil) }
    var drawn = RunCurve(run: run, head: known.head, digest: known.digest)
    drawn.names = names(of: run, isOver: isOver)
    curves[key]?.drawn = drawn
    return settle(drawn, key, isMain: series == nil)
  }

  /// The curve that was given last time, if it is the one and still good enough.
  private mutating func settled(
    _ run: RunID, isOver: Bool, series: String?, isDrawn: Bool
  ) -> RunCurve? {
    guard let last = given[run], last.series == series ?? last.main, last.isOver == isOver,
      isOver || moment - last.moment < (isDrawn ? 1 : Self.patience)
    else { return nil }
    given[run]?.asked = asking
    return last.curve
  }

  private mutating func settle(_ curve: RunCurve, _ key: Key, isMain: Bool) -> RunCurve {
    guard let known = curves[key], known.isOver || known.moment == moment else { return curve }
    given[key.run] = Given(
      curve: curve, main: isMain ? key.series : given[key.run]?.main, isOver: known.isOver,
      moment: known.moment, asked: asking)
    return curve
  }

  /// The same series of several runs, such as the champion's seeds; runs without it are left out.
  mutating func curves(of runs: [(id: RunID, isOver: Bool)], series: String) -> [RunCurve] {
    runs.compactMap { curve(of: $0.id, isOver: $0.isOver, series: series) }
  }

  /// The names of a run's series, the ones that show best how training goes first.
  mutating func names(of run: RunID, isOver: Bool) -> [String] {
    look(at: run, isOver: isOver)
    return (runs[run]?.heads ?? []).sorted { $0.precedes($1) }.map(\.name)
  }

  /// A curve with the part of x as fine as its log has it, as far as that is worth reading.
  mutating func curve(
    of run: RunID, isOver: Bool, series: String? = nil, within window: ClosedRange<Double>
  ) -> RunCurve? {
    // What is read on has to be there.
    given[run] = nil
    guard let whole = curve(of: run, isOver: isOver, series: series) else { return nil }
    guard !whole.isExact else { return whole }
    let key = Key(run: run, series: whole.series.name)
    guard let known = curves[key], let range = known.digest.range(of: window),
      range.count <= Self.windowLimit, range.count < known.digest.count / 2
    else { return whole }
    var zoomed = known.window ?? Window(range: range)
    if zoomed.range.lowerBound != range.lowerBound || zoomed.range.upperBound > range.upperBound {
      zoomed = Window(range: range)
    }
    let next = range.lowerBound + zoomed.digest.count
    curves[key]?.window = nil
    if next < range.upperBound {
      zoomed.drawn = nil
      isBehind = !read(key, next..<range.upperBound) { zoomed.digest.append($0) } || isBehind
    }
    zoomed.range = range
    let isWhole = zoomed.digest.count == range.count
    var drawn = zoomed.drawn ?? RunCurve(run: run, head: known.head, digest: zoomed.digest)
    drawn.names = whole.names
    zoomed.drawn = drawn
    curves[key]?.window = zoomed
    return isWhole ? drawn : whole
  }

  // MARK: Sparklines

  /// The course of a run in at most 32 means; empty where there is nothing, or not yet.
  mutating func sparkline(of run: RunID, isOver: Bool) -> [Double] {
    if let spark = sparks[run] { return spark.map { Double($0) } }
    guard isOver else {
      _ = curve(of: run, isOver: false)
      guard let head = head(of: run, isOver: false, series: nil) else { return [] }
      return curves[Key(run: run, series: head.name)]?.digest.sparkline(Self.sparkWidth) ?? []
    }
    guard sparkBudget > 0 else {
      isBehind = true
      return []
    }
    sparkBudget -= 1
    guard let values = read(sparkline: run) else {
      isBehind = true
      return []
    }
    sparks[run] = values.map { Float($0) }
    sparkOrder.append(run)
    if sparkOrder.count > Self.rememberedSparks {
      for old in sparkOrder.prefix(Self.rememberedSparks / 4) { sparks[old] = nil }
      sparkOrder.removeFirst(Self.rememberedSparks / 4)
    }
    return values
  }

  /// Nil where this picture has no time for it.
  private mutating func read(sparkline run: RunID) -> [Double]? {
    guard let head = head(of: run, isOver: true, series: nil) else { return [] }
    let key = Key(run: run, series: head.name)
    if let known = curves[key], known.digest.count == head.count {
      return known.digest.sparkline(Self.sparkWidth)
    }
    if head.count <= 4096 {
      var digest = CurveDigest()
      guard read(key, 0..<head.count, into: { digest.append($0) }) else { return nil }
      return digest.sparkline(Self.sparkWidth)
    }
    // A long series is not worth reading for a few dots: the ends of its stretches do.
    var line = CurveSpark(count: head.count, width: Self.sparkWidth)
    queries += 1
    for stretch in (try? reader.outline(run: run, series: head.name)) ?? [] {
      for (value, index) in [
        (stretch.first, stretch.start), (stretch.last, stretch.start + stretch.count - 1),
      ] {
        if let value { line.add(value, 1, at: index) }
      }
    }
    return line.values
  }

  // MARK: Reading

  private mutating func head(of run: RunID, isOver: Bool, series: String?) -> SeriesHead? {
    look(at: run, isOver: isOver)
    let heads = runs[run]?.heads ?? []
    guard let series else { return heads.min { $0.precedes($1) } }
    return heads.first { $0.name == series }
  }

  /// Finds out which series a run has, from time to time: one may begin late.
  private mutating func look(at run: RunID, isOver: Bool) {
    if let known = runs[run] {
      if known.isOver || known.moment == moment && !isOver { return }
      let counts = known.heads.map { head in
        max(head.count, curves[Key(run: run, series: head.name)]?.digest.count ?? 0)
      }
      let isSame = counts.reduce(0, +) * 8 < known.count * 9
      if !isOver, known.count > 0, isSame, moment - known.moment < 4 { return }
    }
    queries += 1
    guard let heads = try? reader.seriesHeads(run: run) else { return }
    if runs.count >= Self.rememberedRuns {
      let held = Set(curves.keys.map(\.run))
      runs = runs.filter { held.contains($0.key) }
    }
    runs[run] = KnownRun(heads: heads, moment: moment, isOver: isOver)
  }

  /// Reads what was added to a curve.
  private mutating func update(_ key: Key, _ head: SeriesHead, isOver: Bool) {
    remember(key)
    if let known = curves[key], known.isOver || known.moment == moment && !isOver { return }
    // Taken out, so that it is not copied when it grows.
    var curve = curves.removeValue(forKey: key) ?? KnownCurve(head: head)
    curve.head = head
    let before = curve.digest.count
    let isAll = read(key, before..<Int.max) { curve.digest.append($0) }
    if curve.digest.count != before { curve.drawn = nil }
    if isAll {
      curve.moment = moment
      curve.isOver = isOver
    } else {
      isBehind = true
    }
    curves[key] = curve
  }

  /// Reads a part of a series in pieces; false if the picture's budget did not suffice.
  private mutating func read(_ key: Key, _ range: Range<Int>, into body: ([Point]) -> Void) -> Bool
  {
    var next = range.lowerBound
    while next < range.upperBound {
      guard budget > 0 else { return false }
      let end = min(range.upperBound, next + Self.batch)
      let points =
        (try? reader.points(run: key.run, series: key.series, in: next..<end)) ?? []
      body(points)
      queries += 1
      pointsRead += points.count
      budget -= points.count
      next += points.count
      if points.count < end - (next - points.count) { return true }
    }
    return true
  }

  private mutating func remember(_ key: Key) {
    guard recent.last != key else { return }
    recent.removeAll { $0 == key }
    recent.append(key)
    while recent.count > Self.rememberedCurves { curves[recent.removeFirst()] = nil }
  }

  /// Points and buckets that are held, for whoever wants to know what this costs.
  var held: Int {
    curves.values.reduce(0) { sum, known in
      sum + known.digest.buckets.count + known.digest.tail.count
        + (known.drawn.map { $0.series.points.count + ($0.isExact ? 0 : $0.trend.points.count) }
          ?? 0)
    }
  }
}

extension SeriesHead {
  /// Training loss first, then validation loss, then whatever has most points.
  fileprivate func precedes(_ other: SeriesHead) -> Bool {
    (rank, -count, name) < (other.rank, -other.count, other.name)
  }

  private var rank: Int {
    guard count > 1 else { return 9 }
    switch role {
    case .trainLoss: return 0
    case .validationLoss: return 1
    case .other: return 2
    }
  }
}
