package import Core

/// One series of a run, no larger than a picture needs.
package struct RunCurve: Equatable, Sendable {
  package var run: RunID
  /// All series the run has, the one that says best how training goes first.
  package var names: [String]
  /// All points, or so many of them that every extreme is there.
  package var series: Series
  /// The same as means of ``stride`` points each, for what is smoothed.
  package var trend: Series
  /// Points of the log behind each one of ``trend``; 1 where nothing is left out.
  ///
  /// A smoothing that gives the past the weight w per point gives it w to the power of this here.
  package var stride: Int
  /// Points in the log.
  package var count: Int

  package init(run: RunID, names: [String] = [], series: Series) {
    self.run = run
    self.names = names.isEmpty ? [series.name] : names
    self.series = series
    trend = series
    stride = 1
    count = series.points.count
  }

  /// Whether ``series`` is all there is.
  package var isExact: Bool { stride == 1 }

  /// The series if it has this name, or whatever it is without one.
  package func series(named name: String?) -> Series? {
    name == nil || name == series.name ? series : nil
  }
}

extension Series {
  /// What a chart of it is called.
  package var title: String {
    switch role {
    case .trainLoss: "train loss"
    case .validationLoss: "validation loss"
    case .other: name
    }
  }
}
