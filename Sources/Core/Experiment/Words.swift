/// A lane's name: `a1`, `a2`, ...
package typealias LaneID = String

/// A slot's name: `gpu0`, `cpu0`, ...
package typealias SlotID = String

/// A run's number, counted over the whole campaign from 1.
package typealias RunID = Int

/// A full git object name of a commit.
package typealias CommitID = String

/// A point in time: seconds since 1970-01-01 UTC.
package typealias Timestamp = Double

/// Which way the metric gets better.
package enum Goal: String, Codable, Sendable, CaseIterable {
  case minimize
  case maximize

  /// How much better `value` is than `reference`, in the metric's unit; positive is better.
  package func gain(of value: Double, over reference: Double) -> Double {
    self == .minimize ? reference - value : value - reference
  }
}

/// Who caused something.
package enum Cause: Codable, Equatable, Sendable, Hashable {
  /// pawl's own rules: the decision rule, the guard, a budget.
  case rule
  /// A lane's agent.
  case agent(LaneID)
  /// A person, by the name of their account.
  case person(String)

  /// The word for screens and JSON.
  package var text: String {
    switch self {
    case .rule: "rule"
    case .agent(let lane): "agent \(lane)"
    case .person(let name): "person \(name)"
    }
  }
}
