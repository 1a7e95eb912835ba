import Core
import Testing

@testable import Screen

@Suite("Traces of series")
struct ChartTraceTests {
  private let recipe = CurveRecipe(smoothing: 0.9)

  private func series(_ values: [Double]) -> Series {
    Series(
      name: "y", axis: .step, role: .other,
      points: values.enumerated().map { Point(x: Double($0), time: nil, y: $1) })
  }

  private func noisy(_ count: Int) -> Series {
    var noise = ChartNoise(seed: 11)
    return series((0..<count).map { $0 % 977 == 3 ? .nan : 2 + noise.normal() })
  }

  @Test("a trace that grew equals one made at once", arguments: [1, 7, 4096, 4097, 20_000])
  func growing(count: Int) {
    let whole = noisy(count)
    var grown = CurveTrace(recipe)
    var part = whole
    part.points = []
    var noise = ChartNoise(seed: 5)
    while part.points.count < count {
      let next = min(count, part.points.count + 1 + Int(noise.uniform() * 700))
      part.points = Array(whole.points[..<next])
      grown.extend(part)
    }
    #expect(grown == CurveTrace(whole, recipe))
    #expect(grown.taken == count)
  }

  @Test("a long trace is bounded and keeps every extreme")
  func bounded() {
    var long = noisy(300_000)
    long.points[123_456].y = 9000
    let trace = CurveTrace(long, CurveRecipe())
    #expect(trace.buckets.count <= CurveTrace.limit)
    #expect(trace.buckets.map(\.rawHigh).max() == 9000)
    #expect(trace.buckets.reduce(0) { $0 + $1.count + $1.broken } == 300_000)
    let finite = long.points.map(\.y).filter(\.isFinite)
    #expect(trace.buckets.map(\.low.y).min() == finite.min())
  }

  @Test("a small window of a long series shows its points, smoothed as in the whole")
  func refined() {
    let long = noisy(200_000)
    let traced = TracedSeries(long, recipe)
    let slice = traced.slice(100_000...100_060, columns: 200)
    var average = Smoothing(weight: 0.9)
    let smooth = long.points.map { average.add($0.y) }
    let inside = zip(slice.outline.x, slice.outline.y).filter {
      $0.0 >= 100_000 && $0.0 <= 100_060 && $0.1.isFinite
    }
    #expect(inside.count >= 60)
    for (x, y) in inside { #expect(y == smooth[Int(x)]) }
  }

  @Test("a prepared trace is used only where it fits")
  func prepared() {
    var input = lossInput(400)
    let plain = curveGrid(input, 80, 20)
    input.subjectTrace = CurveTrace(lossSeries(250, shift: -0.012, seed: 7), input.recipe)
    #expect(curveGrid(input, 80, 20) == plain)
    input.subjectTrace = CurveTrace(input.subject, CurveRecipe(unit: .time))
    #expect(curveGrid(input, 80, 20) == plain)
    input.subjectTrace = CurveTrace(
      input.subject, CurveRecipe(smoothing: input.smoothing, logarithmic: true))
    #expect(curveGrid(input, 80, 20) == plain)
    // How much it is smoothed is for whoever made it to say.
    input.subjectTrace = CurveTrace(input.subject, CurveRecipe())
    #expect(curveGrid(input, 80, 20) != plain)
  }

  @Test("clipped values are counted one by one, however the series is grouped")
  func clipped() {
    var values = (0..<20_000).map { 1 + Double($0 % 10) / 100 }
    for index in [5, 900, 901, 15_000] { values[index] = 8000 }
    for count in [1000, 20_000] {
      let traced = TracedSeries(series(Array(values[..<count])), CurveRecipe())
      let expected = values[..<count].count { $0 > 10 }
      #expect(traced.clipped(by: 0...10, within: 0...20_000) == expected)
    }
  }

  @Test("what is no number or not positive is counted")
  func odd() {
    let odd = series([1, .nan, 2, -1, 0, 3, .infinity])
    let trace = CurveTrace(odd, CurveRecipe(logarithmic: true))
    #expect(trace.broken == 2)
    #expect(trace.hidden == 2)
    #expect(trace.divergedAt == 6)
  }

  @Test("tokens stand between the counts that are known, and later ones wait")
  func tokens() {
    var counts = series([0, 1000, 2000])
    counts.points = [0, 10, 20].map { Point(x: $0, time: nil, y: $0 * 100) }
    let loss = series((0..<30).map { 3 - Double($0) / 30 })
    var trace = CurveTrace(CurveRecipe(unit: .tokens))
    trace.extend(loss, tokens: counts)
    #expect(trace.taken == 21)
    #expect(trace.extent == 0...2000)
    counts.points.append(Point(x: 40, time: nil, y: 4000))
    trace.extend(loss, tokens: counts)
    #expect(trace.taken == 30)
    #expect(trace.extent == 0...2900)
    #expect(CurveTrace(loss, CurveRecipe(unit: .tokens)).isEmpty)
  }
}
