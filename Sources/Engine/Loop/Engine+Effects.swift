import Core
import Foundation
import Journal
import Settings

extension Engine {
  /// Does what is owed; each effect answers with an event.
  func perform(_ effects: [Effect]) {
    for effect in effects { perform(effect) }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .startTurn(let lane, let turn, let base): startTurn(lane, turn, base)
    case .endTurn(let lane, let turn): endTurn(lane, turn)
    case .tell(let lane, let turn, let words): tell(lane, turn, words)
    case .answer(let lane, let turn, let ask, let answer): self.answer(lane, turn, ask, answer)
    case .hold(let lane, let turn, let isHeld): hold(lane, turn, isHeld)
    case .commitPatch(let command, _): commitPatch(command)
    case .prepare(let id): prepare(id)
    case .perform(let id): performRun(id)
    case .endRun(let id):
      endJobs([JobName.training(id), JobName.evaluation(id), JobName.predict(id)]) {
        $0.live.contains(id)
      }
    case .rebase(let n, let onto): rebase(n, onto)
    case .advance(let n, let onto): advance(n, onto)
    case .revert(let n, let onto): revert(n, onto)
    case .close: break
    }
  }

  /// Does something and takes its event.
  ///
  /// An error, such as a full disk, says nothing about an idea: it is tried again a few times, since
  /// every effect looks first what is done already, and then the engine leaves with a sentence.
  func answer(
    _ cause: Cause = .rule, with event: @escaping @Sendable () async throws -> Event
  ) {
    let post = post
    Task {
      var pauses: [Duration] = [.milliseconds(200), .seconds(1), .seconds(5)]
      while !ended.isRaised {
        do {
          let event = try await event()
          post.yield(StampedEvent(at: Self.clock(), cause: cause, event: event))
          return
        } catch {
          guard !pauses.isEmpty else { return fail(error) }
          await ended.wait(atMost: pauses.removeFirst())
        }
      }
    }
  }

  private func commitPatch(_ command: Int) {
    guard let patch = state.patches.first(where: { $0.command == command }) else { return }
    let store = store
    let settings = settings
    answer(patch.by) {
      Failpoint.hit("patch-asked")
      let outcome = try await PatchTaker(store: store, settings: settings).take(patch)
      Failpoint.hit("patch-committed")
      return .patchTaken(command: command, outcome)
    }
  }

  private var runs: RunPerformer {
    let post = post
    let inputs = inputs
    return RunPerformer(
      layout: layout, settings: settings, store: store, runner: runner, watch: watch,
      journal: journal, isolation: isolation, without: options.without, inputs: inputs,
      frozen: options.without.contains(.frozen) ? nil : frozen?.files, frozenDigest: frozen?.digest,
      gpus: GPUProcesses(tool: gpuTool), clock: Self.clock,
      inputsChanged: { [weak self] in Task { await self?.inputsChanged() } }
    ) { post.yield(StampedEvent(at: Self.clock(), cause: .rule, event: $0)) }
  }

  private func prepare(_ id: RunID) {
    guard let run = state.runs[id] else { return }
    let performer = runs
    answer {
      do {
        try await performer.prepare(run)
        Failpoint.hit("tree-exported")
        return .runPrepared(id)
      } catch EngineError.spawn(let what, let why) {
        // The project's own `prepare` command failed on this tree.
        let error = EngineError.spawn(what, why: why)
        return .runEnded(
          id, .crashed("\(error)"), reported: nil, RunUsage(), at: Self.clock())
      }
    }
  }

  private func performRun(_ id: RunID) {
    guard let run = state.runs[id] else { return }
    let slot = state.slots.first { $0.id == run.slot }
    let freed = freed.removeValue(forKey: id)
    let performer = runs
    answer {
      guard let slot else { return await performer.perform(run, on: nil, freed: freed) }
      guard await self.hold(slot, for: run, performer: performer) else {
        return .runEnded(
          id, .void("it was not started"), reported: nil, RunUsage(), at: Self.clock())
      }
      let event = await performer.perform(run, on: slot, freed: freed)
      await self.leases.give(slot)
      return event
    }
  }

  /// Ends processes for as long as the campaign still waits for them.
  func endJobs(
    _ jobs: [String], while isWaiting: @escaping @Sendable (CampaignState) -> Bool
  ) {
    Task {
      while !ended.isRaised, isWaiting(state) {
        for job in jobs { runner.cancel(job) }
        await ended.wait(atMost: .milliseconds(200))
      }
    }
  }

  private func rebase(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n) else { return }
    let store = store
    answer {
      let result = try await store.rebase(
        experiment.proposal, onto: onto, date: Int(experiment.created))
      switch result {
      case .success(let candidate):
        return .rebased(experiment: n, onto: onto, candidate: candidate)
      case .failure(let conflict):
        return .rebaseFailed(experiment: n, onto: onto, why: conflict.why)
      }
    }
  }

  private func advance(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n), let candidate = experiment.candidate else { return }
    let store = store
    let message = KeepMessage.text(for: experiment, state: state)
    let ended = ended
    answer {
      await Self.moving(onto, store: store, ended: ended) {
        try await store.advance(
          candidate, onto: onto, message: message, name: "refs/pawl/kept/\(n)",
          date: Int(experiment.created),
          author: experiment.isByPerson ? try await store.author(of: experiment.proposal) : nil)
      } moved: {
        .ratchetMoved(experiment: n, commit: $0)
      } conflict: {
        .rebaseFailed(experiment: n, onto: onto, why: $0)
      } failure: { _ in
        // What is confirmed is not lost by a full disk: it is tried again, then a person is asked.
        .branchFound(onto)
      }
    }
  }

  private func revert(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n), let kept = experiment.kept else { return }
    let store = store
    let message = KeepMessage.revocation(of: experiment)
    let ended = ended
    answer {
      await Self.moving(onto, store: store, ended: ended) {
        try await store.revert(
          kept, onto: onto, message: message, name: "refs/pawl/revoked/\(n)",
          date: Int(experiment.ended ?? experiment.created))
      } moved: {
        .reverted(experiment: n, commit: $0)
      } conflict: {
        .revertFailed(experiment: n, why: $0)
      } failure: {
        .revertFailed(experiment: n, why: $0)
      }
    }
  }

  /// Turns what became of the branch into an event.
  private static func moving(
    _ champion: CommitID, store: Store, ended: Flag, _ move: () async throws -> Advance,
    moved: (CommitID) -> Event, conflict: (String) -> Event, failure: (String) -> Event
  ) async -> Event {
    do {
      switch try await move() {
      case .moved(let commit): return moved(commit)
      case .found(let commit):
        try await store.adopt(commit)
        // Whoever holds the branch gets a moment before it is tried again.
        if commit == champion { await ended.wait(atMost: .milliseconds(500)) }
        return .branchFound(commit)
      case .conflict(let why): return conflict(why)
      }
    } catch {
      FileHandle.standardError.write(Data("pawl: the ratchet was not moved: \(error)\n".utf8))
      await ended.wait(atMost: .milliseconds(500))
      return failure("\(error)")
    }
  }
}
