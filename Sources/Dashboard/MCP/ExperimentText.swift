import Core

/// Experiments as plain text for agents: bounded, and nothing in it that a terminal would act on.
enum ExperimentText {
  /// Characters of one answer.
  static let limit = 24_000

  /// Rows, newest first, under a line on what the campaign is about.
  static func table(
    _ experiments: some BidirectionalCollection<Experiment>, _ record: CampaignRecord,
    limit count: Int, what: String
  ) -> String {
    var lines = [head(record), ""]
    let shown = experiments.suffix(count).reversed()
    let numbers = AgentNumbers(noise: record.summary?.noise)
    for experiment in shown {
      let value = experiment.verified.map(numbers.metric) ?? "-"
      let gain = numbers.gain(of: experiment).map { ", \($0.signed(1)) s" } ?? ""
      let words = numbers.why(experiment)
      let why = words.isEmpty ? "" : " (\(plainText(words, limit: 160)))"
      lines.append(
        "#\(experiment.n) \(experiment.state.rawValue) \(value)\(gain), \(experiment.lane): "
          + plainText(experiment.title, limit: 160) + why)
    }
    let rest = experiments.count - shown.count
    if experiments.isEmpty { lines.append("no \(what)") }
    if rest > 0 {
      lines.append("and \(rest) older \(what); ask for more with limit, or page with before")
    }
    return bounded(lines)
  }

  /// What decides, and where the campaign stands.
  private static func head(_ record: CampaignRecord) -> String {
    guard let summary = record.summary else { return "nothing was started here yet" }
    let noise = summary.noise
    let numbers = AgentNumbers(noise: noise)
    var text = "\(plainText(summary.metric, limit: 80)), to be \(summary.goal.rawValue)d"
    if let best = summary.best { text += "; champion \(numbers.metric(best.mean))" }
    if let base = summary.baseline { text += ", baseline \(numbers.metric(base.mean))" }
    if let noise { text += "; s is \(noise.significant(2)), the run-to-run deviation" }
    return text + ". Gains are in s, positive is better."
  }

  static func whole(_ experiment: Experiment, _ record: CampaignRecord) -> String {
    let numbers = AgentNumbers(noise: record.summary?.noise)
    let account = Account.text(experiment, in: record, numbers: numbers, clock: Words.clock)
    return bounded(account.split(separator: "\n").map { plainText(String($0), limit: 1000) })
  }

  /// A diff from one of its lines on.
  static func diff(_ patch: String, of experiment: Experiment, from line: Int) -> String {
    let lines = patch.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard line <= lines.count else {
      return "the diff of #\(experiment.n) ends before line \(line)"
    }
    var out: [String] = []
    var size = 0
    for (k, text) in lines.enumerated().dropFirst(line - 1) {
      // A tab is what a diff is made of as much as a blank.
      let plain = text.split(separator: "\t", omittingEmptySubsequences: false)
        .map { plainText(String($0), limit: 1000) }.joined(separator: "\t")
      size += plain.utf8.count + 1
      if size > limit {
        out.append("(cut; go on with from_line \(k + 1) of \(lines.count))")
        break
      }
      out.append(plain)
    }
    return out.joined(separator: "\n")
  }

  /// What a search looks at, in lower case; no number that is not shown can be found.
  static func known(_ experiment: Experiment, _ record: CampaignRecord) -> String {
    let why = AgentNumbers(noise: record.summary?.noise).why(experiment)
    let parts = [experiment.title, experiment.reason, why, experiment.change ?? ""]
    let paths = experiment.files.map(\.path)
    return (parts + paths + experiment.flags).joined(separator: "\n").lowercased()
  }

  /// The lines that a diff adds or takes away.
  static func changed(_ patch: String) -> String {
    patch.split(separator: "\n").filter { line in
      (line.hasPrefix("+") || line.hasPrefix("-")) && !line.hasPrefix("+++")
        && !line.hasPrefix("---")
    }.joined(separator: "\n")
  }

  private static func bounded(_ lines: [String]) -> String {
    var size = 0
    var out: [String] = []
    for line in lines {
      size += line.utf8.count + 1
      if size > limit {
        out.append("(cut: \(lines.count - out.count) more lines)")
        break
      }
      out.append(line)
    }
    return out.joined(separator: "\n")
  }
}
