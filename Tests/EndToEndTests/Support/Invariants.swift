import Core
import Foundation
import Journal
import Testing

/// Every test here runs programs on the same few cores: one after the other.
@Suite(.serialized) enum EndToEnd {}

/// What holds of a campaign however often its engines were killed.
struct Invariants {
  let lab: Lab
  private let record: CampaignRecord
  private let notes: [EventLine]

  /// What a proposal of the plan comes to, by the first word of its title.
  static let verdicts: [String: ExperimentState] = [
    "good": .kept, "gate": .kept, "bad": .discarded, "crash": .crashed, "frozen": .refused,
  ]

  /// Checks all of them once every engine has ended.
  static func check(_ lab: Lab, experiments: Int? = nil) async throws {
    let invariants = Invariants(lab: lab, record: try lab.record(), notes: try lab.notes())
    if let experiments { #expect(invariants.record.experiments.count == experiments) }
    invariants.checkExperiments()
    invariants.checkRuns()
    invariants.checkSlots()
    try await invariants.checkBranch()
    try await invariants.checkObjects()
    try invariants.checkReplay()
    invariants.checkLeftovers()
  }

  private func checkExperiments() {
    #expect(record.experiments.map(\.n) == Array(1...max(1, record.experiments.count)))
    for experiment in record.experiments {
      let word = String(experiment.title.prefix { $0 != " " })
      #expect(experiment.title == "\(word) \(experiment.lane)-\(experiment.turn)")
      if let wanted = Self.verdicts[word] {
        #expect(
          experiment.state == wanted, "#\(experiment.n) \(experiment.title): \(experiment.why)")
      }
    }
    let turns = lab.ledger().filter { $0[0] == "turn" }.map { $0[1] }
    #expect(turns.count == Set(turns).count, "a turn was made twice: \(turns)")
  }

  /// No run is made twice, and none is lost.
  private func checkRuns() {
    let started = lab.ledger().filter { $0[0] == "start" }
    let folders = started.map { $0[1] }
    #expect(folders.count == Set(folders).count, "a run was executed twice")
    let made = record.runs.values.filter { $0.started != nil }
    for run in made {
      let line = started.first { $0[1] == lab.jobFolder(run.id) + "/run" }
      // One that was ended at once may not have come to its first line.
      if run.value != nil || line != nil {
        #expect(line?[2] == "\(run.seed)", "run \(run.id) of \(run.seed): \(line ?? [])")
      }
      #expect(notes.count { $0.kind == "run.started" && $0.run == run.id } == 1)
      #expect(notes.count { $0.kind == "run.ended" && $0.run == run.id } == 1)
      #expect(run.state == .ended, "run \(run.id) is \(run.state)")
    }
    #expect(folders.count <= made.count, "a run was executed that the journal does not know")
  }

  private func checkSlots() {
    let leases = Dictionary(grouping: record.runs.values.filter { $0.leased != nil }) { $0.slot }
    for (slot, runs) in leases {
      let sorted = runs.sorted { $0.leased ?? 0 < $1.leased ?? 0 }
      for (before, after) in zip(sorted, sorted.dropFirst()) {
        let end = before.ended ?? .infinity
        #expect(
          end <= (after.leased ?? 0) + 0.001,
          "runs \(before.id) and \(after.id) share \(slot ?? "")")
      }
    }
  }

  /// The branch is what the journal says was kept, in this order, each in one commit.
  private func checkBranch() async throws {
    let text = try await lab.git(
      "log", "--reverse", "--first-parent",
      "--format=%H %P|%(trailers:key=Pawl-Experiment,valueonly,separator=%x2C)", "main..pawl/lab")
    let lines = text.split(separator: "\n").map(String.init)
    let commits = lines.map { String($0.prefix(40)) }
    #expect(commits == record.keeps.map(\.commit))
    for (line, keep) in zip(lines, record.keeps) {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      #expect(parts[0].split(separator: " ").count == 2, "one parent each")
      if let n = keep.experiment {
        #expect(parts.last.map(String.init) == "\(n)")
        #expect(record.experiment(n)?.kept == keep.commit)
      }
    }
    let kept = record.experiments.filter { $0.kept != nil }.map(\.n)
    #expect(kept.sorted() == record.keeps.compactMap(\.experiment).sorted())
    #expect(try await lab.git("status", "--porcelain") == "")
    #expect(try await lab.git("symbolic-ref", "HEAD") == "refs/heads/main\n")
  }

  /// What readers are told can be looked up in the project's own git.
  private func checkObjects() async throws {
    let reader = try JournalReader(path: lab.layout.journal)
    for experiment in record.experiments {
      for commit in [experiment.base, experiment.proposal, experiment.commit] {
        try await lab.git("cat-file", "-e", commit + "^{commit}")
      }
      #expect(try reader.patch(experiment.n) != nil, "the diff of #\(experiment.n) is missing")
    }
  }

  /// The events alone give what readers see.
  private func checkReplay() throws {
    let journal = try Journal(path: lab.layout.journal)
    var state = CampaignState()
    try journal.replay { _ = CampaignState.reduce(&state, $0) }
    #expect(state.record() == record)
    try journal.rebuild()
    #expect(try lab.record() == record)
    #expect(try lab.notes() == notes)
  }

  private func checkLeftovers() {
    let left = Processes.mentioning(lab.home)
    #expect(left.isEmpty, "processes are left: \(left)")
    let trees = (try? FileManager.default.contentsOfDirectory(atPath: lab.layout.trees)) ?? []
    for name in trees where !name.hasPrefix("era-") {
      // A tree that was still being made when its run was taken back goes at the next start.
      guard let id = RunID(name.prefix { $0 != "." }), let run = record.runs[id] else { continue }
      let isCrash = if case .crashed? = run.outcome { true } else { false }
      #expect(isCrash || run.state != .ended, "the tree \(name) is left of a run that is over")
    }
  }
}
