/// How an engine is started, beyond what pawl.yaml says.
package struct EngineOptions: Sendable {
  /// The pawl binary, which is also its own supervisor and its own sweep agent.
  package var program: String
  /// Overrides of the settings' limits.
  package var experiments: Int?
  package var kept: Int?
  /// Where the campaign's seeds come from; nil: chosen once and kept.
  package var seed: Int?
  /// Nobody is at hand.
  package var unattended: Bool
  /// Where it is noted which project has which hardware; nil: the account's own folder.
  package var leases: String?
  /// The program that tells who computes on a GPU; nil: the one on PATH.
  package var gpuTool: String?
  /// What is left out, so that a test sees what it is there for; nothing a person can set.
  package var without: Set<Layer> = []

  package init(
    program: String, experiments: Int? = nil, kept: Int? = nil, seed: Int? = nil,
    unattended: Bool = false, leases: String? = nil, gpuTool: String? = nil
  ) {
    self.program = program
    self.experiments = experiments
    self.kept = kept
    self.seed = seed
    self.unattended = unattended
    self.leases = leases
    self.gpuTool = gpuTool
  }
}

/// A layer of the defence that attacks are tried without.
package enum Layer: Sendable {
  /// What a proposal may touch, judged before it runs.
  case paths
  /// That hidden data is in no commit that agents are given.
  case secrets
  /// That frozen files come from the champion, and are looked at where the evaluator works.
  case frozen
  /// The look for links in what a run leaves to the evaluator.
  case links
}
