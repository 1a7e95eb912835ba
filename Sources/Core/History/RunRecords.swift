/// Runs by their numbers.
package protocol RunSource {
  associatedtype Runs: Collection<Run>

  subscript(id: RunID) -> Run? { get }
  var values: Runs { get }
}

extension Dictionary: RunSource where Key == RunID, Value == Run {}

/// The runs of a campaign in little memory: a long campaign has tens of thousands of them, almost all of
/// them over, and a dashboard stays open for days.
///
/// A run takes a third of what it takes in a dictionary, and names that many have are there once. What
/// few runs have is kept beside, so that nothing is lost. Looking one up costs as much as a look into a
/// dictionary; to look at one thing of all of them, ``value(of:)``, ``role(of:)`` and ``ids(of:)`` are
/// much faster than the runs themselves.
package struct RunRecords: Sendable, RunSource {
  /// Ascending by id.
  private var rows: [RunRow] = []
  private var names = SharedNames()
  /// Runs of which a row cannot hold all.
  private var others: [RunID: Run] = [:]

  package init() {}

  package init(_ runs: some Sequence<Run>) {
    for run in runs.sorted(by: { $0.id < $1.id }) { self[run.id] = run }
  }

  package var count: Int { rows.count }
  package var isEmpty: Bool { rows.isEmpty }
  package var keys: [RunID] { rows.map(\.id) }
  /// Ascending by id.
  package var values: Values { Values(records: self) }

  package subscript(id: RunID) -> Run? {
    get { place(of: id).map { run(at: $0) } }
    set {
      guard let newValue else {
        if let place = place(of: id) { rows.remove(at: place) }
        others[id] = nil
        return
      }
      let row = RunRow(newValue, &names)
      others[id] = row.isWhole ? nil : newValue
      if let place = place(of: id) {
        rows[place] = row
      } else if rows.last.map({ $0.id < id }) ?? true {
        rows.append(row)
      } else {
        rows.insert(row, at: firstPlace(notBefore: id))
      }
    }
  }

  package mutating func reserveCapacity(_ count: Int) { rows.reserveCapacity(count) }

  /// The metric that counts; nil before it is measured, and without such a run.
  package func value(of id: RunID) -> Double? { place(of: id).flatMap { rows[$0].value } }

  package func role(of id: RunID) -> RunRole? { place(of: id).map { rows[$0].role } }

  /// The runs of a commit, ascending.
  package func ids(of commit: CommitID) -> [RunID] {
    guard let name = names.place(of: commit) else { return [] }
    return rows.lazy.filter { $0.commit == name }.map(\.id)
  }

  /// The runs with such roles, ascending.
  package func runs(_ isWanted: (RunRole) -> Bool) -> [Run] {
    rows.indices.filter { isWanted(rows[$0].role) }.map { run(at: $0) }
  }

  /// The same text, in the memory of the runs' names.
  package mutating func shared(_ name: String) -> String {
    let place = names.add(name)
    return names[place]
  }

  private func run(at place: Int) -> Run {
    let row = rows[place]
    return row.isWhole ? row.run(names) : others[row.id] ?? row.run(names)
  }

  private func place(of id: RunID) -> Int? {
    // Numbers count from 1, and few are missing.
    let guess = id - 1
    if rows.indices.contains(guess), rows[guess].id == id { return guess }
    let place = firstPlace(notBefore: id)
    return place < rows.count && rows[place].id == id ? place : nil
  }

  private func firstPlace(notBefore id: RunID) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The runs one after the other.
  package struct Values: RandomAccessCollection, Sendable {
    fileprivate let records: RunRecords

    package var startIndex: Int { 0 }
    package var endIndex: Int { records.rows.count }
    package subscript(place: Int) -> Run { records.run(at: place) }
  }
}

extension RunRecords: Equatable {
  /// Names may be in another order.
  package static func == (one: RunRecords, two: RunRecords) -> Bool {
    one.rows.count == two.rows.count && zip(one.values, two.values).allSatisfy { $0 == $1 }
  }
}

extension RunRecords: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (RunID, Run)...) {
    self.init(elements.map(\.1))
  }
}
