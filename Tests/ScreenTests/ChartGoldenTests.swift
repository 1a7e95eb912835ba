import Core
import Screen
import Testing

/// Repeatable noise.
struct ChartNoise {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// 0..<1.
  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }

  /// Mean 0, deviation 1.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }
}

/// A loss curve as language models have it, so many of 950 steps of it.
func lossSeries(_ steps: Int, shift: Double = 0, seed: UInt64) -> Series {
  var noise = ChartNoise(seed: seed)
  let points = (0..<steps).map { step in
    let share = Double(step) / 950
    let level = 2.9 - 0.36 * share + 7.5 / (1 + 90 * share) + shift * min(1, share * 4)
    return Point(x: Double(step), time: Double(step) / 3, y: level + 0.03 * noise.normal())
  }
  return Series(name: "loss", axis: .step, role: .trainLoss, points: points)
}

func lossInput(_ steps: Int = 612, hasReference: Bool = true) -> CurveInput {
  CurveInput(
    subject: lossSeries(steps, shift: -0.012, seed: 7), subjectName: "#143",
    reference: hasReference ? lossSeries(950, seed: 3) : nil, title: "train loss, EMA 50",
    smoothing: 0.97, budgetFraction: Double(steps) / 950)
}

/// A campaign of so many tries.
func ratchetInput(_ count: Int, goal: Goal = .minimize) -> RatchetInput {
  var noise = ChartNoise(seed: 17)
  let sign: Double = goal == .minimize ? -1 : 1
  var level = 0.9971
  var tries: [RatchetTry] = []
  var steps = [RatchetStep(n: 0, level: level)]
  for n in stride(from: 1, through: count, by: 1) {
    let chance = noise.uniform()
    let mark: RatchetMark =
      switch (n, chance) {
      case (count, _) where count > 2: .queued
      case (count - 2, _): .confirming
      case (_, ..<0.07): .kept
      case (_, ..<0.13): .crashed
      case (_, ..<0.15): .refused
      case (_, ..<0.16): .vetoed
      case (_, ..<0.17): .revoked
      default: .discarded
      }
    let measured = level - sign * (0.0008 - 0.0007 * noise.normal())
    if mark == .kept {
      level += sign * (0.0008 + 0.001 * noise.uniform())
      steps.append(RatchetStep(n: n, level: level))
    }
    let hasRun = [.kept, .confirming, .revoked, .discarded].contains(mark)
    tries.append(RatchetTry(n: n, mark: mark, measured: hasRun ? measured : nil))
  }
  return RatchetInput(goal: goal, tries: tries, steps: steps, noise: 0.0006)
}

func capabilities(_ glyphs: Glyphs) -> Capabilities {
  Capabilities(glyphs: glyphs, unicode: glyphs != .ascii)
}

func curveGrid(_ input: CurveInput, _ width: Int, _ height: Int, _ glyphs: Glyphs = .braille)
  -> Grid
{
  var grid = Grid(size: Size(width: width, height: height))
  CurveChart().draw(
    input, into: &grid, at: Rect(grid.size), capabilities: capabilities(glyphs))
  return grid
}

func ratchetGrid(_ input: RatchetInput, _ width: Int, _ height: Int, _ glyphs: Glyphs = .braille)
  -> Grid
{
  var grid = Grid(size: Size(width: width, height: height))
  RatchetChart().draw(
    input, into: &grid, at: Rect(grid.size), capabilities: capabilities(glyphs))
  return grid
}

@Suite("Chart pictures")
struct ChartGoldenTests {
  @Test("a curve over the champion's", arguments: Glyphs.allCases)
  func curve(glyphs: Glyphs) throws {
    try expectGolden(curveGrid(lossInput(), 72, 9, glyphs), "chart-curve-\(glyphs.rawValue)")
  }

  @Test("narrow, wide, early and alone")
  func sizes() throws {
    try expectGolden(curveGrid(lossInput(), 80, 8), "chart-curve-80x8")
    try expectGolden(curveGrid(lossInput(8), 72, 9), "chart-curve-early")
    var alone = lossInput(300, hasReference: false)
    alone.unit = .time
    try expectGolden(curveGrid(alone, 72, 12), "chart-curve-time")
    var large = lossInput()
    large.showsRaw = true
    large.crosshair = 300
    large.others = [
      CurveLine(series: lossSeries(800, shift: 0.3, seed: 23), name: "#140", role: .chart2)
    ]
    try expectGolden(curveGrid(large, 110, 26), "chart-curve-large")
  }

  @Test("a curve with gaps, an outlier and a bad end")
  func diverged() throws {
    var input = lossInput()
    input.subject?.points[0].y = 8000
    for index in 100..<120 { input.subject?.points[index].y = .nan }
    for index in 580..<612 { input.subject?.points[index].y = .infinity }
    try expectGolden(curveGrid(input, 72, 12), "chart-curve-diverged")
  }

  @Test("third decimals can be read")
  func fine() throws {
    var noise = ChartNoise(seed: 9)
    let points = (0..<300).map { step in
      Point(
        x: Double(step), time: nil,
        y: 1.0012 + 0.0009 * Double(300 - step) / 300 + 0.00002 * noise.normal())
    }
    let series = Series(name: "val_bpb", axis: .step, role: .validationLoss, points: points)
    let input = CurveInput(subject: series, subjectName: "#7", title: "val_bpb")
    let picture = curveGrid(input, 72, 10)
    #expect(text(of: picture).contains("1.0015┤"))
    try expectGolden(picture, "chart-curve-fine")
  }

  @Test("a logarithmic axis")
  func logarithmic() throws {
    var input = lossInput()
    input.logarithmic = true
    try expectGolden(curveGrid(input, 72, 14), "chart-curve-log")
  }

  @Test("nothing to draw is a sentence")
  func empty() throws {
    let nothing = CurveInput(subject: nil, subjectName: "#1")
    #expect(text(of: curveGrid(nothing, 30, 3)).contains("no points yet"))
    let campaign = RatchetInput(goal: .minimize, tries: [], steps: [])
    #expect(text(of: ratchetGrid(campaign, 30, 3)).contains("no baseline yet"))
  }

  @Test("a campaign", arguments: Glyphs.allCases)
  func ratchet(glyphs: Glyphs) throws {
    try expectGolden(
      ratchetGrid(ratchetInput(146), 120, 7, glyphs), "chart-ratchet-\(glyphs.rawValue)")
  }

  @Test("a campaign at every age", arguments: [0, 1, 4, 10, 40, 700])
  func ages(count: Int) throws {
    try expectGolden(ratchetGrid(ratchetInput(count), 80, 5), "chart-ratchet-\(count)")
  }

  @Test("a campaign upwards, with a cursor and two eras")
  func eras() throws {
    var input = ratchetInput(60, goal: .maximize)
    input.breaks = [30]
    input.steps = input.steps.filter { $0.n < 30 } + [RatchetStep(n: 30, level: 0.9)]
    input.selection = 12
    input.claimed = []
    try expectGolden(ratchetGrid(input, 80, 8), "chart-ratchet-eras")
  }
}
