package import Core

/// A simulation's result for a person.
package enum SimulationWords {
  package static func text(_ result: SimulationResult) -> String {
    """
    \(name(result.rule)): \(result.campaigns) campaigns of \(result.proposals) proposals
    kept           \(result.kept.fixed(1))
    false keeps    \(result.falseKeeps.mean.fixed(2)), 95th percentile \(result.falseKeeps.p95.fixed(0))
    harmful keeps  \(result.harmfulKeeps.mean.fixed(2)), 95th percentile \(result.harmfulKeeps.p95.fixed(0))
    true gain      \(result.gain.fixed(1)) s, claimed \(result.claimed.fixed(1)) s\(confirmed(result))
    missed         \(result.missed.fixed(1)) good proposals
    extra runs     \(percent(result.extraRuns)), in idle slots \(percent(result.auditRuns)), void \(percent(result.voids))
    """
  }

  /// The head of a table of worlds.
  package static func head(_ rule: RatchetRule, campaigns: Int) -> String {
    "\(name(rule.name)), \(campaigns) campaigns each\n"
      + row(
        "world", ["kept", "false", "p95", "harm p95", "gain", "claimed", "within", "extra", "void"])
  }

  /// One line of a table of worlds.
  package static func row(_ name: String, _ result: SimulationResult) -> String {
    row(
      name,
      [
        result.kept.fixed(1), result.falseKeeps.mean.fixed(2), result.falseKeeps.p95.fixed(0),
        result.harmfulKeeps.p95.fixed(0), result.gain.fixed(1), result.claimed.fixed(1),
        result.claimWithin.map(percent) ?? "", percent(result.extraRuns),
        percent(result.voids),
      ])
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    name + String(repeating: " ", count: max(1, 16 - name.count))
      + cells.map { String(repeating: " ", count: max(1, 9 - $0.count)) + $0 }.joined()
  }

  private static func name(_ rule: String) -> String {
    rule == RatchetRule.naive.name ? "\(rule), \(RatchetRule.naiveWords)" : rule
  }

  /// What fresh pairs found at the end; nothing where no rule asks for them.
  private static func confirmed(_ result: SimulationResult) -> String {
    guard let confirmed = result.confirmed, let within = result.claimWithin else { return "" }
    return
      ", measured at the end \(confirmed.fixed(1)) s (within two errors in \(percent(within)))"
  }

  private static func percent(_ share: Double) -> String { "\((share * 100).fixed(0)) %" }
}
