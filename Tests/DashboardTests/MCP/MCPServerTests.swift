import Core
import Foundation
import Testing

@testable import Dashboard

/// A campaign of three experiments, two of them judged.
private struct MadeSource: ExperimentSource {
  func record() throws -> CampaignRecord {
    var record = CampaignRecord()
    var summary = CampaignSummary(project: "tiny", metric: "val_bpb", goal: .minimize)
    summary.noise = 0.01
    record.summary = summary
    let made: [(String, ExperimentState, Double?, String)] = [
      ("raise warmup to 300", .kept, 0.91, "odds 41 to 1"),
      ("drop\u{1B}[31m dropout\u{202E}", .discarded, 0.99, "not better than the champion"),
      ("wider MLP", .queued, nil, ""),
    ]
    record.experiments += made.enumerated().map { k, parts in
      var experiment = Experiment(
        n: k + 1, era: 1, lane: "a\(k % 2 + 1)", agent: "claude", turn: 1, title: parts.0,
        reason: "", proposal: "c0ffee\(k)", base: "base",
        files: [FileChange(path: "train.py", added: 1, removed: 1)], state: parts.1, created: 0)
      experiment.verified = parts.2
      experiment.why = parts.3
      return experiment
    }
    return record
  }

  func patch(_ n: Int) throws -> String? {
    guard n < 3 else { return nil }
    return "--- a/train.py\n+++ b/train.py\n-LR = 1\n+LR\t= \(n)\u{1B}]0;x\u{7}\n"
      + String(repeating: "+x = 1234567890\n", count: n == 2 ? 4000 : 0)
  }
}

/// One discarded experiment with more digits than its noise of 0.01 supports.
private struct PreciseSource: ExperimentSource {
  func record() throws -> CampaignRecord {
    var record = CampaignRecord()
    var summary = CampaignSummary(project: "tiny", metric: "val_bpb", goal: .minimize)
    summary.noise = 0.01
    summary.best = Level(mean: 0.98765, sd: 0.01, runs: 4)
    record.summary = summary
    var experiment = Experiment(
      n: 1, era: 1, lane: "a1", agent: "claude", turn: 1, title: "warmup", reason: "",
      proposal: "p", base: "b", files: [], state: .discarded, created: 0)
    experiment.verified = 0.98765
    experiment.delta = -3.17
    experiment.noise = 0.01
    experiment.why = "6.43 s worse than the champion, odds 113 of 20"
    var pair = Pair(index: 1, seed: 5, candidateFirst: true)
    pair.difference = 0.0317
    pair.evidence = 1.1537
    experiment.pairs = [pair]
    var run = Run(id: 1, era: 1, experiment: 1, role: .first, commit: "p", seed: 5)
    run.outcome = .measured(0.98765)
    run.verified = 0.98765
    run.reported = 0.9123
    run.leased = 1
    record.runs = [1: run]
    experiment.runs = [1]
    record.experiments = [experiment]
    return record
  }

  func patch(_ n: Int) throws -> String? { nil }
}

private struct NoCampaign: Error, CustomStringConvertible {
  var description: String { "nothing was started here yet" }
}

@Suite struct `Experiments as tools for agents` {
  private let server = MCPServer(version: "9.9") { MadeSource() }

  private func ask(_ line: String) throws -> MCPValue {
    let answer = try #require(server.answer(to: line))
    #expect(!answer.contains("\n"))
    return try JSONDecoder().decode(MCPValue.self, from: Data(answer.utf8))
  }

  private func call(
    _ tool: String, _ arguments: String = "{}"
  ) throws -> (text: String, isError: Bool) {
    let answer = try ask(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
    )
    guard case .array(let content)? = answer["result"]?["content"] else {
      Issue.record("\(answer)")
      return ("", true)
    }
    #expect(content.count == 1)
    #expect(content.first?["type"] == "text")
    return (content.first?["text"]?.text ?? "", answer["result"]?["isError"]?.truth ?? true)
  }

  // MARK: Both eras

