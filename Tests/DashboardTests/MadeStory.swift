import Core
import Foundation
import Journal

@testable import Dashboard

/// A made campaign in which everything stands that a screen can show: keeps, failures, a veto, a
/// confirmation on its way, a proposal that waits for a person, rules and a run that trains.
struct MadeStory {
  let made: MadeCampaign
  private var levels: [CommitID: Double] = ["base": 1]
  private var commands = 0

  /// - Parameter words: titles, reasons and messages are made of these.
  init(words: [String]) throws {
    made = try MadeCampaign(review: .never)
    try play(words, until: { $0.keeps.count { $0.experiment != nil } >= 2 })
    try command(.veto(experiment: newest, reason: "\(words[0]) is settled", lane: nil))
    try command(.addRule(text: "leave \(words[1]) alone", lane: "a2"))
    try command(.steer(lane: "a1", text: words[2]))
    let count = made.state.experiments.count
    try play(words, until: { $0.experiments.count >= count + 6 && $0.confirming != nil })
    try command(.review(.always))
    try play(words, until: { $0.experiments.contains { $0.state == .review } })
    try draw(words)
  }

  private var newest: Int {
    made.state.experiments.last { !$0.state.isVerdict }?.n ?? 1
  }

  private mutating func command(_ command: Command) throws {
    commands += 1
    try made.take(.commanded(id: commands, command), cause: .person("ann"))
  }

  /// Lets the world answer until there is enough, or nothing more to do.
  private mutating func play(_ words: [String], until isEnough: (CampaignState) -> Bool) throws {
    for _ in 0..<4000 where !isEnough(made.state) {
      guard let effect = made.next() else { return }
      switch effect {
      case .startTurn(let lane, let turn, let base):
        let commit = "\(lane)-\(turn)"
        let index = turn * 2 + (lane == "a1" ? 0 : 1)
        levels[commit] = (levels[base] ?? 1) + (index % 4 == 1 ? -0.02 : 0.01 * Double(index % 3))
        if index % 7 == 5 { levels[commit] = .nan }
        try made.take(
          .turnEnded(
            lane: lane, turn: turn,
            .proposal(
              Proposal(
                commit: commit, base: base, title: words[index % words.count],
                reason: "after \(words[(index + 1) % words.count])",
                files: [FileChange(path: "train.py", added: 1, removed: 1)]))))
      case .rebase(let n, let onto):
        levels["c\(n)"] = made.state.experiment(n).flatMap { levels[$0.proposal] }
        try made.take(.rebased(experiment: n, onto: onto, candidate: "c\(n)"))
      case .advance(let n, _):
        levels["kept-\(n)"] = levels["c\(n)"]
        try made.take(.ratchetMoved(experiment: n, commit: "kept-\(n)"))
      case .perform(let id): try perform(id)
      default: try made.answer(effect)
      }
    }
  }

  private func perform(_ id: RunID) throws {
    guard let run = made.state.runs[id] else { return }
    let level = levels[run.commit] ?? 1
    let value = level + Double(run.seed % 11) / 10_000
    try made.take(.runStarted(id, at: made.time, overhead: 0.01))
    try made.take(
      .runEnded(
        id, level.isNaN ? .crashed("exit 1: out of memory") : .measured(value),
        reported: level.isNaN ? nil : value, RunUsage(wall: 360), at: made.time))
  }

  /// A run trains, with curves and lines, and every experiment has a diff.
  private mutating func draw(_ words: [String]) throws {
    while let effect = made.next(where: \.isOfRun) {
      if case .perform(let id) = effect {
        try made.take(.runStarted(id, at: made.time, overhead: 0.01))
      } else {
        try made.answer(effect)
      }
    }
    for (id, run) in made.state.runs.sorted(by: { $0.key < $1.key }) where run.started != nil {
      let steps = run.ended == nil ? 240 : 400
      let points = (0..<steps).map { step in
        Point(
          x: Double(step), time: Double(step) / 2,
          y: 3 + 6 / (1 + Double(step) / 9) + Double((step * (id + 7)) % 13) / 200)
      }
      try made.journal.appendPoints(run: id, [("loss", .step, .trainLoss, points)])
      guard run.ended == nil else { continue }
      try made.journal.storeProgress(run: id, fraction: 0.6, step: 240, line: words[0])
      let folder = made.access.layout.job(JobName.training(id))
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let lines = (0..<300).map { "step \($0) loss 3.1 \(words[$0 % words.count])\n" }
      try lines.joined().write(toFile: folder + "/out.log", atomically: true, encoding: .utf8)
    }
    for experiment in made.state.experiments {
      let word = words[experiment.n % words.count].filter { !$0.isNewline }
      try made.journal.storePatch(
        experiment.n,
        "diff --git a/train.py b/train.py\n--- a/train.py\n+++ b/train.py\n"
          + "@@ -3,3 +3,3 @@ class Model:\n     def rate(self):\n-        return 0.1  # \(word)\n"
          + "+        return 0.\(experiment.n)  # \(word)\n         # end\n")
    }
  }
}

extension Effect {
  fileprivate var isOfRun: Bool {
    switch self {
    case .prepare, .perform: true
    default: false
    }
  }
}
