import Core

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The `.auto` folder of pi-autoresearch, or the `autoresearch.*` files it had before.
///
/// Where anything of `.auto` is there, the older files are ignored.
enum AutoFolderLayout {
  private struct Header: Decodable {
    var type: String
    var name: String?
    var metricName: String?
    var bestDirection: String?
  }

  static func proposal(_ repository: RepositoryFolder, name: String) -> RepositoryProposal? {
    let isCurrent = !repository.names(in: ".auto").isEmpty
    func file(_ current: String, _ older: String) -> String {
      isCurrent ? ".auto/" + current : "autoresearch." + older
    }
    let measure = file("measure.sh", "sh")
    let prompt = file("prompt.md", "md")
    guard repository.has(measure) else { return nil }
    var sure = ["\(measure) trains and measures"]
    var check = ["the budget of 6m is an example: time one run, start to exit, and add 10 %"]
    let header = header(repository.text(file("log.jsonl", "jsonl")) ?? "")
    let page = repository.text(prompt) ?? ""
    let metric = metric(header, script: repository.text(measure) ?? "")
    if header?.metricName != nil {
      sure.append("the metric is \(metric.name), \(metric.goal.rawValue)")
    } else {
      check.append("the metric \(metric.name), \(metric.goal.rawValue), is a guess")
    }
    var editable = files(of: "Files in Scope", in: page)
    if editable.isEmpty {
      editable = ["train.py"]
      check.append("'files.editable' is an example: \(prompt) names no files in scope")
    } else {
      sure.append("\(prompt) puts \(editable.joined(separator: ", ")) in scope")
    }
    let own = [measure, file("checks.sh", "checks.sh")].filter(repository.has)
    let frozen = (own + files(of: "Off Limits", in: page)).filter { !editable.contains($0) }
    if repository.has(file("checks.sh", "checks.sh")) {
      check.append("\(file("checks.sh", "checks.sh")) is not run: call it in 'run.command'")
    }
    let settings = ProjectSettings(
      name: name, metric: metric, run: RunSettings(command: "bash \(measure)"),
      files: FileSettings(editable: editable, frozen: frozen), instructions: prompt)
    var proposal = RepositoryProposal(
      layout: .autoFolder, settings: settings, sure: sure, check: check)
    let ledger = file("log.jsonl", "jsonl")
    if let history = repository.history(ledger), history.rows > 0 {
      (proposal.history, proposal.historyFile) = (history, ledger)
    }
    return proposal
  }

  /// The last header of the ledger: a later one begins a new segment.
  private static func header(_ ledger: String) -> Header? {
    let decoder = JSONDecoder()
    return ledger.split(whereSeparator: \.isNewline).last { $0.contains("metricName") }
      .flatMap { try? decoder.decode(Header.self, from: Data($0.utf8)) }
      .flatMap { $0.type == "config" ? $0 : nil }
  }

  /// From the ledger, else from the first `METRIC name=` of the script.
  private static func metric(_ header: Header?, script: String) -> MetricSettings {
    if let name = header?.metricName, MetricGuess.isWord(name) {
      let goal: Goal = header?.bestDirection == "higher" ? .maximize : .minimize
      return MetricSettings(name: name, goal: goal)
    }
    for line in script.split(whereSeparator: \.isNewline) {
      guard let word = line.firstRange(of: "METRIC ") else { continue }
      let name = line[word.upperBound...].prefix(while: { $0 != "=" && $0 != " " })
      if MetricGuess.isWord(String(name)) {
        return MetricSettings(
          name: String(name), goal: MetricGuess.goal(of: String(name)) ?? .minimize)
      }
    }
    return MetricSettings(name: "val_loss")
  }

  /// The paths listed under a heading, in backquotes or as the first word of a bullet.
  static func files(of heading: String, in page: String) -> [String] {
    var paths: [String] = []
    var isInside = false
    for line in page.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("#") {
        isInside = line.lowercased().contains(heading.lowercased())
      } else if isInside, let path = path(in: line), !paths.contains(path) {
        paths.append(path)
      }
    }
    return paths
  }

  private static func path(in line: Substring) -> String? {
    let quoted = line.split(separator: "`", omittingEmptySubsequences: false)
    let bullet = line.drop(while: { " -*".contains($0) })
    let word = quoted.count >= 3 ? quoted[1] : bullet.prefix(while: { !" :,(".contains($0) })
    let isPath = word.contains(".") || word.contains("/")
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "._-/*+".contains($0) }
    guard isPath, isPlain, word.contains(where: \.isLetter), !word.hasPrefix("/"),
      !word.contains(".."), !word.hasSuffix(".")
    else { return nil }
    return String(word)
  }
}
