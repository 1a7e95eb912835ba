import Core
import Foundation
import Journal
import Settings

extension Engine {
  /// Notes when a slot fell free for a run that was already waiting: pawl's own time begins there.
  func noteFreedSlots(_ event: StampedEvent) {
    guard case .runEnded(let id, _, _, _, let at) = event.event, let slot = state.runs[id]?.slot,
      let next = state.slots.first(where: { $0.id == slot })?.run,
      state.runs[next]?.leased == event.at
    else { return }
    freed[next] = at
  }

  /// Names a proposal in the store and in the project, and keeps its patch for readers.
  func publish(_ experiment: Experiment) {
    let store = store
    let journal = journal
    chore {
      try? await store.publish(experiment.proposal, as: "refs/pawl/\(experiment.n)")
      Failpoint.hit("proposal-published")
      if let patch = try? await store.patch(of: experiment.proposal, on: experiment.base) {
        try? journal.storePatch(experiment.n, patch)
      }
    }
  }

  func publishMissing() {
    for experiment in state.experiments where (try? journal.hasPatch(experiment.n)) != true {
      publish(experiment)
    }
  }

  /// Removes what ended runs leave behind; a crash keeps its tree until it is cleaned up.
  func tidy(_ touched: Touched) {
    let over = touched.runs.filter(isOver)
    guard !over.isEmpty else { return }
    let layout = layout
    let store = store
    chore(priority: .background) {
      for id in over {
        store.discard(layout.tree(id))
        for name in ["/run", "/tmp"] {
          try? FileManager.default.removeItem(atPath: layout.job(JobName.training(id)) + name)
        }
        for job in [JobName.evaluation(id), JobName.predict(id), JobName.prepare(id)] {
          try? FileManager.default.removeItem(atPath: layout.job(job) + "/tmp")
        }
      }
    }
  }

  /// Whether nothing of a run is needed any more.
  private func isOver(_ id: RunID) -> Bool {
    guard let run = state.runs[id] else { return true }
    if case .crashed? = run.outcome { return false }
    return run.state == .ended
  }

  /// Removes what an engine that was killed had no time to remove.
  func tidyLeftovers() {
    Notifier.tidy(layout, runner: runner)
    let files = FileManager.default
    let trees = (try? files.contentsOfDirectory(atPath: layout.trees)) ?? []
    let jobs = (try? files.contentsOfDirectory(atPath: layout.jobs)) ?? []
    var touched = Touched()
    for name in trees {
      if let id = RunID(name.prefix { $0 != "." }) { touched.runs.insert(id) }
    }
    for name in jobs where name.hasPrefix("r") && name.hasSuffix("-train") {
      guard let id = RunID(name.dropFirst().prefix { $0 != "-" }),
        files.fileExists(atPath: layout.jobs + "/" + name + "/run")
      else { continue }
      touched.runs.insert(id)
    }
    tidy(touched)
  }

  func chore(
    priority: TaskPriority? = nil, _ body: @escaping @Sendable () async -> Void
  ) {
    lastChore += 1
    let number = lastChore
    chores[number] = Task.detached(priority: priority) {
      await body()
      await self.forget(chore: number)
    }
  }

  private func forget(chore number: Int) { chores[number] = nil }
}
