import Testing

@testable import Core

private func history(_ lines: String...) -> History? {
  History(Array((lines.joined(separator: "\n") + "\n").utf8))
}

struct `Reading a history` {
  @Test func `a table of autoresearch gives rows, counts and the best kept`() throws {
    let found = try #require(
      history(
        "commit\tval_bpb\tmemory_gb\tstatus\tdescription",
        "a1b2c3d\t0.997900\t44.0\tkeep\tbaseline", "b2c3d4e\t0.993200\t44.2\tkeep\tLR \"0.04\"",
        "c3d4e5f\t1.005000\t44.0\tdiscard\tGeLU", "d4e5f6a\t0.000000\t0.0\tcrash\ttwice as wide"))
    #expect(found.form == .table)
    #expect(PastVerdict.allCases.map(found.count) == [2, 0, 1, 1, 0, 0])
    let segment = try #require(found.current)
    #expect(segment.metric == "val_bpb")
    #expect(segment.goal == .minimize)
    #expect(segment.source == .name)
    #expect(segment.best?.id == "b2c3d4e")
    #expect(segment.rows[1].description == "LR \"0.04\"")
    #expect(segment.measured(segment.rows[3]) == nil)
  }

  @Test(arguments: ["\r\n", "\n\n", "\n"])
  func `each way to end a line is read`(end: String) throws {
    let text = ["run\taccuracy\tstatus\tnote", "1\t0.5\tkeep\tx", "2\t0.7\tkeep\ty"]
      .joined(separator: end)
    let found = try #require(History(Array(("\u{FEFF}" + text).utf8)))
    #expect(found.current?.best?.value == 0.7)
    #expect(found.current?.best?.description == "y")
  }

  @Test func `a second writer's rows and prose are counted, not read`() throws {
    let found = try #require(
      history(
        "commit\tfid\tstatus\tdescription", "a\t9\tkeep\tx", "b\tspsa\td2\tcurriculum\t8\tbest\tz",
        "SUMMARY: one winner", "c\t7\tkeep\ty"))
    #expect(found.rows == 2)
    #expect(found.foreignRows == 1)
    #expect(found.strayLines == 1)
    #expect(found.doubts.count { $0.contains("1 rows") || $0.contains("1 lines") } == 2)
  }

  @Test func `a cell put before the verdict does not hide it`() throws {
    let found = try #require(
      history(
        "commit\tloss\tstatus\tdescription", "a\t2\tkeep\tx", "b\t1\t1824s\tkeep\ty",
        "c\t3\tdiscard"))
    #expect(found.count(.kept) == 2)
    #expect(found.count(.discarded) == 1)
    #expect(found.current?.best?.value == 1)
  }

  @Test func `a table without a header is told by what it holds`() throws {
    let found = try #require(
      history("a1\t0.9\t3.1\tkeep\tone", "a2\t0.8\t3.1\tdiscard\ttwo", "a3\t0.95\t3.1\tkeep\tthree")
    )
    #expect(found.rows == 3)
    #expect(found.current?.metric == nil)
    #expect(found.current?.goal == nil)
    #expect(found.current?.best == nil)
    #expect(found.doubts.contains { $0.contains("no header") })
  }

  @Test func `a vague name's direction is judged by what was kept`() throws {
    let rows = ["9\tkeep", "8\tkeep", "8.5\tdiscard", "7\tkeep", "9.5\tdiscard", "6\tkeep"]
    let found = try #require(
      history(
        "iter\tscore\tstatus" + "\n"
          + rows.enumerated().map { "\($0.offset)\t\($0.element)" }.joined(separator: "\n")))
    #expect(found.current?.goal == .minimize)
    #expect(found.current?.source == .verdicts)
    #expect(found.current?.best?.value == 6)
  }

  @Test func `a column that states the direction decides`() throws {
    let found = try #require(
      history(
        "run_id\tmetric_value\tmetric_direction\tdecision", "a\t0.9\tmin\tkeep",
        "b\t0.8\tmin\tkeep"))
    #expect(found.current?.goal == .minimize)
    #expect(found.current?.source == .stated)
    #expect(found.current?.best?.value == 0.8)
  }

  @Test(arguments: [
    ("KEEP", PastVerdict.kept), ("NEW_BEST", .kept), ("✅ 保留", .kept), ("keep (tie)", .kept),
    ("REVERT", .discarded), ("rolled back", .discarded), ("not kept", .discarded),
    ("❌ 回滚", .discarded), ("Failed", .crashed), ("checks_failed", .checksFailed),
    ("baseline", .baseline),
  ])
  func `verdicts come in many words`(word: String, verdict: PastVerdict) {
    #expect(HistoryCell.verdict(word) == verdict)
  }

  @Test(arguments: ["contender", "tentative", "running", "", "0.91", "keeper of the flame", "-"])
  func `a word that says neither is none`(word: String) {
    #expect(HistoryCell.verdict(word) == nil)
  }

  @Test(arguments: [
    ("~1890", 1890.0), ("+0.000000", 0), ("84.50%", 84.5), ("1,204", 1204), (" 7 ", 7),
    ("1e-3", 0.001),
  ])
  func `numbers come as people write them`(text: String, value: Double) {
    #expect(HistoryCell.number(text) == value)
  }

  @Test(arguments: ["-", "N/A", "", "D2", "3/4", "2026-03-01", "f3bb5e2"])
  func `what is no number is missing`(text: String) {
    #expect(HistoryCell.number(text) == nil)
  }

  @Test(arguments: [
    "iter\tLogloss\n0\t0.6\n1\t0.5", "starttime\tseconds\tctime\nMon\t1\t2",
    "status\tnote\nreserved\tlater", "name\tage\nbob\t3", "a\\t10.12", "{\"loss\": 1, \"step\": 2}",
    "", "{", "step 1 loss 3\tlr 2",
  ])
  func `what tells of no experiments is no history`(text: String) {
    #expect(History(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    ("val_bpb", Goal.minimize), ("tok_per_sec", .maximize), ("tokens/s", .maximize),
    ("ms_per_token", .minimize), ("valAcc", .maximize), ("bits_per_symbol", .minimize),
    ("combined_µs", .minimize), ("validation.sharpe", .maximize), ("train_loss", .minimize),
  ])
  func `names tell which way is better`(name: String, goal: Goal) {
    #expect(HistoryName.goal(name)?.goal == goal)
  }
}

