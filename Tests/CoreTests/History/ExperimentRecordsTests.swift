import Testing

@testable import Core

@Suite("Experiments in little memory")
struct ExperimentRecordsTests {
  private static let texts = [
    "", "\0", "a\0b", "\r", "\n", "e", "\u{e9}", "e\u{301}", "\u{301}", "👩‍👩‍👧", "\u{200d}",
    "\u{1f3fb}", "🇩", "学習率を上げる",
    "a title of some length, which no text holds by itself", String(repeating: "ü", count: 4000),
  ]

  /// An experiment with some of all there is, different for every seed.
  private func made(_ n: Int, rare: Double = 0.02, _ dice: inout SplitMix) -> Experiment {
    func maybe<T>(_ value: T) -> T? { dice.share() < 0.5 ? value : nil }
    func seldom<T>(_ value: T) -> T? { dice.share() < rare ? value : nil }
    func text() -> String { Self.texts[Int(dice.next() % UInt64(Self.texts.count))] }
    func number() -> Double {
      [-0.0, 0, .infinity, .leastNonzeroMagnitude, dice.share() * 2e9][Int(dice.next() % 5)]
    }
    func pairs() -> [Pair] {
      (0..<Int(dice.next() % 3)).map { k in
        var pair = Pair(
          index: k + 1, seed: Int(truncatingIfNeeded: dice.next()), candidateFirst: true)
        pair.slot = maybe("gpu1")
        pair.candidateRun = maybe(k)
        pair.difference = maybe(number())
        return pair
      }
    }
    let states = ExperimentState.allCases
    let causes: [Cause] = [.rule, .agent("a1"), .agent(""), .person("ann"), .person(text())]
    var experiment = Experiment(
      n: n, era: Int(dice.next() % 4), lane: "a\(dice.next() % 9)", agent: text(),
      turn: Int(dice.next() % 90), title: text(), reason: text(), proposal: "p\(n)",
      base: "c\(dice.next() % 9)",
      files: (0..<Int(dice.next() % 4)).map {
        FileChange(path: text(), added: $0, removed: Int(dice.next() % 99))
      }, state: states[Int(dice.next() % UInt64(states.count))], created: number())
    experiment.change = maybe(text())
    experiment.fingerprint = maybe(text())
    experiment.tree = maybe(text())
    experiment.candidate = maybe("r\(n)")
    experiment.opponent = maybe("c\(dice.next() % 9)")
    experiment.kept = maybe("k\(n)")
    experiment.why = text()
    experiment.cause = causes[Int(dice.next() % 5)]
    experiment.ended = maybe(number())
    experiment.runs = (0..<Int(dice.next() % 6)).map { _ in
      dice.share() < 0.1 ? Int(Int32.min) : Int(truncatingIfNeeded: dice.next() % 1 << 33)
    }
    experiment.pairs = pairs()
    experiment.noise = maybe(number())
    experiment.evidence = maybe(number())
    experiment.reported = maybe(number())
    experiment.verified = maybe(number())
    experiment.delta = maybe(number())
    experiment.seconds = number()
    experiment.changesSchedule = maybe(maybe(true) ?? false)
    experiment.dollars = maybe(number())
    experiment.tokens = maybe(Int(dice.next() % 1 << 20))
    experiment.turnSeconds = maybe(number())
    experiment.reruns = seldom(2) ?? 0
    experiment.flags = seldom(["data", text()]) ?? []
    experiment.disturbed = seldom(1) ?? 0
    experiment.isAdvancing = seldom(true) ?? false
    experiment.vetoedFrom = seldom(.review)
    experiment.resultFlags = seldom([.init(name: "jump", text: text())])
    experiment.repairs = seldom(7)
    experiment.repeats = seldom(3)
    experiment.earlier = seldom(pairs())
    experiment.proven = seldom(number())
    experiment.provenPairs = seldom(3)
    experiment.conflict = seldom(text())
    experiment.ground = seldom(5)
    return experiment
  }

  /// As bytes and bits: texts that only look equal are not, and a negative zero is another number.
  private func isSame(_ one: some Sequence<Experiment>, _ two: some Sequence<Experiment>) -> Bool {
    func exactly(_ experiments: some Sequence<Experiment>) -> [[UInt8]] {
      experiments.map { Array(String(describing: $0).utf8) }
    }
    return exactly(one) == exactly(two)
  }

