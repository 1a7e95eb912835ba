package import Core

/// The curves of one run, as far as they were read.
package struct RunCurve: Equatable, Sendable {
  package var run: RunID
  /// In the order in which they began.
  package var series: [Series]

  package init(run: RunID, series: [Series]) {
    self.run = run
    self.series = series
  }

  /// The series with this name; without a name the one that says best how training goes.
  package func series(named name: String?) -> Series? {
    if let name { return series.first { $0.name == name } }
    return series.enumerated().min { left, right in
      (left.element.rank, left.offset) < (right.element.rank, right.offset)
    }?.element
  }
}

extension Series {
  /// Training loss first, then validation loss, then whatever has points.
  var rank: Int {
    guard points.count > 1 else { return 9 }
    switch role {
    case .trainLoss: return 0
    case .validationLoss: return 1
    case .other: return 2
    }
  }

  /// What a chart of it is called.
  package var title: String {
    switch role {
    case .trainLoss: "train loss"
    case .validationLoss: "validation loss"
    case .other: name
    }
  }
}
