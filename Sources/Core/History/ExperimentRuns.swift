/// The runs of an experiment, in their order: most have one or two, which need no heap.
package struct ExperimentRuns: RandomAccessCollection, Sendable {
  /// Stands for no run.
  private static let none = Int32.min

  private let others: [RunID]
  private let first: Int32
  private let second: Int32

  init(_ runs: [RunID]) {
    let small = runs.prefix(2).map { Int32(exactly: $0) ?? Self.none }.prefix { $0 != Self.none }
    first = small.first ?? Self.none
    second = small.count > 1 ? small[1] : Self.none
    others = small.count < runs.count ? Array(runs.dropFirst(small.count)) : []
  }

  private var inline: Int { first == Self.none ? 0 : second == Self.none ? 1 : 2 }

  package var startIndex: Int { 0 }
  package var endIndex: Int { inline + others.count }

  package subscript(place: Int) -> RunID {
    let inline = inline
    return place >= inline ? others[place - inline] : Int(place == 0 ? first : second)
  }
}
