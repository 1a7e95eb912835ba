import Core
import Yams

extension Field {
  private static let presets = ["lean", "standard", "thorough", "naive"]

  /// A preset's name, or a mapping of numbers on top of one.
  func ratchet() -> RatchetRule? {
    guard case .mapping = node else { return preset() }
    guard let section = section(keys: SettingsKeys.ratchet) else { return nil }
    guard let base = section.field("preset").map({ $0.preset() }) ?? .standard else { return nil }
    var rule = base
    section.apply(to: &rule)
    guard rule != base else { return base }
    if base.naive {
      section.field("preset")?.fail(
        "'naive' takes no numbers", hint: "it believes single runs, for comparison only")
      return nil
    }
    rule.name = "custom"
    return rule
  }

  private func preset() -> RatchetRule? {
    if let rule = scalar.flatMap(RatchetRule.preset(named:)) { return rule }
    failChoice(Field.presets)
    return nil
  }
}

extension Section {
  fileprivate func apply(to rule: inout RatchetRule) {
    set(&rule.baselineRuns, "baseline") { $0.integer(in: 2...1000) }
    set(&rule.screen, "screen") { $0.number("at least 0") { $0 >= 0 } }
    if let second = field("second") {
      rule.secondLook = second.isNone ? nil : second.number("at least 0") { $0 >= 0 }
    }
    set(&rule.step, "step") { $0.number("more than 0") { $0 > 0 } }
    set(&rule.odds, "odds") { $0.number("more than 1") { $0 > 1 } }
    set(&rule.floor, "floor") { $0.number("between 0 and 1") { $0 > 0 && $0 < 1 } }
    set(&rule.maximumPairs, "pairs") { $0.integer(in: 1...1000) }
    set(&rule.pairsInFlight, "in_flight") { $0.integer(in: 1...64) }
  }

  private func set<Value>(_ value: inout Value, _ key: String, _ read: (Field) -> Value?) {
    if let field = field(key), let read = read(field) { value = read }
  }
}
