/// How far kept runs once lay behind the champion of their time, worked out once: the curves of both
/// are at their end, and need not be held.
package struct Recoveries: Equatable, Sendable {
  /// The series that was asked for; nil for the main one.
  var series: String?
  /// Whether what is on the screen now are whole curves, and not a part of them.
  var isOfWholes = true
  /// By the number of the experiment; nil where its curves do not tell.
  var gaps: [Int: Double?] = [:]

  init(series: String? = nil) {
    self.series = series
  }
}
