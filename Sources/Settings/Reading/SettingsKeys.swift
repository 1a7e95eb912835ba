/// The valid keys of pawl.yaml, section by section.
enum SettingsKeys {
  static let top = [
    "name", "metric", "run", "files", "instructions", "agents", "slots", "review", "ratchet",
    "isolation", "limits", "notify", "results", "log",
  ]
  static let metric = ["name", "goal", "evaluate", "predict"]
  static let run = ["command", "budget", "grace", "prepare"]
  static let budget = ["wall", "cpu", "steps"]
  static let files = ["editable", "frozen", "data", "hidden"]
  static let agent = ["use", "count", "name", "command", "options", "environment"]
  static let slot = ["gpus", "cores"]
  static let limits = ["experiments", "hours", "dollars", "processes", "memory", "disk"]
  static let ratchet = [
    "preset", "baseline", "screen", "second", "step", "odds", "floor", "pairs", "in_flight",
  ]

  /// Where a key that stands in the wrong section belongs; empty for the top level.
  static func home(of key: String) -> String? {
    if top.contains(key) { return "" }
    let sections = [
      ("metric", metric), ("run", run), ("files", files), ("limits", limits),
      ("ratchet", ratchet), ("run.budget", budget),
    ]
    return sections.first { $0.1.contains(key) }?.0
  }
}
