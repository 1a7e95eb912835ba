/// The experiments of a campaign in little memory, in their order: a long campaign has thousands of them,
/// almost all decided, and a dashboard stays open for days.
///
/// An experiment takes half of what it takes by itself, most of it its words, and names that many have are
/// there once. What few experiments have is kept beside, so that nothing is lost. An element is put together anew whenever
/// it is asked for; what looks at all of them asks for what it needs, as by ``state(at:)``.
package struct ExperimentRecords: Sendable {
  private var rows: [ExperimentRow] = []
  private var names = SharedNames()
  /// Experiments of which a row cannot hold all, by their places.
  private var others: [Int: Experiment] = [:]

  package init() {}

  package mutating func append(_ experiment: Experiment) {
    let row = ExperimentRow(experiment, &names)
    if !row.isWhole { others[rows.count] = experiment }
    rows.append(row)
  }

  package mutating func reserveCapacity(_ count: Int) { rows.reserveCapacity(count) }
}

extension ExperimentRecords: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { rows.count }

  package subscript(place: Int) -> Experiment {
    get {
      if !rows[place].isWhole, let other = others[place] { return other }
      return rows[place].experiment(names)
    }
    set {
      let row = ExperimentRow(newValue, &names)
      rows[place] = row
      if !row.isWhole {
        others[place] = newValue
      } else if !others.isEmpty {
        others[place] = nil
      }
    }
  }

  package mutating func replaceSubrange(
    _ range: Range<Int>, with experiments: some Collection<Experiment>
  ) {
    // What is behind comes to other places.
    let rest = self[range.upperBound...].map { $0 }
    rows.removeSubrange(range.lowerBound...)
    others = others.filter { $0.key < range.lowerBound }
    for experiment in experiments { append(experiment) }
    for experiment in rest { append(experiment) }
  }
}

extension ExperimentRecords: Equatable {
  /// Names may be in another order.
  package static func == (one: ExperimentRecords, two: ExperimentRecords) -> Bool {
    one.elementsEqual(two)
  }
}

extension ExperimentRecords: ExpressibleByArrayLiteral {
  package init(arrayLiteral experiments: Experiment...) { self.init(experiments) }
}

extension ExperimentRecords: CustomStringConvertible {
  package var description: String { Array(self).description }
}

/// One thing of an experiment, without the rest.
extension ExperimentRecords {
  package func n(at place: Int) -> Int {
    rows[place].isWhole ? Int(rows[place].n) : self[place].n
  }

  package func era(at place: Int) -> Int {
    rows[place].isWhole ? Int(rows[place].era) : self[place].era
  }

  package func turn(at place: Int) -> Int {
    rows[place].isWhole ? Int(rows[place].turn) : self[place].turn
  }

  package func lane(at place: Int) -> LaneID { names[rows[place].lane] }
  package func agent(at place: Int) -> String { names[rows[place].agent] }
  package func base(at place: Int) -> CommitID { names[rows[place].base] }
  package func state(at place: Int) -> ExperimentState { rows[place].state }
  package func created(at place: Int) -> Timestamp { rows[place].created }
  package func ended(at place: Int) -> Timestamp? { rows[place].ended }
  package func verified(at place: Int) -> Double? { rows[place].verified }
  package func delta(at place: Int) -> Double? { rows[place].delta }
  package func evidence(at place: Int) -> Double? { rows[place].evidence }
  package func seconds(at place: Int) -> Double { rows[place].seconds }
  package func runs(at place: Int) -> ExperimentRuns { rows[place].runs }
  package func pairs(at place: Int) -> [Pair] { rows[place].pairs }

  package func title(at place: Int) -> String {
    rows[place].isWhole ? rows[place].title : self[place].title
  }

  package func reason(at place: Int) -> String {
    rows[place].isWhole ? rows[place].reason : self[place].reason
  }

  package func why(at place: Int) -> String {
    rows[place].isWhole ? rows[place].why : self[place].why
  }

  package func files(at place: Int) -> [FileChange] {
    rows[place].isWhole ? rows[place].files(names) : self[place].files
  }

  package func flags(at place: Int) -> [String] { others[place]?.flags ?? [] }

  /// The place of the first experiment of an era.
  package func firstPlace(era: Int) -> Int? { indices.first { self.era(at: $0) == era } }

  /// The eras that experiments belong to.
  package var eras: Set<Int> {
    var eras: Set<Int> = []
    var last: Int?
    for place in indices {
      let era = era(at: place)
      // Mostly that of the one before.
      if era != last { eras.insert(era) }
      last = era
    }
    return eras
  }

  /// How many experiments are in a state.
  package func count(of state: ExperimentState) -> Int {
    indices.count { self.state(at: $0) == state }
  }
}
