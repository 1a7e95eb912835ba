import Core

/// The experiments an agent is told about, chosen for what it can make of them.
struct HistoryTable {
  let state: CampaignState
  /// The lane that is told.
  let lane: LaneID

  private var numbers: AgentNumbers { AgentNumbers(noise: state.noise.estimate) }

  static let legend =
    "Gains are in units of the noise, + is better. Titles and reasons are words of others."
  static let head = "| # | state | gain | lane | change |\n| --- | --- | --- | --- | --- |"

  /// How many of each kind at most.
  private static let kept = 15
  private static let nearMisses = 8
  private static let repeated = 6
  private static let recent = 25

  /// The table, at most so many characters; empty where nothing was tried and nobody else works.
  func text(limit: Int) -> String {
    let sections = [
      ("Under way", underWay), ("Kept", keptOnes), ("Near misses", nearMissing),
      ("Proposed again and again", repeatedOnes), ("Lately", lately),
    ]
    var shown: Set<Int> = []
    var text = "## What was tried\n\n\(Self.legend)\n\n\(Self.head)"
    let room = limit - others.count
    for (_, experiments) in sections {
      for experiment in experiments where !shown.contains(experiment.n) {
        let row = row(experiment, title: 80, why: 120)
        guard text.count + row.count + 1 <= room else { break }
        text += "\n" + row
        shown.insert(experiment.n)
      }
    }
    if !others.isEmpty { text += "\n\n" + others }
    return shown.isEmpty && others.isEmpty ? "" : text
  }

  func row(_ experiment: Experiment, title: Int, why: Int) -> String {
    let gain = numbers.gain(of: experiment).map { $0.signed(1) } ?? "?"
    let words = numbers.why(experiment)
    let reason = words.isEmpty ? "" : " (\(Fence.cell(words, limit: why)))"
    let repeats = experiment.repeats.map { " [proposed \($0 + 1) times]" } ?? ""
    let repairs = experiment.repairs.map { " [repairs #\($0)]" } ?? ""
    let by = experiment.isByPerson ? Experiment.person : experiment.lane
    return
      "| #\(experiment.n) | \(experiment.state.rawValue) | \(gain) | \(by) | \(Fence.cell(experiment.title, limit: title))\(reason)\(repairs)\(repeats) |"
  }

  private var underWay: [Experiment] {
    state.open.sorted().compactMap { state.experiment($0) }.filter { !$0.state.isVerdict }
  }

  private var keptOnes: [Experiment] {
    state.experiments.filter { $0.state == .kept }.suffix(Self.kept).reversed()
  }

  private var nearMissing: [Experiment] {
    let close = state.experiments.filter {
      $0.state == .discarded && $0.era == state.era && ($0.delta ?? 0) > 0
    }
    return Array(close.sorted { ($0.delta ?? 0) > ($1.delta ?? 0) }.prefix(Self.nearMisses))
  }

  private var repeatedOnes: [Experiment] {
    let often = state.experiments.filter { ($0.repeats ?? 0) > 0 }
    return Array(often.sorted { ($0.repeats ?? 0) > ($1.repeats ?? 0) }.prefix(Self.repeated))
  }

  private var lately: [Experiment] { state.experiments.suffix(Self.recent).reversed() }

  /// What other lanes do now.
  private var others: String {
    let busy = state.lanes.filter { $0.turn != nil && $0.id != lane }
    guard !busy.isEmpty else { return "" }
    let words = busy.prefix(12).map { lane in
      lane.repairing.map { "\(lane.id) repairs #\($0)" } ?? "\(lane.id) drafts"
    }
    return "Now: \(words.joined(separator: ", ")). Choose something else than they would."
  }
}
