import Testing

@testable import Core

@Suite("Runs in little memory")
struct RunRecordsTests {
  /// A run with some of all there is, different for every seed.
  private func made(_ id: RunID, _ dice: inout SplitMix) -> Run {
    func maybe<T>(_ value: T) -> T? { dice.share() < 0.5 ? value : nil }
    let roles: [RunRole] = [
      .baseline(3), .champion, .first, .second, .rerun, .pairCandidate(7), .pairChampion(14),
      .audit(2),
    ]
    let outcomes: [RunOutcome] = [
      .measured(-0.0), .measured(.infinity), .measured(0.98), .crashed("out of memory"),
      .refused("too long"), .void("a neighbour"), .ended("vetoed"),
    ]
    var run = Run(
      id: id, era: Int(dice.next() % 4), experiment: maybe(Int(dice.next() % 900)),
      role: roles[Int(dice.next() % 8)], commit: "c\(dice.next() % 30)",
      seed: Int(truncatingIfNeeded: dice.next()))
    run.state = [.queued, .training, .evaluating, .ended][Int(dice.next() % 4)]
    run.slot = maybe("gpu\(dice.next() % 8)")
    run.leased = maybe(dice.share() * 2e9)
    run.started = maybe(dice.share() * 2e9)
    run.ended = maybe(dice.share() * 2e9)
    run.outcome = maybe(outcomes[Int(dice.next() % 7)])
    run.reported = maybe(dice.share())
    run.verified = maybe(0)
    if dice.share() < 0.7 {
      var usage = RunUsage(
        wall: dice.share(), cpu: 0, evaluation: 3, memory: .max, status: maybe(-1),
        signal: dice.share() < 0.2 ? 9 : nil)
      usage.steps = maybe(1e9)
      usage.parameters = maybe(1.25e8)
      run.usage = usage
    }
    if dice.share() < 0.1 { run.voids = 2 }
    run.prepared = dice.share() < 0.5
    if dice.share() < 0.1 { run.ending = "stopped" }
    if dice.share() < 0.1 { run.audit = 4 }
    if dice.share() < 0.1 {
      run.stop = EarlyStop.Finding(kind: .hopeless, series: "loss", share: 0.4)
    }
    run.isolation = maybe("namespaces")
    run.frozen = maybe(String(repeating: "ab", count: 32))
    return run
  }

  @Test(arguments: 0..<20)
  func `whatever is put in comes out, as from a dictionary`(seed: Int) {
    var dice = SplitMix(seed: UInt64(seed))
    var records = RunRecords()
    var expected: [RunID: Run] = [:]
    for _ in 0..<500 {
      // Not in order, with gaps, some replaced, some taken out.
      let id = 1 + Int(dice.next() % 200)
      let run = dice.share() < 0.1 ? nil : made(id, &dice)
      records[id] = run
      expected[id] = run
    }
    let sorted = expected.values.sorted { $0.id < $1.id }
    #expect(records.count == expected.count)
    #expect(records.keys == sorted.map(\.id))
    #expect(Array(records.values) == sorted)
    for id in 0...201 {
      #expect(records[id] == expected[id])
      #expect(records.value(of: id) == expected[id]?.value)
      #expect(records.role(of: id) == expected[id]?.role)
    }
    for commit in Set(sorted.map(\.commit)) {
      #expect(records.ids(of: commit) == sorted.filter { $0.commit == commit }.map(\.id))
    }
    #expect(records.runs { $0 == .first } == sorted.filter { $0.role == .first })
    #expect(records == RunRecords(sorted.shuffled(using: &dice)))
  }

  @Test func `numbers too large for a row are kept all the same`() {
    var run = Run(
      id: 1 << 40, era: 1 << 36, experiment: 1 << 33, role: .pairChampion(1 << 32), commit: "c",
      seed: .min)
    run.usage = RunUsage(status: 1 << 32)
    let records: RunRecords = [run.id: run]
    #expect(records[run.id] == run)
    #expect(Array(records.values) == [run])
  }

  @Test func `a run takes less than half of what it takes by itself`() {
    #expect(MemoryLayout<RunRow>.stride * 2 <= MemoryLayout<Run>.stride)
  }

  @Test func `a difference in anything is a difference`() {
    var dice = SplitMix(seed: 3)
    let runs = (1...40).map { made($0, &dice) }
    let records = RunRecords(runs)
    for run in runs {
      var other = records
      other[run.id]?.voids += 1
      #expect(other != records)
    }
    #expect(records.ids(of: "nobody's").isEmpty)
  }
}
