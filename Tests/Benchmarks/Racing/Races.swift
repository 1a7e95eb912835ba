import Core

/// How much sooner many lanes get to a true gain than one does.
///
///     swift run -c release Racing [--seeds 200] [--lanes 8] [--gain 16] [--good SHARE] [--run 12]
///
/// Plays `queue.py`'s project on a clock that only counts, decided by the product's own code: the same
/// numbers on every machine, in seconds instead of days. `--good` is the share of ideas that are better,
/// `--run` the seconds of a run, `--gain` the gain to reach in deviations of the noise, `--edition` and
/// `--flight` the rule's edition and its pairs in flight. Ends with 1 if a keep was false.
enum Races {
  private static let shares = [0.03, 0.05, 0.1, 0.15, 0.2]

  private struct Options {
    var seeds = 200
    var lanes = 8
    var gain = 16.0
    var good: Double?
    var rule = RatchetRule.standard
    var times = Race.Times()

    /// Nil where the words are not understood.
    init?(_ words: [String]) {
      var rest = words[...]
      while let name = rest.popFirst() {
        guard let value = rest.popFirst().flatMap(Double.init), value >= 0 else { return nil }
        switch name {
        case "--seeds": seeds = max(1, Int(value))
        case "--lanes": lanes = max(1, Int(value))
        case "--gain": gain = value
        case "--good": good = value
        case "--run": times.run = value
        case "--edition": rule.edition = Int(value)
        case "--flight": rule.pairsInFlight = max(1, Int(value))
        default: return nil
        }
      }
    }
  }

  private struct Sums {
    var many = 0.0
    var one = 0.0
    var runs = (many: 0, one: 0)
    var count = 0
    var falseKeeps = 0
  }

  static func run(_ arguments: [String]) -> Int32 {
    guard let options = Options(arguments) else {
      print("Racing [--seeds N] [--lanes N] [--gain G] [--good SHARE] [--run SECONDS]")
      return 2
    }
    print("| good ideas | one lane | \(options.lanes) lanes | times as fast | runs | false keeps |")
    print("| --- | --- | --- | --- | --- | --- |")
    var isClean = true
    for good in options.good.map({ [$0] }) ?? shares {
      let sums = race(options, good)
      let n = Double(max(1, sums.count))
      let missing = sums.count < options.seeds ? ", \(options.seeds - sums.count) not reached" : ""
      print(
        "| \((good * 100).fixed(0)) % | \((sums.one / n).fixed(0)) s | "
          + "\((sums.many / n).fixed(0)) s | \((sums.one / sums.many).fixed(1))\(missing) | "
          + "\((Double(sums.runs.one) / n).fixed(0)), \((Double(sums.runs.many) / n).fixed(0)) | "
          + "\(sums.falseKeeps) |")
      isClean = isClean && sums.falseKeeps == 0
    }
    return isClean ? 0 : 1
  }

  private static func race(_ options: Options, _ good: Double) -> Sums {
    var sums = Sums()
    for seed in 1...options.seeds {
      var many = Race(seed: seed, good: good, times: options.times, limit: 5000)
      var one = Race(seed: seed, good: good, times: options.times, limit: 5000)
      let fast = many.play(lanes: options.lanes, gain: options.gain, rule: options.rule)
      let slow = one.play(lanes: 1, gain: options.gain, rule: options.rule)
      sums.falseKeeps += many.falseKeeps + one.falseKeeps
      guard let fast, let slow else { continue }
      sums.count += 1
      sums.many += fast
      sums.one += slow
      sums.runs.many += many.runs
      sums.runs.one += one.runs
    }
    return sums
  }
}
