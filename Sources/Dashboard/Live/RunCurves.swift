import Core
import Journal

/// The curves of runs as the journal has them, read on as they grow.
struct RunCurves {
  private let reader: JournalReader
  private var series: [RunID: [String: Series]] = [:]
  /// Runs in the order they were last asked for; the oldest are forgotten.
  private var recent: [RunID] = []
  private static let remembered = 12

  init(reader: JournalReader) {
    self.reader = reader
  }

  /// The series of a run that shows best how training goes, with what was added since last time.
  mutating func loss(of run: RunID, isOver: Bool) -> Series? {
    if series[run] == nil || !isOver { load(run) }
    remember(run)
    let all = series[run].map { Array($0.values) } ?? []
    let ranked = all.sorted {
      ($0.rank, -$0.points.count, $0.name) < ($1.rank, -$1.points.count, $1.name)
    }
    return ranked.first
  }

  private mutating func load(_ run: RunID) {
    guard var known = series[run], !known.isEmpty else {
      let all = (try? reader.series(run: run)) ?? []
      series[run] = Dictionary(all.map { ($0.name, $0) }) { $1 }
      return
    }
    for name in known.keys {
      let count = known[name]?.points.count ?? 0
      guard let more = try? reader.seriesTail(run: run, series: name, after: count), !more.isEmpty
      else { continue }
      known[name]?.points.append(contentsOf: more)
    }
    series[run] = known
  }

  private mutating func remember(_ run: RunID) {
    recent.removeAll { $0 == run }
    recent.append(run)
    while recent.count > Self.remembered { series[recent.removeFirst()] = nil }
  }
}

extension Series {
  /// Training loss first, then validation loss, then whatever has points.
  fileprivate var rank: Int {
    guard points.count > 1 else { return 9 }
    switch role {
    case .trainLoss: return 0
    case .validationLoss: return 1
    case .other: return 2
    }
  }
}