  @Test(arguments: [
    ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2024-11-05", "2024-11-05"),
    ("1999-01-01", "2025-11-25"),
  ])
  func `the handshake answers in a revision both know`(asked: String, given: String) throws {
    let answer = try ask(
      #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(asked)","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}"#
    )
    #expect(answer["jsonrpc"] == "2.0")
    #expect(answer["id"] == .whole(0))
    #expect(answer["result"]?["protocolVersion"]?.text == given)
    #expect(answer["result"]?["serverInfo"]?["name"] == "pawl")
    #expect(answer["result"]?["capabilities"]?["tools"] != nil)
    #expect(answer["result"]?["resultType"] == nil)
    #expect(server.answer(to: #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#) == nil)
  }

  @Test func `the stateless revision needs no handshake`() throws {
    let meta = #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#
    let found = try ask(
      #"{"jsonrpc":"2.0","id":"probe-1","method":"server/discover","params":{\#(meta)}}"#)
    #expect(found["id"] == "probe-1")
    #expect(found["result"]?["resultType"] == "complete")
    guard case .array(let versions)? = found["result"]?["supportedVersions"] else {
      Issue.record("\(found)")
      return
    }
    #expect(versions.first == "2026-07-28")
    let list = try ask(#"{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{\#(meta)}}"#)
    #expect(list["result"]?["resultType"] == "complete")
    #expect(list["result"]?["cacheScope"] == "private")
    #expect(list["result"]?["ttlMs"]?.whole != nil)
    let called = try ask(
      #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"list_experiments",\#(meta)}}"#
    )
    #expect(called["result"]?["resultType"] == "complete")
    #expect(called["result"]?["isError"] == false)
    let odd = try ask(
      #"{"jsonrpc":"2.0","id":4,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2031-01-01"}}}"#
    )
    #expect(odd["error"]?["code"] == -32602)
  }

  @Test(arguments: ["7", "\"seven\"", "null", "9007199254740993", "-1", "\"\""])
  func `an id goes back as it came`(id: String) throws {
    let answer = try #require(server.answer(to: #"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"#))
    #expect(answer.contains("\"id\":\(id),"))
  }

  // MARK: What agents are not told

  @Test func `no tool gives a number finer than the noise supports`() throws {
    let precise = MCPServer(version: "9.9") { PreciseSource() }
    let line = { (name: String, arguments: String) in
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(name)","arguments":\#(arguments)}}"#
    }
    let texts = [
      line("list_experiments", "{}"), line("show_experiment", #"{"n":1}"#),
      line("search_experiments", #"{"query":"warmup"}"#),
    ].compactMap { precise.answer(to: $0) }
    #expect(texts.count == 3)
    for text in texts {
      for exact in ["0.98765", "0.9877", "0.988", "0.912", "6.43", "6.4 ", "113", "3.17", "3.2 "] {
        #expect(!text.contains(exact), "\(exact) in \(text)")
      }
      #expect(text.contains("0.990"))
    }
    let found = try #require(
      precise.answer(to: line("search_experiments", #"{"query":"113"}"#)))
    #expect(found.contains("no matches"), "what is not shown cannot be searched for")
    // People read all of it.
    let record = try PreciseSource().record()
    let account = Account.text(record.experiments[0], in: record) { _ in "now" }
    #expect(account.contains("0.988"))
    #expect(account.contains("odds 113"))
  }

  // MARK: Mistakes

  @Test(arguments: [
    (#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, -32601), ("{nonsense", -32700),
    ("[1]", -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}"#, -32602),
    (#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32602),
  ])
  func `a mistake has its code`(line: String, code: Int) throws {
    let answer = try ask(line)
    #expect(answer["error"]?["code"] == .whole(code))
    #expect(answer["result"] == nil)
  }

  @Test(arguments: [
    "", "  ", #"{"jsonrpc":"2.0","method":"nothing/known"}"#,
    #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
    #"{"jsonrpc":"2.0","id":5,"result":{}}"#, #"{"jsonrpc":"2.0","id":5,"error":{"code":1}}"#,
  ])
  func `notifications and answers are not answered`(line: String) {
    #expect(server.answer(to: line) == nil)
  }

  @Test func `what a tool cannot do it says in words`() throws {
    for (tool, arguments, words) in [
      ("show_experiment", #"{"n":9}"#, "numbered 1 to 3"),
      ("show_diff", #"{"n":3}"#, "not recorded"),
      ("show_experiment", "{}", "say which"), ("search_experiments", "{}", "say what"),
      ("list_experiments", #"{"state":"won"}"#, "states are"),
      ("list_experiments", #"{"limit":0}"#, "limit takes"),
    ] {
      let answer = try call(tool, arguments)
      #expect(answer.isError)
      #expect(answer.text.contains(words), "\(tool) \(arguments): \(answer.text)")
    }
    let empty = MCPServer(version: "1") { throw NoCampaign() }
    let line =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_experiments"}}"#
    let answer = try #require(empty.answer(to: line))
    #expect(answer.contains("nothing was started here yet"))
    #expect(answer.contains(#""isError":true"#))
  }

  // MARK: The tools

  @Test func `the tools are named in one order and change nothing`() throws {
    let list = try ask(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)
    guard case .array(let tools)? = list["result"]?["tools"] else {
      Issue.record("\(list)")
      return
    }
    #expect(
      tools.map { $0["name"]?.text } == [
        "list_experiments", "show_experiment", "show_diff", "search_experiments",
      ])
    #expect(tools.allSatisfy { $0["annotations"]?["readOnlyHint"] == true })
    #expect(tools.allSatisfy { $0["inputSchema"]?["type"] == "object" })
    #expect(list["result"]?["resultType"] == nil)
  }

  @Test func `the newest experiment is listed first, what it says stripped`() throws {
    let all = try call("list_experiments").text.split(separator: "\n")
    #expect(all[0].hasPrefix("val_bpb, to be minimized"))
    #expect(all.dropFirst().map { $0.prefix(2) } == ["#3", "#2", "#1"])
    #expect(all[2].contains("drop dropout"))
    #expect(!all[2].contains("\u{202E}"))
    let kept = try call("list_experiments", #"{"state":"kept"}"#).text
    #expect(kept.contains("#1 kept") && !kept.contains("#2"))
    #expect(try call("list_experiments", #"{"limit":1}"#).text.contains("and 2 older"))
    #expect(try !call("list_experiments", #"{"before":3}"#).text.contains("#3"))
    #expect(try call("list_experiments", #"{"lane":"a9"}"#).text.contains("no experiments"))
  }

  @Test func `an experiment is shown by its number, however that is written`() throws {
    for n in ["2", "\"2\"", "\"#2\"", "2.0"] {
      let text = try call("show_experiment", #"{"n":\#(n)}"#).text
      #expect(text.hasPrefix("#2"))
      #expect(text.contains("not better than the champion"))
    }
  }

  @Test func `a long diff goes on where it was cut`() throws {
    let first = try call("show_diff", #"{"n":2}"#).text
    #expect(first.hasPrefix("--- a/train.py\n+++ b/train.py\n-LR = 1\n+LR\t= 2\n"))
    #expect(first.utf8.count < 26_000)
    let next = try #require(first.split(separator: " ").suffix(3).first.flatMap { Int($0) })
    let second = try call("show_diff", #"{"n":2,"from_line":\#(next)}"#).text
    #expect(second.hasPrefix("+x = 1234567890\n"))
    #expect(try call("show_diff", #"{"n":1,"from_line":99}"#).text.contains("ends before"))
  }

  @Test func `a search wants every word, in diffs only where it is asked to`() throws {
    #expect(try call("search_experiments", #"{"query":"WARMUP 300"}"#).text.contains("#1"))
    #expect(try call("search_experiments", #"{"query":"warmup 900"}"#).text.contains("no matches"))
    #expect(try call("search_experiments", #"{"query":"champion"}"#).text.contains("#2"))
    #expect(try call("search_experiments", #"{"query":"lr"}"#).text.contains("no matches"))
    let deep = try call("search_experiments", #"{"query":"lr","diffs":true}"#).text
    #expect(deep.contains("#1") && deep.contains("#2") && !deep.contains("#3"))
  }
}
