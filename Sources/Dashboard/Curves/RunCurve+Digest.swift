import Core
import Journal
import Screen

extension RunCurve {
  init(run: RunID, head: SeriesHead, digest: CurveDigest) {
    self.init(
      run: run,
      series: Series(name: head.name, axis: head.axis, role: head.role, points: digest.points))
    count = digest.count
    guard !digest.isExact else { return }
    stride = digest.stride
    trend = Series(name: head.name, axis: head.axis, role: head.role, points: digest.means)
  }
}
