import Core
import Journal

/// The curves of runs as the journal has them, read on as they grow.
struct RunCurves {
  private let reader: JournalReader
  private var curves: [RunID: Curves] = [:]
  /// Runs in the order they were last asked for; the oldest are forgotten.
  private var recent: [RunID] = []
  /// Counts the changes of the journal: what was read since the last one is still true.
  private var moment = 0
  private static let remembered = 12

  /// The series of one run, and when they were read.
  private struct Curves {
    var series: [String: Series]
    var moment: Int
    /// Points of all series when they were last read as a whole.
    var whole: Int
    /// Whether they were read after the run had ended, and so for the last time.
    var isFinal: Bool

    var count: Int { series.values.reduce(0) { $0 + $1.points.count } }
  }

  init(reader: JournalReader) {
    self.reader = reader
  }

  /// Makes the curves of runs that go on be looked at again.
  mutating func journalChanged() { moment += 1 }

  /// All series of a run, in the order of their names, with what was added since last time.
  mutating func series(of run: RunID, isOver: Bool) -> [Series] {
    let known = curves[run]
    if known == nil || known?.isFinal == false && known?.moment != moment {
      load(run, isOver: isOver)
    }
    remember(run)
    return curves[run].map { $0.series.values.sorted { $0.name < $1.name } } ?? []
  }

  private mutating func load(_ run: RunID, isOver: Bool) {
    // A series may begin at any time. Reading everything again while there is little, and then
    // whenever there is twice as much, finds it soon and costs no more than the points themselves.
    guard !isOver, var known = curves[run], known.count >= 256, known.count < 2 * known.whole
    else {
      let all = (try? reader.series(run: run)) ?? []
      var read = Curves(
        series: Dictionary(all.map { ($0.name, $0) }) { $1 }, moment: moment, whole: 0,
        isFinal: isOver)
      read.whole = read.count
      curves[run] = read
      return
    }
    known.moment = moment
    for name in known.series.keys {
      let count = known.series[name]?.points.count ?? 0
      guard let more = try? reader.seriesTail(run: run, series: name, after: count), !more.isEmpty
      else { continue }
      curves[run] = nil
      known.series[name]?.points.append(contentsOf: more)
    }
    curves[run] = known
  }

  private mutating func remember(_ run: RunID) {
    guard recent.last != run else { return }
    recent.removeAll { $0 == run }
    recent.append(run)
    while recent.count > Self.remembered { curves[recent.removeFirst()] = nil }
  }
}
