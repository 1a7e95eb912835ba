import Core
import Foundation
import Testing

@testable import Journal

struct StoredRecordTests {
  private func data(_ value: some Encodable) throws -> Data {
    Data(try JSONText.encode(value).utf8)
  }

  /// An experiment with something in every field.
  private var fullExperiment: Experiment {
    var it = Experiment(
      n: 7, era: 2, lane: "a1", agent: "sweep", turn: 3, title: "\"β\" \\ 🙂\n\t\u{1}\u{0}/",
      reason: "", proposal: "p", base: "b",
      files: [
        FileChange(path: "a\"b", added: 1, removed: 0), FileChange(path: "c", added: 0, removed: 9),
      ],
      state: .confirming, created: 1_700_000_000.125)
    var pair = Pair(index: 1, seed: .max, candidateFirst: true)
    pair.slot = "cpu0"
    pair.candidateRun = 4
    pair.championRun = 5
    pair.difference = -1e-300
    pair.evidence = 2.9957322735539909
    it.pairs = [pair, Pair(index: 2, seed: -3, candidateFirst: false)]
    it.change = "{\"lr\": 0.1}"
    it.candidate = "c"
    it.opponent = "o"
    it.kept = "k"
    it.why = "for a reason"
    it.cause = .person("ada")
    it.ended = 0.1
    it.runs = [1, 2, .min]
    it.noise = .leastNonzeroMagnitude
    it.evidence = .infinity
    it.reported = -.infinity
    it.verified = 123_456_789_012_345_680
    it.delta = 0.1 + 0.2
    it.seconds = -0.0
    it.reruns = 1
    it.flags = ["seed", ""]
    it.disturbed = 2
    it.isAdvancing = true
    it.vetoedFrom = .review
    it.fingerprint = "f"
    it.repairs = 5
    it.repeats = 2
    it.dollars = 0.25
    it.tokens = 1234
    it.turnSeconds = 61.5
    it.earlier = [pair]
    it.proven = 3.25
    it.provenPairs = 4
    it.conflict = "it conflicts with the champion in train.py"
    return it
  }

  /// A run with something in every field.
  private var fullRun: Run {
    var it = Run(id: 1, era: 1, experiment: 2, role: .pairChampion(3), commit: "c", seed: 4)
    it.state = .evaluating
    it.slot = "gpu0"
    it.leased = 1.5
    it.started = 2.25
    it.ended = 3
    it.outcome = .crashed("exit \"1\"")
    it.reported = 0.9979
    it.verified = 1e22
    it.usage = RunUsage(
      wall: 1, cpu: 2.5, evaluation: 0.3, memory: 1 << 40, status: 1, signal: 9)
    it.voids = 1
    it.prepared = true
    it.ending = "stopped"
    it.audit = 3
    return it
  }

  @Test func `an experiment is read without Codable, field by field`() throws {
    let bare = Experiment(
      n: 1, era: 1, lane: "a1", agent: "x", turn: 1, title: "", reason: "", proposal: "", base: "",
      files: [], state: .queued, created: 0)
    for experiment in [fullExperiment, bare] {
      #expect(try Experiment(known: data(experiment)) == experiment)
      #expect(try JSONText.decode(Experiment.self, from: data(experiment)) == experiment)
    }
  }

  @Test(arguments: [
    RunRole.baseline(2), .champion, .first, .second, .rerun, .pairCandidate(1), .pairChampion(2),
    .audit(4),
  ])
  func `a run is read without Codable, field by field`(_ role: RunRole) throws {
    let bare = Run(id: 1, era: 1, experiment: nil, role: role, commit: "", seed: 0)
    #expect(try Run(known: data(bare)) == bare)
    for outcome: RunOutcome? in [
      nil, .measured(0.30000000000000004), .crashed("c"), .refused("r"), .void("v"), .ended("e"),
    ] {
      var run = fullRun
      run.outcome = outcome
      #expect(try Run(known: data(run)) == run)
    }
  }

  @Test func `a whole campaign is read without Codable`() throws {
    var campaign = ScriptedCampaign(journal: nil)
    try campaign.open()
    while try campaign.step() {}
    for experiment in campaign.state.experiments {
      let read = try Experiment(known: data(experiment))
      #expect(String(describing: read) == String(describing: experiment))
    }
    for run in campaign.state.runs.values {
      #expect(String(describing: try Run(known: data(run))) == String(describing: run))
    }
  }

  @Test func `a record with other fields is left to Codable`() throws {
    let text = try JSONText.encode(fullRun)
    let more = Data(text.replacing("\"commit\":", with: "\"colour\":[1,{}],\"commit\":").utf8)
    #expect(throws: JSONFields.Unfamiliar.self) { try Run(known: more) }
    #expect(try Run(stored: more) == fullRun)
    let spaced = Data(text.replacing(",", with: " ,\n ").utf8)
    #expect(try Run(stored: spaced) == fullRun)
  }

  @Test func `a record cut short is an error, wherever it is cut`() throws {
    let text = try data(fullExperiment)
    for length in 0..<text.count {
      #expect(throws: DecodingError.self) { try Experiment(stored: text.prefix(length)) }
    }
  }

  @Test(arguments: [
    (#""a\u0041\ud83d\ude42\/""#, "aA🙂/"), (#""\ud83d""#, "\u{FFFD}"), (#""\\n""#, "\\n"),
    (#""""#, ""), (#""\u00e""#, "\u{E}"),
  ])
  func `escapes are resolved`(_ text: String, _ meaning: String) throws {
    #expect(try JSONTape(Array(text.utf8)).text(0) == meaning)
  }

  @Test(arguments: [
    "0", "-0", "1", "0.1", "-2.50", "1e3", "123456789012345", "1234567890123456", "0.000001",
    "1.7976931348623157e308", "-5e-324", "0.30000000000000004", "1700000000.125",
    "100000000000000.5",
  ])
  func `numbers are the nearest doubles`(_ text: String) throws {
    let value = try JSONTape(Array(text.utf8)).double(0)
    #expect(value?.bitPattern == Double(text)?.bitPattern)
  }

  @Test func `whatever double is written comes back, and any decimal is the nearest one`() throws {
    var source = SplitMix(seed: 4)
    func check(_ text: String) throws {
      let value = try JSONTape(Array(text.utf8)).double(0)
      #expect(value?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
    for _ in 0..<20_000 {
      let bits = source.next()
      let value = Double(bitPattern: bits)
      if value.isFinite { try check("\(value)") }
      // The sizes that times, losses and gains have.
      try check("\(Double(bits % 4_000_000_000_000) / 1024 * 0.7)")
      try check("\(Double(bits >> 11) / Double(1 << 53))")
      let digits = String(bits)
      let place = digits.index(digits.startIndex, offsetBy: Int(bits % UInt64(digits.count)))
      let decimal = digits[..<place] + "." + digits[place...]
      try check(decimal.hasPrefix(".") ? "0\(decimal)" : String(decimal))
    }
    // Halfway between two doubles, and next to it.
    for text in ["9007199254740993.0", "9007199254740993.1", "4503599627370497.5", "0.5000"] {
      try check(text)
    }
  }

  @Test(arguments: ["", "{", "[1,", "{\"a\"}", "tru", "\"a", "\"\\", "1 2", "]", "{\"a\":}"])
  func `what is not JSON is a fault`(_ text: String) {
    #expect(throws: JSONFault.self) { try JSONTape(Array(text.utf8)) }
  }

  @Test func `nesting without end is a fault, not an overflow`() {
    #expect(throws: JSONFault.self) {
      try JSONTape([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))
    }
  }
}
