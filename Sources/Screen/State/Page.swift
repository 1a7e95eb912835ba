/// Which screen is open.
package enum Page: Hashable, Sendable {
  case overview, experiments, curves, ratchet, lanes, events
  /// One experiment with everything that is known about it.
  case experiment(Int)

  /// The full screens in the order of their number keys, 1 first.
  package static let numbered: [Page] = [
    .overview, .experiments, .curves, .ratchet, .lanes, .events,
  ]

  /// Its name in titles and in the palette.
  package var name: String {
    switch self {
    case .overview: "overview"
    case .experiments: "experiments"
    case .curves: "curves"
    case .ratchet: "ratchet"
    case .lanes: "lanes"
    case .events: "events"
    case .experiment(let n): "#\(n)"
    }
  }
}
