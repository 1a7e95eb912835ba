import Core
import Foundation
import Testing

@testable import Dashboard

@Suite struct `What pawl read says` {
  private func log(_ text: String, json: Bool = false) throws -> [String] {
    var reader = LogReader()
    reader.feed(Array(text.utf8))
    reader.finish()
    return try ReadAnswer.lines(reader, name: "run.log", json: json)
  }

  private func history(_ text: String, json: Bool = false) throws -> [String] {
    let history = try #require(History(Array(text.utf8)))
    return try HistoryAnswer.lines(history, name: "results.tsv", json: json)
  }

  @Test func `a log is a table of its series, losses first`() throws {
    let lines = try log(
      "step 1 | dt: 312ms | loss: 3.5 | remaining: 90s\nstep 2 | dt: 310ms | loss: 2.25 | remaining: 60s\n"
        + "step 3 | dt: 310ms | loss: 2")
    #expect(
      lines == [
        "run.log: a log, cut off or still being written", "",
        "  series     points  by    from  to   first    last",
        "  loss            2  step     1   2  3.5000  2.2500",
        "  dt              3  step     1   3  312.00  310.00",
        "  remaining       2  step     1   2  90.000  60.000", "",
        "  to go  1 m 0 s by its own word",
      ])
  }

  @Test func `what is neither log nor history says so`() throws {
    #expect(try log("hello\nthere\n") == ["run.log: not a log, nor a history"])
    #expect(try log("hello\nthere\n", json: true) == [#"{"not":"a log"}"#])
  }

  static let table =
    "commit\tscore\tstatus\tdescription\na\t1\tkeep\tone\nb\t3\tcontender\ttwo\nc\t2\tkeep\tthree\n"
    + "d\t5\tdiscard\tbroken\n"

  @Test func `a history is told with what is uncertain about it`() throws {
    #expect(
      try history(Self.table) == [
        "results.tsv: a history as a table, 4 experiments: 2 kept, 1 discarded, 1 other; best score 2",
        "",
        "  metric     score, higher is better",
        "  best kept  2  c",
        "  kept       2",
        "  discarded  1",
        "  other      1  (contender)",
        "",
        "  steps that were kept and were the best so far:",
        "    a  1  one",
        "    c  2  three",
        "",
        "  check  score: higher is better, judged by its name",
        "  check  1 discarded row is better than the best kept one",
      ])
  }

  @Test func `scripts find every key of a history, unknown ones null`() throws {
    let line = try #require(try history("cycle\tscore\tconfig\n1\t0.5\tx\n", json: true).first)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]])
    let body = try #require(object["history"])
    for key in ["rows", "other", "foreign_rows", "stray_lines", "hooks"] {
      #expect(body[key] is Int, "\(key)")
    }
    for key in ["kept", "discarded", "crashed", "baseline"] {
      #expect(body[key] is NSNull, "\(key)")
    }
    #expect(body["metric"] as? String == "score")
    #expect(body["goal"] as? String == "maximize")
    #expect(body["best_kept"] as? Double == 0.5)
  }

  @Test func `wide letters keep the columns even`() {
    #expect(
      PlainTable.lines([["指标", "1"], ["loss", "22"]], right: [1], indent: 0)
        == ["指标   1", "loss  22"])
  }
}
