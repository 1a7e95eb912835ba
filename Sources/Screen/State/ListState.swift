internal import Core

/// What a list of experiments is ordered by.
package enum SortKey: String, CaseIterable, Sendable {
  case newest, gain, metric, lane, verdict, time

  /// Whether the most interesting end of it is the smallest value.
  var isRising: Bool { self == .lane || self == .verdict }
}

/// Which experiments a list shows, and in which order.
package struct ListState: Equatable, Sendable {
  package var query: Query
  package var sort: SortKey
  /// Whether the order is turned round.
  package var isReversed: Bool

  package init(query: Query = Query(""), sort: SortKey = .newest, isReversed: Bool = false) {
    self.query = query
    self.sort = sort
    self.isReversed = isReversed
  }

  package var isPlain: Bool { query.isEmpty && sort == .newest && !isReversed }
}

extension Snapshot {
  /// The numbers of the experiments a list shows, the first row first.
  package func numbers(in list: ListState, marks: [Int]) -> [Int] {
    guard !list.isPlain else { return digest.newest }
    if let worked, worked.list == list, worked.marks == marks { return worked.numbers }
    var found = digest.newest
    if !list.query.isEmpty {
      let marks = Set(marks)
      found = digest.newest.filter { n in
        record.place(of: n).map { list.query.matches(record.experiments, at: $0, marks: marks) }
          ?? false
      }
    }
    if list.sort != .newest { found = sorted(found, by: list.sort) }
    return list.isReversed ? found.reversed() : found
  }

  /// Works a list out once for the frames to come.
  package mutating func workOut(_ list: ListState, marks: [Int]) {
    guard !list.isPlain else {
      worked = nil
      return
    }
    if let worked, worked.list == list, worked.marks == marks { return }
    worked = nil
    worked = WorkedList(list: list, marks: marks, numbers: numbers(in: list, marks: marks))
  }

  /// Equal ones stay in their order; what has no value goes last.
  private func sorted(_ numbers: [Int], by key: SortKey) -> [Int] {
    let goal = record.summary?.goal ?? .minimize
    let all = record.experiments
    var ranks: [Int: Double] = [:]
    var words: [Int: String] = [:]
    for n in numbers {
      guard let place = record.place(of: n) else { continue }
      switch key {
      case .newest: ranks[n] = -Double(n)
      case .gain: ranks[n] = all.delta(at: place).map { -$0 }
      case .metric: ranks[n] = all.verified(at: place).map { goal == .minimize ? $0 : -$0 }
      case .time: ranks[n] = -all.seconds(at: place)
      case .lane: words[n] = all.lane(at: place)
      case .verdict: ranks[n] = Double(RatchetMark(all.state(at: place)).rank)
      }
    }
    if key == .lane {
      return numbers.enumerated().sorted { left, right in
        let (a, b) = (words[left.element] ?? "", words[right.element] ?? "")
        return a == b ? left.offset < right.offset : (a.count, a) < (b.count, b)
      }.map(\.element)
    }
    return numbers.enumerated().sorted { left, right in
      let a = ranks[left.element] ?? .infinity
      let b = ranks[right.element] ?? .infinity
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }
}
