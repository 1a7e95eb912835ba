import Core
import Testing

@testable import Screen

@Suite("A turn's transcript")
struct TranscriptTests {
  private func transcript(_ events: [AgentEvent]) -> Transcript { Fixture.transcript(of: events) }

  private func contents(_ events: [AgentEvent]) -> [TranscriptBlock.Content] {
    transcript(events).blocks.map(\.content)
  }

  /// The rows as text, folded as they are at first.
  private func rows(_ events: [AgentEvent], width: Int = 80, unfolds: Bool = false) -> [String] {
    var view = TranscriptView()
    view.unfoldsAll = unfolds
    var page = TranscriptPage()
    page.update(transcript(events), view, width: width, utcOffset: 0) { _ in "05:00" }
    return (0..<page.rowCount).map { row in
      page.content(at: row).map { $0.entry.rows[$0.part].text } ?? ""
    }
  }

  @Test("is the same however the text was cut", arguments: Fuzz.seeds(6))
  func anyCut(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let words = [
      "# Plan\n", "- one\n", "  2. two\n", "\n", "\n\n", "```py\n", "```\n", "x = 1\n", "long ",
      "語", "e\u{301}", "**bold**", "`code` ", String(repeating: "w", count: 3000), "\r\n", "``",
      "- ", "1", ". ",
    ]
    let text = (0..<60).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }.joined()
    let whole = contents([.text(text), .finished(.done)])
    var pieces: [AgentEvent] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...40, using: &random))
      rest = rest.dropFirst(piece.count)
      pieces.append(.text(String(String.UnicodeScalarView(piece))))
    }
    #expect(contents(pieces + [.finished(.done)]) == whole)
    #expect(contents(pieces) == Array(whole.dropLast()))
    #expect(transcript(pieces).blocks.map(\.id) == Array(0..<whole.count - 1))
  }

  @Test("tells paragraphs, lists, headings and code apart")
  func forms() {
    let long = "This line of a paragraph is as long as lines are where somebody wraps them"
    let text =
      "Two lines\nof one paragraph.\n\n\(long)\nand it goes on.\nTITLE: x\n\n## Next\n- item\n"
      + "  goes on\n10) ten\n```swift\na\n\nb\n```\nafter"
    let prose = contents([.text(text)]).compactMap { content -> Prose? in
      if case .prose(let prose) = content { prose } else { nil }
    }
    #expect(
      prose.map(\.form) == [
        .paragraph, .paragraph, .heading, .item(sign: "-", depth: 0), .item(sign: "10.", depth: 0),
        .code(language: "swift"), .paragraph,
      ])
    #expect(
      prose.map(\.text) == [
        "Two lines\nof one paragraph.", long + " and it goes on.\nTITLE: x", "Next", "item goes on",
        "ten", "a\n\nb", "after",
      ])
  }

  @Test("joins pieces of one message, and begins anew after a call")
  func pieces() {
    let shown = rows([
      .text("It is "), .usage(AgentUsage(input: 1)), .text("one sentence."),
      .tool(ToolCall(id: "1", kind: .read, name: "Read", title: "a.py", state: .done)),
      .text("And another."),
    ])
    #expect(shown.contains("It is one sentence."))
    #expect(shown.contains("And another."))
  }

  @Test("a call is one block that changes in place")
  func calls() {
    func call(_ state: ToolCall.State, _ output: String?) -> AgentEvent {
      .tool(
        ToolCall(
          id: "c", kind: .run, name: "Bash", title: "pytest -q", state: state, output: output))
    }
    let events = [call(.pending, nil), call(.active, nil), call(.done, "1\n2\n3\n4\n5\n")]
    #expect(contents(events).count == 1)
    #expect(rows(events) == ["run     pytest -q", "2 earlier lines", "3", "4", "5"])
    #expect(rows(events, unfolds: true) == ["run     pytest -q", "1", "2", "3", "4", "5"])
  }

  @Test("says what a call does once, whatever its agent calls it")
  func titles() {
    func row(_ kind: ToolCall.Kind, _ name: String, _ title: String, path: String? = nil) -> String
    {
      rows([
        .tool(ToolCall(id: "1", kind: kind, name: name, title: title, state: .done, path: path))
      ]).first ?? ""
    }
    #expect(row(.edit, "Edit", "Edit train.py") == "edit    train.py")
    #expect(row(.edit, "Edit", "Edit", path: "a.py") == "edit    a.py")
    #expect(row(.run, "make all", "make all") == "run     make all")
    #expect(row(.run, "Bash", "") == "run     ")
    #expect(row(.other, "deploy", "deploy: now") == "deploy  now")
  }

  @Test("an edit shows what it changes with a line on either side")
  func edits() throws {
    let edit = ToolEdit(
      path: "a.py", old: "one\ntwo\nthree\nfour\nfive\n", new: "one\ntwo\nTHREE\nfour\nfive\n")
    let diff = EditDiff(edit)
    #expect(diff.lines.map(\.text) == ["two", "three", "THREE", "four"])
    #expect(diff.lines.map(\.kind) == [.context, .removed, .added, .context])
    #expect((diff.added, diff.removed) == (1, 1))
    let new = EditDiff(ToolEdit(path: "b.py", old: nil, new: "a\nb\n"))
    #expect(new.isNew && new.added == 2 && new.removed == 0)
    #expect(EditDiff(ToolEdit(path: "c", old: "x\n", new: "")).removed == 1)
    #expect(EditDiff(ToolEdit(path: "c", old: "x", new: "x")).lines.isEmpty)
  }

  @Test("any edit's lines are what a diff of the two texts may be", arguments: Fuzz.seeds(4))
  func anyEdit(seed: UInt64) {
    var random = SplitMix(seed: seed)
    func text() -> [String] {
      (0..<Int.random(in: 0...14, using: &random)).map { _ in
        ["a", "b", "c", "", "  d"][Int.random(in: 0..<5, using: &random)]
      }
    }
    for _ in 0..<200 {
      let (old, new) = (text(), text())
      let diff = EditDiff(
        ToolEdit(
          path: "x", old: old.map { $0 + "\n" }.joined(), new: new.map { $0 + "\n" }.joined()))
      let removed = diff.lines.filter { $0.kind == .removed }.map(\.text)
      let added = diff.lines.filter { $0.kind == .added }.map(\.text)
      // What is left after the changes is common to both.
      #expect(old.count - removed.count == new.count - added.count)
      #expect(diff.added == added.count && diff.removed == removed.count)
      if old == new { #expect(diff.lines.isEmpty) }
    }
  }

  @Test("retries are one line, which says afterwards that it went on")
  func retries() {
    let first = AgentEvent.retrying(attempt: 1, of: 10, delay: 1, status: 529, why: "")
    let second = AgentEvent.retrying(attempt: 2, of: 10, delay: 8, status: 529, why: "busy")
    #expect(rows([first, second]) == ["retrying 2 of 10, 529, in 8 s: busy"])
    #expect(rows([first, second, .text("on")]).first == "tried again, 2 of 10, 529: busy")
  }

  @Test("a plan is shown once, where it changed last")
  func plans() {
    func plan(_ state: PlanStep.State) -> AgentEvent {
      .plan([PlanStep(text: "a", state: .done), PlanStep(text: "b", state: state)])
    }
    let shown = rows([plan(.pending), .text("x"), plan(.active), .text("y"), plan(.active)])
    #expect(shown == ["x", "", "plan  1 of 2", "a", "b", "", "y"])
  }

  @Test("a question stays open until it is answered")
  func questions() {
    var made = transcript([.ask(Fixture.question)])
    #expect(made.open?.id == "ask-7")
    #expect(rows([.ask(Fixture.question)]).first == "asks:  edit model.py")
    let denied = AgentEvent.answered(ask: "ask-7", .deny("too deep"))
    #expect(
      rows([.ask(Fixture.question), denied]) == ["was denied:  edit model.py", "because too deep"])
    made.append([TimedAgentEvent(at: 1, event: denied)])
    #expect(made.open == nil)
  }

  @Test("says how each turn ended, in a sentence")
  func endings() {
    let endings: [(AgentEnding, String)] = [
      (.done, "the turn is over"), (.refused("no"), "the turn is over, it would not do it: no"),
      (.interrupted, "the turn is over, a person ended it"),
      (.bounded("20 turns"), "the turn is over, a bound was met: 20 turns"),
      (.limited(until: 5, ""), "the turn is over, its account is used up until 05:00"),
      (.unauthorised("401"), "the turn is over, its login was not accepted: 401"),
      (.missing("install it"), "the turn is over, its program cannot be started: install it"),
      (.silent(300), "the turn is over, it said nothing for 5 min"),
      (.failed("exit 1"), "the turn failed: exit 1"),
    ]
    for (ending, words) in endings { #expect(rows([.finished(ending)]) == [words]) }
  }

  @Test("keeps the newest within bounds, and lays out only what is new")
  func bounds() {
    var transcript = Transcript()
    var page = TranscriptPage()
    let line = String(repeating: "word ", count: 200) + "\n\n"
    var laidOut = 0
    // Ten megabytes in pieces of a kilobyte.
    for piece in 0..<10_000 {
      transcript.append([TimedAgentEvent(at: Double(piece), event: .text(line))])
      guard piece % 20 == 0 else { continue }
      page.update(transcript, TranscriptView(), width: 80, utcOffset: 0) { _ in "" }
      laidOut = page.laidOut
    }
    #expect(transcript.blocks.reduce(0) { $0 + $1.size } <= 1 << 20)
    #expect(transcript.blocksLeftOut > 8000)
    #expect(transcript.blocksLeftOut + transcript.blocks.count == 10_000)
    // Every block once, and the open one once more each time.
    #expect(laidOut <= 10_000 + 501)
    page.update(transcript, TranscriptView(), width: 80, utcOffset: 0) { _ in "" }
    let before = page.laidOut
    page.update(transcript, TranscriptView(), width: 80, utcOffset: 0) { _ in "" }
    #expect(page.laidOut == before)
  }

  @Test("one line of ten megabytes, and one call of as much, stay within bounds")
  func longLine() {
    var transcript = Transcript()
    let piece = String(repeating: "漢", count: 30_000)
    for _ in 0..<110 { transcript.append([TimedAgentEvent(at: 1, event: .text(piece))]) }
    #expect(transcript.blocks.count > 10)
    #expect(transcript.blocks.reduce(0) { $0 + $1.size } <= 1 << 20)
    for block in transcript.blocks {
      guard case .prose(let prose) = block.content else { continue }
      #expect(prose.text.allSatisfy { $0 == "漢" } && prose.text.utf8.count < 10_000)
    }
    let output = String(repeating: "x\n", count: 2_000_000)
    let call = ToolCall(
      id: "1", kind: .run, name: "Bash", title: piece, state: .done,
      edits: [ToolEdit(path: "a", old: output, new: output + "y")], output: output)
    transcript.append([TimedAgentEvent(at: 2, event: .tool(call))])
    #expect((transcript.blocks.last?.size ?? 0) < 64 << 10)
  }
}
