/// A campaign as autoresearch's results.tsv: a row for the baseline and one for each verdict.
///
/// A kept experiment is `keep`; one that crashed or was refused is `crash` with 0.000000 and 0.0; all
/// else is `discard`, with 0.000000 where it was never measured.
package struct ResultsTable: Equatable, Sendable {
  /// The columns of a table that this program begins.
  package var header: [String]
  private var rows: [[String]] = []

  /// - Parameter memory: The peak memory of a run in GB; nil when unknown.
  package init(
    metric: String, experiments: some Collection<Experiment>, runs: some RunSource,
    memory: (Run) -> Double?
  ) {
    header = ["commit", metric, "memory_gb", "status", "description"]
    let baselines = Dictionary(
      grouping: runs.values.filter { run in
        if case .baseline = run.role { run.value != nil } else { false }
      }, by: \.era)
    let eras = Set(baselines.keys).union(experiments.map(\.era)).sorted()
    for era in eras {
      if let first = baselines[era]?.min(by: { $0.id < $1.id }) {
        let values = (baselines[era] ?? []).compactMap(\.value)
        let mean = values.reduce(0, +) / Double(values.count)
        add(first.commit, mean, memory(first), "keep", "baseline")
      }
      for experiment in experiments where experiment.era == era {
        let made = experiment.runs.compactMap { runs[$0] }.filter {
          !$0.role.isChampion && $0.started != nil
        }
        add(experiment, made.first { $0.value != nil } ?? made.first, memory)
      }
    }
  }

  private mutating func add(_ experiment: Experiment, _ run: Run?, _ memory: (Run) -> Double?) {
    let peak = run.flatMap(memory)
    switch experiment.state {
    case .review, .queued, .running, .confirming: return
    case .kept: add(experiment.commit, experiment.verified, peak, "keep", experiment.title)
    case .discarded, .vetoed, .revoked:
      add(experiment.commit, experiment.verified, peak, "discard", experiment.title)
    case .crashed, .refused: add(experiment.commit, nil, nil, "crash", experiment.title)
    }
  }

  private mutating func add(
    _ commit: CommitID, _ value: Double?, _ memory: Double?, _ status: String, _ title: String
  ) {
    rows.append([
      String(commit.prefix(7)), (value ?? 0).fixed(6), (memory ?? 0).fixed(1), status,
      plainText(title, limit: 200),
    ])
  }

  /// The rows as lines for a table with these columns; a dash where it has more.
  package func lines(under columns: [String]) -> [String] {
    rows.map { row in
      columns.map { name in header.firstIndex(of: name).map { row[$0] } ?? "-" }
        .joined(separator: "\t")
    }
  }

  /// The whole table.
  package var text: String {
    ([header.joined(separator: "\t")] + lines(under: header)).map { $0 + "\n" }.joined()
  }

  /// The table joined to a file that is there: rows of others stay where they are and as they are,
  /// rows that were written before are replaced.
  ///
  /// - Parameters:
  ///   - present: The file's text; empty when it is not there.
  ///   - written: Every line this campaign ever wrote into it.
  package func joined(to present: String, written: Set<String>) -> String {
    // By bytes: a CRLF is one character, and stays with its line.
    var others = present.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    let columns = others.first.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }?
      .map { $0.last == "\r" ? String($0.dropLast()) : String($0) }
    let known = columns.map { $0.contains("commit") && $0.contains("status") } ?? false
    let names = known ? columns ?? header : header
    others.removeAll(where: written.contains)
    let head = others.isEmpty ? [header.joined(separator: "\t")] : []
    return (head + others + lines(under: names)).map { $0 + "\n" }.joined()
  }
}
