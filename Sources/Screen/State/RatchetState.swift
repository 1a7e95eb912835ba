/// How the ratchet's own screen shows the campaign.
package struct RatchetState: Equatable, Sendable {
  /// Over time instead of over experiments.
  package var isOverTime: Bool
  /// The experiments that are shown; nil for all of them.
  package var window: ClosedRange<Double>?

  package init() {
    isOverTime = false
  }
}
