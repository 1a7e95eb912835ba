@testable import Core
import Testing

extension World {
  /// Does to the world what an effect asks for, without anyone hearing of it.
  func performUnheard(_ effect: Effect) {
    switch effect {
    case .advance(let n, let onto) where branch == onto: move(n, onto)
    case .revert(let n, let onto) where branch == onto: moveBack(n, onto)
    default: break
    }
  }

  func rebase(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n) else { return }
    guard !conflicts.contains(n) else {
      return post(.rebaseFailed(experiment: n, onto: onto, why: "it conflicts with the champion"))
    }
    let candidate = "\(experiment.proposal)/\(onto)"
    parent[candidate] = onto
    truth[candidate] = (truth[onto] ?? 0) + change(of: experiment.proposal)
    post(.rebased(experiment: n, onto: onto, candidate: candidate))
  }

  func change(of commit: CommitID) -> Double {
    (truth[commit] ?? 0) - (parent[commit].flatMap { truth[$0] } ?? 0)
  }

  func advance(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n), let candidate = experiment.candidate else { return }
    if branch == "k\(n)" { return post(.ratchetMoved(experiment: n, commit: branch)) }
    // What was the candidate before it has the same files as the keep it became.
    let ground = state.keeps.last { $0.commit == onto }?.experiment
    let twin = ground.flatMap { state.experiment($0)?.candidate }
    if parent[candidate] != onto, parent[candidate] != twin || twin == nil {
      Issue.record("#\(n) does not stand on \(onto)")
    }
    if locked > 0 {
      locked -= 1
      return post(.branchFound(branch))
    }
    guard branch == onto else { return post(.branchFound(branch)) }
    move(n, onto)
    post(.ratchetMoved(experiment: n, commit: branch))
  }

  func move(_ n: Int, _ onto: CommitID) {
    let candidate = state.experiment(n)?.candidate ?? ""
    branch = "k\(n)"
    parent[branch] = onto
    truth[branch] = truth[candidate] ?? 0
  }

  func revert(_ n: Int, _ onto: CommitID) {
    let name = "v\(n)"
    if branch == name { return post(.reverted(experiment: n, commit: name)) }
    guard !conflicts.contains(n) else {
      return post(.revertFailed(experiment: n, why: "later keeps build on it"))
    }
    if locked > 0 {
      locked -= 1
      return post(.branchFound(branch))
    }
    guard branch == onto else { return post(.branchFound(branch)) }
    moveBack(n, onto)
    post(.reverted(experiment: n, commit: name))
  }

  /// Makes the champion without a kept change, beside the branch.
  func ablate(_ id: Int, _ n: Int, _ onto: CommitID) {
    guard !conflicts.contains(n) else {
      return post(.ablationFailed(audit: id, why: "later keeps build on it"))
    }
    let name = "w\(n)/\(onto)"
    parent[name] = onto
    truth[name] = (truth[onto] ?? 0) - change(of: state.experiment(n)?.kept ?? "")
    post(.ablated(audit: id, commit: name))
  }

  func moveBack(_ n: Int, _ onto: CommitID) {
    let kept = state.experiment(n)?.kept ?? ""
    branch = "v\(n)"
    parent[branch] = onto
    truth[branch] = (truth[onto] ?? 0) - change(of: kept)
  }

  /// A person commits to the branch behind pawl's back.
  func commit(_ name: CommitID, gain: Double = 0) {
    truth[name] = (truth[branch] ?? 0) + gain
    parent[name] = branch
    branch = name
  }
}
