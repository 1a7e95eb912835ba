/// Experiments that people propose themselves.
extension Reducer {
  /// Takes a patch whose commit is then made; gives why it is not taken, or nil.
  mutating func propose(_ patch: PatchProposal) -> String? {
    if patch.patch.allSatisfy(\.isWhitespace) { return "the patch is empty" }
    guard patch.patch.utf8.count <= PatchProposal.largest else {
      return "the patch is larger than \(PatchProposal.largest >> 20) MB"
    }
    guard wasChampion(patch.base) else {
      let now = state.champion.map { "; the champion is \($0.prefix(7))" } ?? ""
      return "\(patch.base.prefix(7)) was never the champion\(now)"
    }
    state.patches.append(patch)
    return nil
  }

  private func wasChampion(_ commit: CommitID) -> Bool {
    commit == state.champion || state.keeps.contains { $0.commit == commit }
      || state.experiments.contains { $0.base == commit }
      || state.baseline.contains { state.runs[$0]?.commit == commit }
  }

  /// The commit of a patch was made, or cannot be: only now its command is answered.
  mutating func patchTaken(_ command: Int, _ outcome: PatchOutcome) {
    guard let index = state.patches.firstIndex(where: { $0.command == command }) else { return }
    let patch = state.patches.remove(at: index)
    let (accepted, text) = number(outcome, of: patch)
    reduction.answers.append(Answer(command: command, accepted: accepted, text: text))
  }

  private mutating func number(
    _ outcome: PatchOutcome, of patch: PatchProposal
  ) -> (Bool, String) {
    let proposal: Proposal
    switch outcome {
    case .proposal(let made): proposal = made
    case .unfit(let why):
      tell("patch.unfit", why, cause: patch.by)
      return (false, why)
    }
    if let same = twin(of: proposal), let other = state.experiment(same) {
      let why = "the patch is the same change as #\(same), which is \(other.state.rawValue)"
      tell("patch.unfit", why, experiment: same, cause: patch.by)
      return (false, why)
    }
    let n = number(
      proposal, lane: Experiment.you, agent: Experiment.person, turn: 0, cause: patch.by)
    if let refusal = proposal.refusal { return (false, "#\(n) is refused: \(refusal)") }
    let by = patch.by
    change(experiment: n) { $0.cause = by }
    // Nobody reviews what a person wrote.
    queueFirstRun(n)
    return (true, "#\(n) is queued")
  }
}
