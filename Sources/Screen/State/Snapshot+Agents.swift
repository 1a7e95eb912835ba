internal import Core

extension Snapshot {
  /// The agents that a lane is offered for: those of pawl.yaml, then what else was found here.
  var addable: [String] {
    agents + found.map(\.name).filter { !agents.contains($0) }
  }

  /// A few words on an agent: its lanes, or where it comes from, and its version where that is known.
  func account(ofAgent name: String) -> String {
    let count = record.lanes.count { $0.agent == name && !$0.removed }
    let words =
      count == 0 && !agents.contains(name)
      ? "found here" : count == 1 ? "1 lane there" : "\(count) lanes there"
    let version = found.first { $0.name == name }?.version
    return version.map { "\(words), \(plainText($0, limit: 24))" } ?? words
  }
}
