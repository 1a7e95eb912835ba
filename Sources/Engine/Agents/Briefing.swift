import Core
import Foundation
import Settings

/// What a lane's agent is told for one turn, as files beside its clone and in the prompt.
struct Briefing {
  let state: CampaignState
  let lane: Lane
  let settings: ProjectSettings
  let instructions: String

  /// Experiments told about in the prompt; the file has all of them.
  private static let told = 40

  /// Writes history, rules and prompt into a folder.
  func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try history().write(toFile: folder + "/history.jsonl", atomically: true, encoding: .utf8)
    try rules.joined(separator: "\n").write(
      toFile: folder + "/rules.txt", atomically: true, encoding: .utf8)
    try prompt().write(toFile: folder + "/prompt.md", atomically: true, encoding: .utf8)
  }

  /// Rules that hold for this lane, messages to it included.
  var rules: [String] {
    state.rules.filter { $0.lane == nil || $0.lane == lane.id }.map(\.text) + lane.hearing
  }

  private struct Line: Encodable {
    var n: Int
    var title: String
    var state: String
    var why: String
    var delta: Double?
    var lane: String
    var change: Raw?
  }

  /// JSON an agent declared, given back as JSON.
  private struct Raw: Encodable {
    var text: String

    func encode(to encoder: any Encoder) throws {
      let object = try JSONDecoder().decode([String: Field].self, from: Data(text.utf8))
      try object.encode(to: encoder)
    }
  }

  private enum Field: Codable {
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      }
    }
  }

  private func history() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var text = ""
    for experiment in state.experiments {
      var line = Line(
        n: experiment.n, title: experiment.title, state: experiment.state.rawValue,
        why: experiment.why, delta: experiment.delta.flatMap { $0.isFinite ? $0 : nil },
        // "you" would mean the agent to itself.
        lane: experiment.isByPerson ? Experiment.person : experiment.lane,
        change: experiment.change.map(Raw.init))
      var data = try? encoder.encode(line)
      if data == nil {
        line.change = nil
        data = try encoder.encode(line)
      }
      text += String(decoding: data ?? Data(), as: UTF8.self) + "\n"
    }
    return text
  }

  private func prompt() -> String {
    var parts = [instructions.trimmingCharacters(in: .whitespacesAndNewlines)]
    parts.append(
      """
      ## The rules of this campaign

      - Propose exactly one change. Edit only: \(settings.files.editable.joined(separator: ", ")).
      - Do not train or measure anything yourself: pawl runs the change and measures \(settings.metric.name) (\(settings.metric.goal.rawValue) it).
      - \(budgetWords)
      - End your last message with a line `TITLE: ...` and a line `REASON: ...`.
      """)
    if let summary = state.summary() { parts.append(standing(summary)) }
    if !rules.isEmpty {
      parts.append(
        "## What people said\n\n"
          + rules.map { "- \(plainText($0, limit: 500))" }.joined(separator: "\n"))
    }
    if !state.experiments.isEmpty { parts.append("## What was tried\n\n" + tried()) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var budgetWords: String {
    switch settings.run.budget {
    case .wall(let seconds): "A run gets \(seconds.significant(3)) seconds from start to exit."
    case .cpu(let seconds, _): "A run gets \(seconds.significant(3)) CPU seconds."
    case .steps(let count, _): "A run gets \(count) steps."
    }
  }

  private func standing(_ summary: CampaignSummary) -> String {
    guard let best = summary.best else { return "## The champion\n\nIt is being measured." }
    let noise = summary.noise.map { ", run-to-run noise \($0.significant(2))" } ?? ""
    return "## The champion\n\n\(summary.metric) \(best.mean.text(noise: summary.noise))\(noise)."
  }

  private func tried() -> String {
    let kept = state.experiments.filter { $0.state == .kept }
    let recent = state.experiments.suffix(Self.told).filter { $0.state != .kept }
    let rows = (kept.suffix(Self.told) + recent).map { experiment in
      let gain = experiment.delta.map { $0.signed(1) } ?? "?"
      let why = experiment.why.isEmpty ? "" : " (\(plainText(experiment.why, limit: 160)))"
      return
        "| #\(experiment.n) | \(experiment.state.rawValue) | \(gain) | \(plainText(experiment.title, limit: 80))\(why) |"
    }
    return
      "Gains are in units of the noise, + is better.\n\n| # | state | gain | change |\n| --- | --- | --- | --- |\n"
      + rows.joined(separator: "\n")
  }
}
