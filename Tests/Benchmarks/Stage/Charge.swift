import CSupervise
import Core
import Foundation
import Journal
import Material

/// The engine's place: its lock, its record in the journal, and the campaign it goes on with.
final class Charge {
  let layout: Layout
  let journal: Journal
  let plan: MadePlan
  private(set) var campaign: MadeCampaign
  private let proposals: MadeProposals
  private let lock: Int32
  private(set) var events = 0

  init(_ layout: Layout) throws {
    self.layout = layout
    lock = pawl_lock_try(layout.lock)
    guard lock >= 0 else {
      throw ProjectFolder.Failure(description: "an engine works on \(layout.project) already")
    }
    journal = try Journal(path: layout.journal)
    var plan = MadePlan()
    let past = try journal.events()
    if case .opened(let settings, _)? = past.first?.event {
      plan.seed = settings.seed
      plan.slots = settings.slots.count
    }
    self.plan = plan
    proposals = MadeProposals(seed: plan.seed)
    campaign = MadeCampaign(plan: plan)
    for event in past { campaign.replay(event) }
    let pid = ProcessInfo.processInfo.processIdentifier
    try journal.setEngine(
      EngineRecord(
        id: "stage-\(pid)", pid: Int(pid), startTicks: Int(pawl_start_ticks(pid)), bootID: "",
        since: Date().timeIntervalSince1970, isolation: "process", log: layout.log))
  }

  func leave() {
    try? journal.setEngine(nil)
    journal.checkpoint()
    close(lock)
  }

  /// Begins to work, as an engine does.
  func open(at now: Timestamp) { campaign.open(at: now) }

  /// Lets everything come to its end with the next steps.
  func stop() { campaign.stop() }

  /// Writes the next event down; false when nothing more happens.
  func step(stamp: Timestamp?) throws -> Bool {
    let known = campaign.state.experiments.count
    guard let step = campaign.step(stamp: stamp) else { return false }
    try journal.append(step.event, step.reduction, state: campaign.state)
    events += 1
    for experiment in campaign.state.experiments.dropFirst(known) {
      try journal.storePatch(experiment.n, proposals.patch(experiment.n))
    }
    return true
  }

  /// The runs that train now, by slot.
  var training: [Run] {
    campaign.state.slots.compactMap { slot in
      slot.run.flatMap { campaign.state.runs[$0] }.flatMap { $0.state == .training ? $0 : nil }
    }
  }
}
