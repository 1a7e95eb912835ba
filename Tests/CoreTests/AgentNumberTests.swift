import Testing

@testable import Core

struct `Numbers for agents` {
  @Test(arguments: [
    (0.0006, 0.98123, "0.9810"), (0.01, 0.98123, "0.980"), (0.03, 1.3041, "1.30"),
    (1.2, 95.31, "95"), (40, 1234.5, "1240"), (0.5, -3.1, "-3.0"),
  ])
  func `a score has no digit below half a deviation`(noise: Double, value: Double, text: String) {
    let numbers = AgentNumbers(noise: noise)
    #expect(numbers.metric(value) == text)
    #expect(numbers.step ?? 0 >= noise / 2 * 0.999)
    #expect(numbers.step ?? .infinity <= noise * 1.251)
  }

  @Test func `all scores within a step look alike`() {
    let numbers = AgentNumbers(noise: 0.01)
    let shown = Set(stride(from: 0.9780, to: 0.9820, by: 0.0001).map(numbers.metric))
    #expect(shown == ["0.980"])
  }

  @Test func `where there is no noise four digits are shown`() {
    #expect(AgentNumbers(noise: nil).metric(0.123456789) == "0.1235")
    #expect(AgentNumbers(noise: 1e-12).metric(0.123456789) == "0.1235")
    #expect(AgentNumbers(noise: .nan).step == nil)
  }

  @Test func `gains come in halves, odds in ones, twos and fives`() {
    let numbers = AgentNumbers(noise: 0.01)
    #expect([1.4, -3.7, 0.2, -0.1].map(numbers.gain) == [1.5, -3.5, 0, 0])
    #expect(numbers.gain(-0.1).sign == .plus)
    #expect([110, 0.31, 19, 41, 7.6].map(numbers.odds) == ["100", "0.2", "20", "50", "10"])
  }

  @Test(arguments: [
    ("+6.4 s better in 2 pairs, odds 110 to 1", "+6.5 s better in 2 pairs, odds 100 to 1"),
    ("0.7 s better, 1.0 s asked", "0.5 s better, 1.0 s asked"),
    ("3.72 s worse than the champion over 2 runs", "3.5 s worse than the champion over 2 runs"),
    ("not better in 5 pairs, odds 0.31 of 20", "not better in 5 pairs, odds 0.2 of 20"),
    (
      "before it is kept: reported 0.912, verified 0.9813: differs by 6.93 s",
      "before it is kept: reported 0.910, verified 0.980: differs by 7.0 s"
    ),
    (
      "differs by 6.93 s, unchanged code by 0.2 s the other way",
      "differs by 7.0 s, unchanged code by 0.0 s the other way"
    ),
    ("disturbed 4 times: it made 930 steps", "disturbed 4 times: it made 930 steps"),
    ("", ""),
  ])
  func `sentences of the rule are made coarse`(text: String, coarse: String) {
    #expect(AgentNumbers(noise: 0.01).words(text) == coarse)
  }

  @Test func `words of people and programs stay as they are`() {
    var experiment = Experiment(
      n: 1, era: 1, lane: "a1", agent: "sweep", turn: 1, title: "", reason: "", proposal: "p",
      base: "c", files: [], state: .vetoed, created: 0)
    experiment.why = "it is only 0.7 s better"
    experiment.cause = .person("kim")
    #expect(AgentNumbers(noise: 1).why(experiment) == "it is only 0.7 s better")
    experiment.cause = .rule
    experiment.state = .crashed
    experiment.why = "killed after 12.7 s of work"
    #expect(AgentNumbers(noise: 1).why(experiment) == "killed after 12.7 s of work")
  }
}
