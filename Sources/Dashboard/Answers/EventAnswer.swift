package import Core

/// One line of `pawl log --json`.
package struct EventAnswer: Encodable {
  var seq: Int
  var at: String
  var cause: String
  var kind: String
  @OrNull var experiment: Int?
  @OrNull var lane: String?
  @OrNull var run: Int?
  var text: String

  package init(_ line: EventLine) {
    seq = line.seq
    at = ISOTime.text(line.at)
    cause = line.cause
    kind = line.kind
    experiment = line.experiment
    lane = line.lane
    run = line.run
    text = line.text
  }
}
