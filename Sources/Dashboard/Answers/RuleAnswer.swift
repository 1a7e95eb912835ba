package import Core

/// One line of `pawl rule list --json`.
package struct RuleAnswer: Encodable {
  var id: Int
  var text: String
  @OrNull var lane: String?
  @OrNull var experiment: Int?
  var by: String
  var at: String

  package init(_ rule: SteeringRule) {
    id = rule.id
    text = rule.text
    lane = rule.lane
    experiment = rule.experiment
    by = rule.by
    at = ISOTime.text(rule.at)
  }
}

extension Words {
  /// One line of `pawl rule list`.
  package static func row(_ rule: SteeringRule) -> String {
    let number = String(repeating: " ", count: max(0, 4 - "\(rule.id)".count)) + "\(rule.id)"
    let lane = rule.lane ?? "all"
    let pad = String(repeating: " ", count: max(0, 4 - lane.count))
    let origin = rule.experiment.map { "veto of #\($0), " } ?? ""
    return "\(number)  \(lane)\(pad)  \(plainText(rule.text))  (\(origin)\(rule.by))"
  }
}
