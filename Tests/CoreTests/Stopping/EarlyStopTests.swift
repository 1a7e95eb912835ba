import RealModule
import Testing

@testable import Core

/// A loss that falls from 4 to `end`, with noise; `bump` is added in the middle and gone at the end.
private func course(
  end: Double, bump: Double = 0, until share: Double = 1, seed: UInt64 = 1, noise: Double = 0.02
) -> LossCourse {
  var course = LossCourse(base: .step, span: 1000)
  var dice = SplitMix(seed: seed)
  for step in 0..<Int(1000 * share) {
    let x = Double(step) / 1000
    let fallen = end + (4 - end) * Double.exp(-5 * x)
    let hill = bump * 4 * x * (1 - x)
    let y = fallen + hill + noise * (dice.share() - 0.5) * 3.4
    course.add(Point(x: Double(step), time: nil, y: y))
  }
  return course
}

private func stop(
  _ recovered: [Double] = [0.05, 0.2, 0.1], mode: EarlyStop.Mode = .hopeless,
  schedule: Bool = false
) -> EarlyStop {
  EarlyStop(
    mode: mode, champions: (1...4).map { course(end: 1, seed: $0) }, recovered: recovered,
    changesSchedule: schedule)
}

struct `Ending runs early` {
  @Test func `a curve far above the champion is hopeless once enough of the budget is spent`() {
    let early = course(end: 2, until: 0.35)
    let late = course(end: 2, until: 0.5)
    #expect(stop().finding(in: early, series: "loss") == nil)
    let finding = stop().finding(in: late, series: "loss")
    #expect(finding?.kind == .hopeless)
    #expect((finding?.gap ?? 0) > (finding?.bound ?? .infinity))
    #expect(finding?.witnesses == 3)
  }

  @Test(arguments: 1...40)
  func `what trails no more than something kept did goes on, whatever its noise`(seed: UInt64) {
    // The hill is 0.2 high at its top, as high as the widest gap that was recovered from.
    for share in [0.41, 0.5, 0.6, 0.7, 0.8, 0.9, 1] {
      let run = course(end: 0.97, bump: 0.2, until: share, seed: seed, noise: 0.1)
      #expect(stop().finding(in: run, series: "loss") == nil)
    }
  }

  @Test(arguments: 10...49)
  func `a run of the champion's own code is never ended`(seed: UInt64) {
    for share in [0.41, 0.5, 0.75, 1] {
      let run = course(end: 1, until: share, seed: seed)
      #expect(stop([-0.1, -0.2, -0.3]).finding(in: run, series: "loss") == nil)
    }
  }

  @Test func `nothing is called hopeless before three kept experiments taught the bound`() {
    let run = course(end: 3, until: 0.9)
    #expect(stop([0.1, 0.2]).bound == nil)
    #expect(stop([0.1, 0.2]).finding(in: run, series: "loss") == nil)
  }

  @Test func `a changed schedule is not judged by its curve`() {
    let run = course(end: 3, until: 0.9)
    #expect(stop(schedule: true).finding(in: run, series: "loss") == nil)
  }

  @Test func `three values in a row that are no numbers end a run, a single one does not`() {
    var run = course(end: 1, until: 0.2)
    for _ in 0..<2 { run.add(Point(x: 201, time: nil, y: .nan)) }
    #expect(stop().finding(in: run, series: "loss") == nil)
    run.add(Point(x: 202, time: nil, y: 3))
    for _ in 0..<2 { run.add(Point(x: 203, time: nil, y: .infinity)) }
    #expect(stop().finding(in: run, series: "loss") == nil)
    run.add(Point(x: 204, time: nil, y: .nan))
    #expect(stop(schedule: true).finding(in: run, series: "loss")?.kind == .nonfinite)
    #expect(stop(mode: .never).finding(in: run, series: "loss") == nil)
  }

  @Test func `a curve that rises above its start by more than the champion falls has diverged`() {
    var run = LossCourse(base: .step, span: 1000)
    for step in 0..<300 {
      run.add(Point(x: Double(step), time: nil, y: 4 + Double(step) * 0.02))
    }
    #expect(stop(mode: .diverged).finding(in: run, series: "loss")?.kind == .diverged)
    let slow = course(end: 3.9, until: 0.3)
    #expect(stop(mode: .diverged).finding(in: slow, series: "loss") == nil)
  }

  @Test func `a single spike does not make a run hopeless`() {
    var run = course(end: 1, until: 0.5)
    for step in 500..<516 { run.add(Point(x: Double(step), time: nil, y: 30)) }
    run.add(Point(x: 516, time: nil, y: 1.2))
    #expect(stop().finding(in: run, series: "loss") == nil)
  }

  @Test func `without a champion's curve, or with one over another budget, nothing is compared`() {
    let run = course(end: 3, until: 0.9)
    let none = EarlyStop(
      mode: .hopeless, champions: [], recovered: [0, 0, 0], changesSchedule: false)
    #expect(none.finding(in: run, series: "loss") == nil)
    var other = LossCourse(base: .time, span: 60)
    other.add(Point(x: 0, time: 30, y: 1))
    #expect(run.gap(over: other, at: 20) == nil)
  }

  @Test func `the sentence names the series, the share and the numbers`() {
    let finding = EarlyStop.Finding(
      kind: .hopeless, series: "train loss", share: 0.414, gap: 0.3123, bound: 0.125, witnesses: 4)
    #expect(
      finding.text
        == "hopeless after 41 % of the budget: train loss 0.31 above the champion, nothing kept came back from more than 0.12"
        || finding.text
          == "hopeless after 41 % of the budget: train loss 0.31 above the champion, nothing kept came back from more than 0.13"
    )
  }
}

struct `The course of a loss` {
  @Test func `courses of several runs add up to one of all their values`() {
    var whole = LossCourse(base: .step, span: 100)
    var parts = [LossCourse(base: .step, span: 100), LossCourse(base: .step, span: 100)]
    var dice = SplitMix(seed: 7)
    for step in 0..<400 {
      let point = Point(x: Double(step) / 4, time: nil, y: dice.share())
      whole.add(point)
      parts[step % 2].add(point)
    }
    var sum = parts[0]
    sum.merge(parts[1])
    for part in 0..<LossCourse.parts {
      let a = sum.values[part]
      let b = whole.values[part]
      #expect(a.count == b.count)
      #expect((a.mean - b.mean).magnitude < 1e-12)
      #expect((a.variance - b.variance).magnitude < 1e-12)
    }
  }

  @Test func `values without a place or beyond the budget spoil nothing`() {
    var course = LossCourse(base: .time, span: 10)
    course.add(Point(x: 1, time: nil, y: 2))
    course.add(Point(x: 1, time: -5, y: 2))
    #expect(course.share == 0)
    course.add(Point(x: 1, time: 1e300, y: 2))
    #expect(course.share == 1)
    #expect(LossCourse(base: .step, span: .nan).span == 1)
  }
}

struct `Changed schedules` {
  @Test(arguments: [
    ("-WARMUP = 0.1\n+WARMUP = 0.2\n", true), ("-lr = 1\n+lr = lrDecay(1)\n", true),
    ("-HIDDEN = 48\n+HIDDEN = 64\n", false), (" warmup = 3\n-a = 1\n+a = 2\n", false),
  ])
  func `are found by the words of the changed lines`(body: String, isChanged: Bool) {
    let lines = body.split(separator: "\n").count
    let patch = Patch(
      parsing: "--- a/train.py\n+++ b/train.py\n@@ -1,\(lines) +1,\(lines) @@\n" + body)
    #expect(Schedule.isChanged(by: patch) == isChanged)
  }
}
