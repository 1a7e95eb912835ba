import Core
import Foundation
import Journal
import Testing

/// What the journal owes: every run that was begun has an end, nothing is missing, and the branch is
/// where it says.
enum Ledger {
  static func check(_ project: TestProject, _ outcome: Outcome) async throws {
    let journal = try Journal(path: project.layout.journal)
    var replayed = CampaignState()
    var begun: Set<RunID> = []
    var ended: [RunID: Int] = [:]
    var turns: [String: Int] = [:]
    try journal.replay { event in
      _ = CampaignState.reduce(&replayed, event)
      switch event.event {
      case .runStarted(let id, _, _, _, _): begun.insert(id)
      case .runEnded(let id, _, _, _, _): ended[id, default: 0] += 1
      case .turnEnded(let lane, let turn, _, _): turns["\(lane)-\(turn)", default: 0] += 1
      default: break
      }
    }
    #expect(replayed.record() == outcome.state.record())
    #expect(try JournalReader(path: project.layout.journal).record() == replayed.record())
    // What was begun is a result or void, once each.
    #expect(begun.subtracting(ended.keys).isEmpty)
    #expect(ended.values.allSatisfy { $0 == 1 } && turns.values.allSatisfy { $0 == 1 })
    #expect(replayed.runs.values.allSatisfy { ($0.state == .ended) == ($0.outcome != nil) })
    let jobs = try FileManager.default.contentsOfDirectory(atPath: project.layout.jobs)
    let executed = jobs.compactMap { name in
      name.hasSuffix("-train") ? RunID(name.dropFirst().prefix { $0 != "-" }) : nil
    }
    #expect(Set(executed).isSubset(of: ended.keys), "a run was executed that is not in the journal")
    #expect(try await project.tip() == replayed.champion)
    let kept = try await project.git("rev-list", "--count", "main..pawl/t")
    #expect(kept == "\(replayed.keeps.count)")
    let refused = outcome.experiments.filter { $0.state == .refused && $0.runs.isEmpty }
    #expect(refused.allSatisfy { !$0.why.isEmpty })
  }
}
