import Testing

@testable import Core

struct `Disturbed runs` {
  private let usual = [1000.0, 1004, 996, 1002, 998, 1001]

  @Test func `too few steps for the same code are noticed, a few less are not`() {
    #expect(Disturbance.starved(steps: 930, others: usual)?.contains("7 % fewer") == true)
    #expect(Disturbance.starved(steps: 975, others: usual) == nil)
    #expect(Disturbance.starved(steps: 1400, others: usual) == nil)
  }

  @Test func `code whose speed varies is given more room`() {
    let wide = [1000.0, 900, 1100, 950, 1050, 1000]
    #expect(Disturbance.starved(steps: 800, others: wide) == nil)
    #expect(Disturbance.starved(steps: 500, others: wide) != nil)
  }

  @Test func `another starved run among the others hides nothing`() {
    #expect(Disturbance.starved(steps: 700, others: usual + [650]) != nil)
  }

  @Test func `nothing is said without steps or with too few others`() {
    #expect(Disturbance.starved(steps: nil, others: usual) == nil)
    #expect(Disturbance.starved(steps: 10, others: [1000, 1000, 1000]) == nil)
    #expect(Disturbance.starved(steps: .nan, others: usual) == nil)
    #expect(Disturbance.starved(steps: 10, others: [0, 0, 0, 0]) == nil)
  }

  @Test func `a script may leave out its start but not claim more time than there was`() {
    #expect(Disturbance.clock(claimed: 300, counted: 326) == nil)
    #expect(Disturbance.clock(claimed: 327, counted: 326) == nil)
    #expect(Disturbance.clock(claimed: 400, counted: 326) != nil)
    #expect(Disturbance.clock(claimed: nil, counted: 326) == nil)
  }

  @Test func `a clock that was set is noticed, either way`() {
    #expect(Disturbance.clockSet(calendar: 300.4, counted: 300) == nil)
    #expect(Disturbance.clockSet(calendar: 3900, counted: 300)?.contains("3600 s") == true)
    #expect(Disturbance.clockSet(calendar: -3300, counted: 300) != nil)
  }
}

struct `Results that trip a wire` {
  private func names(_ result: ResultTripwires.Result) -> [String] {
    ResultTripwires.flags(of: result).map(\.name)
  }

  @Test func `a jump beyond five s and three times the largest keep is flagged after three keeps`()
  {
    #expect(names(.init(gain: 7, noise: 1, earlier: [1, 2, 1.5])) == ["jump"])
    #expect(names(.init(gain: 5.9, noise: 1, earlier: [1, 2, 1.5])) == [])
    #expect(names(.init(gain: 4.9, noise: 1, earlier: [0.5, 0.4, 0.3])) == [])
    #expect(names(.init(gain: 50, noise: 1, earlier: [1, 2])) == [])
  }

  @Test func `steps and parameters far off the champion's are flagged`() {
    let result = ResultTripwires.Result(
      gain: 2, noise: 1, earlier: [], steps: (own: 2500, champion: 1000),
      parameters: (own: 40, champion: 100))
    #expect(names(result) == ["steps", "parameters"])
    #expect(ResultTripwires.flags(of: result).first?.text == "2.5 times the steps of the champion")
    let usual = ResultTripwires.Result(
      gain: 2, noise: 1, earlier: [], steps: (own: 1400, champion: 1000), parameters: nil)
    #expect(names(usual) == [])
  }
}