struct `Reading a history of JSON lines` {
  @Test func `a header opens a segment with its own best`() throws {
    let found = try #require(
      history(
        #"{"type":"config","metricName":"µs","metricUnit":"µs","bestDirection":"lower"}"#,
        #"{"run":1,"commit":"a","metric":9,"status":"keep","description":"base"}"#,
        #"{"type":"hook","stage":"before"}"#,
        #"{"run":2,"commit":"b","metric":0,"metrics":{},"status":"crash","description":"x"}"#,
        #"{"run":2,"commit":"c","metric":8,"status":"checks_failed","description":"y"}"#,
        #"{"type":"config","metricName":"acc","bestDirection":"higher"}"#,
        #"{"run":1,"commit":"d","metric":0.5,"status":"keep","description":"\u00e9\ud83d\ude00"}"#,
        "not json", #"{"run":3,"commit":"e","metr"#))
    #expect(found.form == .ledger)
    #expect(found.segments.map { $0.rows.count } == [3, 1])
    #expect(found.segments.map { $0.best?.value } == [9, 0.5])
    #expect(found.count(.checksFailed) == 1)
    #expect(found.hooks == 1)
    #expect(found.strayLines == 2)
    #expect(found.current?.rows[0].description == "é😀")
    #expect(found.current?.source == .stated)
  }

  @Test func `runs before any header are kept, and it is said`() throws {
    let found = try #require(
      history(#"{"run":1,"metric":3,"status":"keep"}"#, #"{"run":2,"metric":2,"status":"discard"}"#)
    )
    #expect(found.rows == 2)
    #expect(found.current?.metric == nil)
    #expect(found.doubts.contains { $0.contains("no header") })
  }

  @Test func `other records are read by their keys`() throws {
    let found = try #require(
      history(
        #"{"iter":1,"config":{"loss":7},"validation":{"sharpe":0.4},"keep":true}"#,
        #"{"iter":2,"config":{"loss":7},"validation":{"sharpe":0.9},"keep":false,"idea":"x"}"#,
        #"{"iter":3,"config":{"loss":7},"validation":{"sharpe":0.6},"keep":true}"#))
    #expect(found.form == .records)
    #expect(found.current?.metric == "validation.sharpe")
    #expect(found.current?.goal == .maximize)
    #expect(found.current?.best?.id == "3")
    #expect(found.count(.discarded) == 1)
  }

  @Test func `results that point at their run take its idea`() throws {
    let found = try #require(
      history(
        #"{"kind":"init","config":{"metric":"score","direction":"lower","unit":"KiB"}}"#,
        #"{"id":"r1","kind":"run","idea":"use lld"}"#,
        #"{"id":"x","kind":"result","run_id":"r1","metric_value":6.5,"kept":false}"#))
    #expect(found.current?.metric == "score")
    #expect(found.current?.goal == .minimize)
    #expect(found.current?.rows.map(\.description) == ["use lld"])
    #expect(found.current?.best == nil)
  }

  @Test(arguments: 0..<24)
  func `broken files never end the reader`(seed: UInt64) {
    var dice = SplitMix(seed: seed)
    let alphabet = Array("{}[]\":,\\u\t\n\r keepdiscardval_0.12e-9truenul".utf8)
    var bytes = Array("commit\tval\tstatus\n{\"run\":1,\"metric\":2,\"status\":\"keep\"}\n".utf8)
    if seed % 2 == 0 { bytes = Array(bytes.reversed()) }
    bytes += (0..<5000).map { _ in alphabet.randomElement(using: &dice) ?? 0 }
    if seed % 3 == 0 {
      bytes = Array("{\"run\":1,\"metric\":2,\"status\":\"keep\"}\n".utf8) + bytes
    }
    _ = History(bytes)
    let depth = Array(String(repeating: "[", count: 50_000).utf8)
    #expect(History(Array("{\"a\":".utf8) + depth) == nil)
  }
}
