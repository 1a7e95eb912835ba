import Core
import Foundation
import Testing

@testable import Journal

/// Records as a journal holds them that was written before turns left facts behind.
struct OldRecordTests {
  private let experiment = """
    {"agent":"sweep","base":"b","cause":{"rule":{}},"created":1700000000.125,"disturbed":0,\
    "era":1,"files":[{"added":1,"path":"train.py","removed":1}],"flags":[],"isAdvancing":false,\
    "lane":"a1","n":1,"pairs":[],"proposal":"p","reason":"r","reruns":0,"runs":[6],"seconds":12.5,\
    "state":"discarded","title":"t","tree":"0123","turn":1,"why":"worse"}
    """

  private let lane = """
    {"agent":"claude","dollars":1.5,"empties":1,"entry":0,"failures":0,"hearing":["be bold"],\
    "id":"a1","interrupted":false,"limitedUntil":9,"messages":[],"note":"","paused":false,\
    "removed":false,"since":5,"state":"drafting","turn":2,"turnBase":"b","turns":2}
    """

  private let turn = #"{"turnEnded":{"_2":{"empty":{"_0":"no idea"}},"lane":"a1","turn":2}}"#

  private let opened = #"{"agent":"sweep","count":2}"#

  @Test func `an experiment is read on the fast way, with nothing in what is new`() throws {
    let read = try Experiment(known: Data(experiment.utf8))
    #expect(read.tree == "0123")
    #expect(read.state == .discarded)
    #expect(read.dollars == nil && read.tokens == nil && read.turnSeconds == nil)
    #expect(read.fingerprint == nil && read.repairs == nil && read.repeats == nil)
    #expect(try JSONText.decode(Experiment.self, from: Data(experiment.utf8)) == read)
  }

  @Test func `a lane is read, with nothing in what is new`() throws {
    let read = try JSONText.decode(Lane.self, from: Data(lane.utf8))
    #expect(read.hearing == ["be bold"])
    #expect(read.session == nil && read.question == nil && read.spoken == nil)
  }

  @Test func `the end of a turn is read, without facts`() throws {
    let event = try JSONText.decode(Event.self, from: Data(turn.utf8))
    #expect(event == .turnEnded(lane: "a1", turn: 2, .empty("no idea")))
  }

  @Test func `an entry of the settings repairs nothing`() throws {
    let entry = try JSONText.decode(LaneEntry.self, from: Data(opened.utf8))
    #expect(entry == LaneEntry(agent: "sweep", count: 2))
  }

  private let rule = """
    {"baselineRuns":5,"clipHigh":5.2,"clipLow":4.2,"floor":0.5,"maximumPairs":14,"naive":false,\
    "name":"standard","odds":20,"pairsInFlight":3,"screen":1,"secondLook":1.5,"step":1}
    """

  private let keep = """
    {"after":{"mean":0.9,"runs":3,"sd":0.01},"at":5,"before":{"mean":0.95,"runs":3},"commit":"k",\
    "era":1,"experiment":2,"odds":21,"pairs":3,"revoked":false}
    """

  @Test func `a rule without an edition is one of the first`() throws {
    let read = try JSONText.decode(RatchetRule.self, from: Data(rule.utf8))
    #expect(read.isFirstEdition)
    #expect(!RatchetRule.standard.isFirstEdition)
  }

  @Test func `a keep is read, with nothing in what is new`() throws {
    let read = try JSONText.decode(Keep.self, from: Data(keep.utf8))
    #expect(read.pairs == 3)
    #expect(read.holds == nil && read.gain == nil && read.over == nil)
  }

  @Test func `the end of a turn keeps its facts`() throws {
    let facts = TurnFacts(
      ending: .limited(until: 7, "used up"), session: "s", isFresh: false,
      usage: AgentUsage(input: 1, output: 2, dollars: 0.1), seconds: 3.5, heard: [1, 2],
      notes: ["n"])
    let event = Event.turnEnded(lane: "a1", turn: 2, .repeated(4), facts: facts)
    #expect(try JSONText.decode(Event.self, from: Data(JSONText.encode(event).utf8)) == event)
  }
}
