import Testing

@testable import Engine

@Suite("Sweep: proposing")
struct SweepProposalTests {
  private static let text = """
    LEARNING_RATE = 0.1
    HIDDEN = 32
    MOMENTUM = 0.9
    """

  private func propose(
    _ text: String = text, _ history: [SweepTrial] = [], rules: [String] = [], seed: UInt64 = 1,
    turn: Int = 1
  ) -> SweepProposal? {
    Sweep.propose(
      files: [("train.py", text)], history: history, rules: rules, seed: seed, turn: turn)
  }

  private func trial(
    _ name: String, _ from: Double, _ to: Double, gain: Double? = nil, state: String = "discarded"
  ) -> SweepTrial {
    SweepTrial(file: "train.py", name: name, from: from, to: to, gain: gain, state: state)
  }

  @Test("The same seed, turn and history give the same proposal; seeds differ among themselves")
  func seeded() {
    #expect(propose(seed: 3) == propose(seed: 3))
    #expect(Set((0..<20).compactMap { propose(seed: $0)?.title }).count >= 4)
  }

  @Test("Three lanes with seeds in a row begin with three constants")
  func lanes() {
    for seed in UInt64(0)..<30 {
      let names = (seed..<(seed + 3)).compactMap { propose(seed: $0)?.name }
      #expect(Set(names).count == 3)
    }
  }

