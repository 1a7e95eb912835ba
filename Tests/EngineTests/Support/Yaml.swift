/// The settings of a test's project, small numbers everywhere.
struct Yaml {
  var name = "t"
  var metric = "{name: score, goal: maximize}"
  var command = "sh train.sh"
  var budget = "{steps: 10, wall: 60s}"
  var grace = "1s"
  var prepare: String?
  var editable = "[value.txt, 'parts/**']"
  var frozen = "[train.sh]"
  var data = "[]"
  var hidden = "[]"
  /// nil: the test's own script.
  var agent: String?
  /// The agent's kind, and its options in braces.
  var use = "command"
  var options: String?
  var limits: String?
  var count = 1
  var slots = "[{cores: 1}]"
  var ratchet = "{preset: lean, baseline: 2}"
  var review = "never"
  /// Most of what is tested is the same with namespaces, which cost time and hide the test's files.
  var isolation = "process"

  func text(agent script: String) -> String {
    """
    name: \(name)
    metric: \(metric)
    run:
      command: \(command)
      budget: \(budget)
      grace: \(grace)
    \(prepare.map { "  prepare: \($0)\n" } ?? "")files:
      editable: \(editable)
      frozen: \(frozen)
      data: \(data)
      hidden: \(hidden)
    agents:
      - use: \(use)
        command: \(agent ?? "sh '\(script)'")
    \(options.map { "    options: \($0)\n" } ?? "")    count: \(count)
    slots: \(slots)
    ratchet: \(ratchet)
    review: \(review)
    isolation: \(isolation)
    \(limits.map { "limits: \($0)\n" } ?? "")
    """
  }
}
