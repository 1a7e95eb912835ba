import Core

/// How much sooner many lanes get to a true gain than one does, the engine's own times left out.
///
///     swift run -c release Racing [--seeds N] [--lanes 8] [--gain 16] [--good 0.2]
enum Races {
  static func run(_ arguments: [String]) -> Int32 {
    var seeds = 200
    var lanes = 8
    var gain = 16.0
    var good = 0.2
    var edition = RatchetRule.newest
    var flight = 2
    var times = Race.Times()
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let text = rest.popFirst(), let value = Double(text) else { return usage() }
      switch name {
      case "--seeds": seeds = Int(value)
      case "--lanes": lanes = Int(value)
      case "--gain": gain = value
      case "--good": good = value
      case "--run": times.run = value
      case "--edition": edition = Int(value)
      case "--flight": flight = Int(value)
      default: return usage()
      }
    }
    var rule = RatchetRule.standard
    rule.edition = edition
    rule.pairsInFlight = flight
    var sums = (many: 0.0, one: 0.0, ratios: 0.0, runs: 0, runsOne: 0, count: 0, wrong: 0, short: 0)
    for seed in 1...seeds {
      var many = Race(seed: seed, good: good, times: times, limit: 2000)
      var one = Race(seed: seed, good: good, times: times, limit: 2000)
      guard let fast = many.play(lanes: lanes, gain: gain, rule: rule),
        let slow = one.play(lanes: 1, gain: gain, rule: rule)
      else {
        sums.short += 1
        continue
      }
      sums.count += 1
      sums.many += fast
      sums.one += slow
      sums.ratios += slow / fast
      sums.runs += many.runs
      sums.runsOne += one.runs
      sums.wrong += many.falseKeeps + one.falseKeeps
    }
    let n = Double(max(1, sums.count))
    print(
      "good \(good): one lane \(sums.one / n) s, \(lanes) lanes \(sums.many / n) s: "
        + "\(sums.one / sums.many) times as fast (mean of ratios \(sums.ratios / n)); "
        + "runs \(Double(sums.runsOne) / n) and \(Double(sums.runs) / n); \(sums.wrong) false keeps; "
        + "\(sums.short) not reached")
    return 0
  }

  private static func usage() -> Int32 {
    print("Racing [--seeds N] [--lanes 8] [--gain 16] [--good 0.2] [--run 3]")
    return 2
  }
}
