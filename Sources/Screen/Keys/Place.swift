/// Where keys go.
package enum Place: String, Hashable, Sendable, CaseIterable {
  case overview, experiments, curves, ratchet, lanes, events, experiment
  /// Reading one thing: keys scroll it.
  case diff, text, transcript
  case help

  /// Screens with a cursor on lanes, slots or experiments.
  static let lists: Set<Place> = [
    .overview, .experiments, .curves, .ratchet, .lanes, .events, .experiment,
  ]
  /// Everywhere but the help.
  static let work: Set<Place> = lists.union([.diff, .text, .transcript])
  static let everywhere = Set(allCases)
}
