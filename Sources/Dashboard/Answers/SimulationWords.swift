package import Core

/// A simulation's result for a person.
package enum SimulationWords {
  package static func text(_ result: SimulationResult) -> String {
    """
    \(result.rule): \(result.campaigns) campaigns of \(result.proposals) proposals
    kept           \(result.kept.fixed(1))
    false keeps    \(result.falseKeeps.mean.fixed(2)), 95th percentile \(result.falseKeeps.p95.fixed(0))
    harmful keeps  \(result.harmfulKeeps.mean.fixed(2)), 95th percentile \(result.harmfulKeeps.p95.fixed(0))
    true gain      \(result.gain.fixed(1)) s, claimed \(result.claimed.fixed(1)) s
    missed         \(result.missed.fixed(1)) good proposals
    extra runs     \((result.extraRuns * 100).fixed(0)) %
    """
  }
}
