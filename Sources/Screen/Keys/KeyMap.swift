/// Which key does what: the table's keys, or what a person put in their place.
package struct KeyMap: Equatable, Sendable {
  private let keys: [ActionName: [Key]]
  private let actions: [Place: [Key: ActionName]]

  /// The keys of the table.
  package static let standard = replacing([:]).map

  /// - Parameter own: keys that replace an action's own ones; none disables it.
  /// - Returns: the map, and a sentence for every key that would have two meanings; the action that
  ///   comes first in the table keeps it.
  package static func replacing(_ own: [ActionName: [Key]]) -> (map: KeyMap, conflicts: [String]) {
    var keys: [ActionName: [Key]] = [:]
    var actions: [Place: [Key: ActionName]] = [:]
    var conflicts: [String] = []
    for action in ActionTable.all {
      keys[action.name] = (own[action.name] ?? action.keys).map(\.plain)
    }
    // What a person asked for comes first: their key is taken from whoever had it.
    let ordered =
      ActionTable.all.filter { own[$0.name] != nil }
      + ActionTable.all.filter { own[$0.name] == nil }
    for action in ordered {
      for key in keys[action.name] ?? [] {
        var other: ActionName?
        for place in action.places {
          if let taken = actions[place]?[key] {
            other = taken
          } else {
            actions[place, default: [:]][key] = action.name
          }
        }
        guard let other else { continue }
        conflicts.append(
          "\(key.text) is for \(other.rawValue) already; \(action.name.rawValue) does not get it")
        if own[action.name] == nil { keys[action.name]?.removeAll { $0 == key } }
      }
    }
    return (Self(keys: keys, actions: actions), conflicts)
  }

  private init(keys: [ActionName: [Key]], actions: [Place: [Key: ActionName]]) {
    self.keys = keys
    self.actions = actions
  }

  /// The keys of an action, the one hints show first.
  package func keys(of name: ActionName) -> [Key] { keys[name] ?? [] }

  /// What a key does in a place; nil for nothing.
  package func action(for key: Key, in place: Place) -> Action? {
    actions[place]?[key.plain].flatMap { ActionTable.named($0) }
  }
}
