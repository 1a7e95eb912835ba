import Core
import Journal

/// One series of a run, no larger than a picture needs.
struct RunCurve: Equatable {
  var run: RunID
  /// All points, or at most about five thousand that keep every extreme.
  var series: Series
  /// The same as means of ``stride`` points each, for what is smoothed.
  var trend: Series
  /// Points of the log behind each one of ``trend``; 1 where nothing is left out.
  ///
  /// A smoothing that gives the past the weight w per point gives it w to the power of this here.
  var stride: Int
  /// Points in the log.
  var count: Int

  var isExact: Bool { stride == 1 }

  init(run: RunID, head: SeriesHead, digest: CurveDigest) {
    self.run = run
    count = digest.count
    stride = digest.isExact ? 1 : digest.stride
    series = Series(name: head.name, axis: head.axis, role: head.role, points: digest.points)
    trend =
      digest.isExact
      ? series : Series(name: head.name, axis: head.axis, role: head.role, points: digest.means)
  }
}