  @Test("A title reads like a sentence and the file changes in one place")
  func title() throws {
    let proposal = try #require(propose("LEARNING_RATE = 0.1  # peak\n"))
    #expect(["learning rate 0.1 -> 0.2", "learning rate 0.1 -> 0.05"].contains(proposal.title))
    #expect(
      ["LEARNING_RATE = 0.2  # peak\n", "LEARNING_RATE = 0.05  # peak\n"].contains(proposal.newText)
    )
    #expect(!proposal.reason.isEmpty && proposal.reason.hasSuffix("."))
  }

  @Test("Nothing is tried twice and the search ends")
  func exhaustion() {
    var history: [SweepTrial] = []
    while let next = propose(Self.text, history, turn: history.count), history.count < 200 {
      #expect(!history.contains { $0.name == next.name && $0.to == next.to })
      #expect(next.to != next.from)
      history.append(trial(next.name, next.from, next.to, gain: 0))
    }
    #expect((8..<60).contains(history.count))
  }

  @Test("A constant that hurts both ways is left alone")
  func givesUp() {
    var history: [SweepTrial] = []
    while let next = propose(Self.text, history), history.count < 200 {
      history.append(trial(next.name, next.from, next.to, gain: -4))
    }
    #expect(history.count == 6)
  }

  @Test("A crash closes its direction as a clear loss does")
  func crash() throws {
    let history = [trial("HIDDEN", 32, 64, state: "crashed")]
    let next = try #require(propose("HIDDEN = 32", history))
    #expect(next.to < 32)
  }

  @Test("A kept direction is followed before anything else")
  func follows() throws {
    let text = "LEARNING_RATE = 0.2\nHIDDEN = 32\nMOMENTUM = 0.9"
    let history = [trial("LEARNING_RATE", 0.1, 0.2, gain: 3.1, state: "kept")]
    for seed in 0..<20 {
      let next = try #require(propose(text, history, seed: UInt64(seed)))
      #expect(next.name == "LEARNING_RATE" && next.to > 0.2)
      #expect(next.reason.contains("+3.1 s"))
    }
  }

  @Test("After a keep the way back is not offered")
  func noReturn() {
    let history = [
      trial("HIDDEN", 32, 64, gain: 3, state: "kept"), trial("HIDDEN", 64, 128, gain: -3),
    ]
    #expect(propose("HIDDEN = 64", history) == nil)
  }

  @Test("A near miss gets a bigger step the same way")
  func nearMiss() throws {
    let next = try #require(propose("HIDDEN = 32", [trial("HIDDEN", 32, 64, gain: 0.9)]))
    #expect(next.to == 96)
  }

  @Test("What was measured before a keep is seen from the new value")
  func afterKeep() {
    // 12 -> 6 nearly helped, 12 -> 4 did: going back up to 8 would lose.
    let history = [
      trial("BATCH", 12, 6, gain: 0.9), trial("BATCH", 12, 4, gain: 3, state: "kept"),
      trial("BATCH", 4, 2, gain: -4),
    ]
    #expect(propose("BATCH = 4", history) == nil)
  }

  @Test("A closed direction opens for smaller steps when something else was kept since")
  func reopens() throws {
    var history = [trial("HIDDEN", 32, 64, gain: -2), trial("HIDDEN", 32, 16, gain: -2)]
    #expect(propose("HIDDEN = 32", history) == nil)
    history.append(trial("DEPTH", 2, 4, gain: 3, state: "kept"))
    let next = try #require(propose("HIDDEN = 32", history))
    #expect((17...63).contains(next.to) && next.to != 32)
  }

  @Test("Trials in flight are not repeated, and their constant is avoided")
  func inFlight() throws {
    let open = ["review", "queued", "running", "confirming"]
    for (index, state) in open.enumerated() {
      let history = [trial("HIDDEN", 32, 64, state: state)]
      let next = try #require(propose("HIDDEN = 32\nDEPTH = 4", history, seed: UInt64(index)))
      #expect(next.name == "DEPTH")
      let only = try #require(propose("HIDDEN = 32", history))
      #expect(only.to != 64)
    }
  }

  @Test("A veto and a rule that names a constant keep it out")
  func vetoes() {
    #expect(propose("HIDDEN = 32", [trial("HIDDEN", 32, 64, state: "vetoed")]) == nil)
    for rule in ["leave HIDDEN alone", "The hidden size is right.", "hidden"] {
      #expect(propose("HIDDEN = 32", rules: [rule]) == nil)
    }
    #expect(propose("LEARNING_RATE = 0.1", rules: ["don't touch the learning rate"]) == nil)
    #expect(propose("LEARNING_RATE = 0.1", rules: ["keep learningRate and LEARNING_RATE"]) == nil)
    #expect(propose("LEARNING_RATE = 0.1", rules: ["learning is good", ""]) != nil)
  }

  @Test("Whole numbers stay whole and at least 1; momenta stay below 1")
  func ranges() {
    var history: [SweepTrial] = []
    let text = "DEPTH = 1\nMOMENTUM = 0.9\nDECAY_START = 0.7\nWARMUP = 0.4\nBETA2 = 0.999"
    while let next = propose(text, history), history.count < 200 {
      history.append(trial(next.name, next.from, next.to, gain: 0))
      if next.name == "DEPTH" {
        #expect(next.to >= 1 && next.to == next.to.rounded())
      } else {
        #expect(next.to > 0 && next.to < 1, "\(next.title)")
      }
    }
    #expect(history.contains { $0.name == "MOMENTUM" && $0.to == 0.95 })
    #expect(history.contains { $0.name == "MOMENTUM" && $0.to == 0.8 })
    #expect(history.contains { $0.name == "BETA2" && $0.to == 0.9995 })
  }

  @Test("On a hill with a clear top it climbs close to it")
  func climbs() {
    // Gain in noise units is the fall of 6 * (distance from the best value in doublings)^2 / 2.
    func level(_ value: Double) -> Double { value == 0 ? 0 : -3 * square(log2(value / 0.4)) }
    var value = 0.05
    var history: [SweepTrial] = []
    while let next = propose("LEARNING_RATE = \(value)", history), history.count < 50 {
      let gain = level(next.to) - level(value)
      let kept = gain > 1.5
      history.append(
        trial("LEARNING_RATE", next.from, next.to, gain: gain, state: kept ? "kept" : "discarded"))
      if kept { value = next.to }
    }
    #expect((0.25...0.6).contains(value))
  }

  private func square(_ x: Double) -> Double { x * x }

  private func log2(_ x: Double) -> Double {
    var (x, result) = (x, 0.0)
    while x >= 2 { (x, result) = (x / 2, result + 1) }
    while x < 1 { (x, result) = (x * 2, result - 1) }
    return result + (x - 1)
  }
}
