/// How one simulated campaign came out.
package struct SimulatedEnd: Equatable, Sendable {
  var kept = 0
  var falseKeeps = 0
  var harmfulKeeps = 0
  var gain = 0.0
  var claimed = 0.0
  var missed = 0
  /// Runs beyond one for each proposal, those of audits in idle slots, and void ones.
  var extraRuns = 0
  var auditRuns = 0
  var voids = 0.0
  /// The gain as fresh pairs measured it at the end; nil where nothing was kept.
  var confirmed: Double?
  /// Whether that is within two standard errors of the truth.
  var isClaimTrue = true
  /// What the account says at most of the false keeps.
  var expectedFalse = 0.0
  /// False keeps that audits found out, and true ones that they called false.
  var unmasked = 0
  var slandered = 0
}
