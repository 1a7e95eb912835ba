import Core
import Foundation
import Journal
import Settings

/// Keeps the results.tsv of a project up to date with the campaign.
///
/// What others wrote into it stays. Written to a file beside it and renamed, so that a reader never sees
/// half of it; every line is noted below `.pawl/` first, so that a crash in between repeats none.
actor ResultsFile {
  private let path: String
  private let notes: String
  private let layout: Layout
  private let patterns: [LogPattern]
  private var newest = 0
  /// Peak memory of ended runs in GB, as their logs say it.
  private var memories: [RunID: Double?] = [:]

  init(name: String, layout: Layout, patterns: [LogPattern]) {
    self.patterns = patterns
    path = layout.project + "/" + name
    notes = layout.home + "/results-written.tsv"
    self.layout = layout
  }

  /// Brings the file to what the campaign came to.
  ///
  /// - Parameter revision: Grows with the campaign; what comes late is passed over.
  func write(
    metric: String, experiments: [Experiment], runs: [RunID: Run], revision: Int
  ) throws {
    guard revision >= newest else { return }
    newest = revision
    let table = ResultsTable(metric: metric, experiments: experiments, runs: runs) { memory($0) }
    let present = try text(path) ?? ""
    var written = Set((try text(notes) ?? "").split(separator: "\n").map(String.init))
    let joined = table.joined(to: present, written: written)
    guard joined != present else { return }
    let others = Set(present.split(separator: "\n").map(String.init)).subtracting(written)
    written.formUnion(
      joined.split(separator: "\n").map(String.init).filter { !others.contains($0) })
    written.remove(table.header.joined(separator: "\t"))
    try Data(written.sorted().map { $0 + "\n" }.joined().utf8)
      .write(to: URL(fileURLWithPath: notes), options: .atomic)
    try Data(joined.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// A file's text, nil when it is not there; what cannot be read must not be replaced.
  private func text(_ path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  /// What the run's summary gives as `peak_vram_mb`, else the peak memory of its process.
  private func memory(_ run: Run) -> Double? {
    if let known = memories[run.id] { return known }
    var gigabytes = run.usage.map { Double($0.memory) / 0x1p30 }
    if let said = finals(of: run)["peak_vram_mb"], said > 0 { gigabytes = said / 1024 }
    if run.state == .ended { memories[run.id] = .some(gigabytes) }
    return gigabytes
  }

  /// The values at the end of a run's log.
  private func finals(of run: Run) -> [String: Double] {
    let log = layout.job(JobName.training(run.id)) + "/out.log"
    guard let handle = FileHandle(forReadingAtPath: log) else { return [:] }
    let size = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: size > Self.tail ? size - Self.tail : 0)
    var reader = LogReader(patterns: patterns)
    (try? handle.readToEnd() ?? Data())?.withUnsafeBytes { reader.feed($0) }
    reader.finish()
    return reader.finals
  }

  private static let tail: UInt64 = 65_536
}

extension Engine {
  /// Brings the results file up to date when there is news for it.
  func recordResults(_ touched: Touched, always: Bool = false) {
    guard let results else { return }
    let isJudged = touched.experiments.contains { state.experiment($0)?.state.isVerdict ?? false }
    let isMeasured = touched.runs.contains { id in
      guard let run = state.runs[id], case .baseline = run.role else { return false }
      return run.value != nil
    }
    guard always || isJudged || isMeasured else { return }
    resultsRevision += 1
    let (experiments, runs, revision) = (state.experiments, state.runs, resultsRevision)
    let metric = settings.metric.name
    chore(priority: .background) {
      // A file that cannot be written is written with the next verdict.
      try? await results.write(
        metric: metric, experiments: experiments, runs: runs, revision: revision)
    }
  }
}