  @Test(arguments: 0..<20)
  func `whatever is put in comes out, as from an array`(seed: Int) {
    var dice = SplitMix(seed: UInt64(seed))
    var records = ExperimentRecords()
    var expected: [Experiment] = []
    for _ in 0..<300 {
      let n = dice.share() < 0.05 ? 1 << 40 : 1 + Int(dice.next() % 300)
      let experiment = made(n, &dice)
      if expected.isEmpty || dice.share() < 0.5 {
        records.append(experiment)
        expected.append(experiment)
      } else {
        let place = Int(dice.next() % UInt64(expected.count))
        records[place] = experiment
        expected[place] = experiment
      }
      if dice.share() < 0.03, expected.count > 2 {
        let first = Int(dice.next() % UInt64(expected.count - 2))
        let range = first..<first + Int(dice.next() % 3)
        records.replaceSubrange(range, with: [experiment, experiment])
        expected.replaceSubrange(range, with: [experiment, experiment])
      }
    }
    #expect(records.count == expected.count)
    #expect(Array(records) == expected)
    #expect(isSame(records, expected))
    #expect(records == ExperimentRecords(expected))
    #expect(records.description == expected.description)
  }

  @Test(arguments: 0..<10)
  func `one thing of an experiment is what the experiment says`(seed: Int) {
    var dice = SplitMix(seed: UInt64(seed))
    var all = (1...60).map { made($0, &dice) }
    all[7].n = 1 << 40
    all[8].era = 1 << 33
    all[9].turn = .min
    all[10].files = [FileChange(path: "x", added: 1 << 50, removed: 0)]
    all[11].tokens = .max
    let records = ExperimentRecords(all)
    #expect(isSame(records, all))
    for (place, one) in all.enumerated() {
      #expect(records.n(at: place) == one.n)
      #expect(records.era(at: place) == one.era)
      #expect(records.turn(at: place) == one.turn)
      #expect(records.lane(at: place) == one.lane)
      #expect(records.agent(at: place) == one.agent)
      #expect(records.base(at: place) == one.base)
      #expect(records.state(at: place) == one.state)
      #expect(records.created(at: place) == one.created)
      #expect(records.ended(at: place) == one.ended)
      #expect(records.verified(at: place) == one.verified)
      #expect(records.delta(at: place) == one.delta)
      #expect(records.evidence(at: place) == one.evidence)
      #expect(records.seconds(at: place) == one.seconds)
      #expect(Array(records.runs(at: place)) == one.runs)
      #expect(records.pairs(at: place) == one.pairs)
      #expect(records.title(at: place) == one.title)
      #expect(records.reason(at: place) == one.reason)
      #expect(records.why(at: place) == one.why)
      #expect(records.files(at: place) == one.files)
      #expect(records.flags(at: place) == one.flags)
    }
    #expect(records.eras == Set(all.map(\.era)))
    for era in records.eras {
      #expect(records.firstPlace(era: era) == all.firstIndex { $0.era == era })
    }
    #expect(records.firstPlace(era: 77) == nil)
    for state in ExperimentState.allCases {
      #expect(records.count(of: state) == all.count { $0.state == state })
    }
  }

  @Test func `the tests know everything that an experiment has`() {
    var dice = SplitMix(seed: 1)
    var seen: [String: Set<String>] = [:]
    for n in 1...200 {
      for (name, value) in Mirror(reflecting: made(n, rare: 0.3, &dice)).children {
        seen[name ?? "", default: []].insert(String(describing: value))
      }
    }
    #expect(seen.filter { $0.value.count < 2 }.isEmpty)
  }

  @Test func `numbers that are none keep their bits`() throws {
    var dice = SplitMix(seed: 5)
    var experiment = made(1, &dice)
    let odd = Double(bitPattern: 0x7FF8_0000_0000_0ABC)
    (experiment.verified, experiment.seconds, experiment.created) = (odd, odd, -0.0)
    let out = try #require(ExperimentRecords([experiment]).first)
    #expect(out.verified?.bitPattern == odd.bitPattern)
    #expect(out.seconds.bitPattern == odd.bitPattern)
    #expect(out.created.sign == .minus)
  }

  @Test func `an experiment takes less than half of what it takes by itself`() {
    #expect(MemoryLayout<ExperimentRow>.stride <= 216)
    #expect(MemoryLayout<ExperimentRow>.stride * 2 <= MemoryLayout<Experiment>.stride)
  }

  @Test func `a difference in anything is a difference`() {
    var dice = SplitMix(seed: 3)
    let records = ExperimentRecords((1...40).map { made($0, rare: 0.1, &dice) })
    for place in records.indices {
      var other = records
      other[place].seconds = 3
      #expect(other != records)
      other = records
      other[place].conflict = "another"
      #expect(other != records)
      other[place] = records[place]
      #expect(other == records)
    }
  }

  @Test func `an empty text is not a missing one`() {
    var dice = SplitMix(seed: 9)
    var experiment = made(1, rare: 0, &dice)
    for text in [nil, "", "x"] {
      experiment.change = text
      experiment.fingerprint = text
      experiment.tree = text
      let out = ExperimentRecords([experiment])[0]
      #expect(out == experiment)
      #expect(out.change == text && out.fingerprint == text && out.tree == text)
    }
  }
}
