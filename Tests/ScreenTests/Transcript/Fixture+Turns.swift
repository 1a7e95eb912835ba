import Core
import Screen

/// A campaign with agents in the middle of their turns, and what is known of those.
extension Fixture {
  /// a1 works, a2 is retrying, a4 said nothing for a while, a5 asks.
  static func turning() -> (snapshot: Snapshot, turns: [TextSource: Transcript]) { madeTurning }

  static let madeTurning: (snapshot: Snapshot, turns: [TextSource: Transcript]) = {
    var snapshot = told()
    for (index, (agent, state)) in [
      ("claude", LaneState.drafting), ("claude", .drafting), ("claude", .waiting),
      ("codex", .drafting), ("acp", .drafting),
    ].enumerated() {
      snapshot.record.lanes[index].agent = agent
      snapshot.record.lanes[index].state = state
      snapshot.record.lanes[index].turn = state == .drafting ? 30 : nil
      snapshot.record.lanes[index].since = now - Double(40 + 61 * index)
      snapshot.record.lanes[index].note = ""
      snapshot.record.lanes[index].limitedUntil = nil
    }
    snapshot.record.experiments[144].state = .discarded
    snapshot.record.lanes[1].hold = .retrying(attempt: 2, of: 10, status: 529)
    snapshot.record.lanes[3].hold = .quiet(since: now - 130)
    snapshot.record.lanes[4].question = question
    snapshot.activities = ["a1": "runs pytest -q"]
    var turns: [TextSource: Transcript] = [:]
    turns[.transcript("a1", turn: 30)] = transcript(of: working, identity: 1)
    turns[.transcript("a1", turn: 29)] = transcript(of: over, identity: 2)
    turns[.transcript("a2", turn: 30)] = transcript(of: retrying, identity: 3)
    turns[.transcript("a5", turn: 30)] = transcript(of: asking, identity: 4)
    return (snapshot, turns)
  }()

  static func transcript(of events: [AgentEvent], identity: Int = 0) -> Transcript {
    var transcript = Transcript(identity: identity)
    transcript.append(
      events.enumerated().map { TimedAgentEvent(at: now - 200 + Double($0 * 9), event: $1) })
    return transcript
  }

  static let question = AgentQuestion(
    id: "ask-7", tool: "t3", title: "edit model.py",
    edits: [
      ToolEdit(
        path: "model.py", old: "class Block:\n    depth = 8\n    heads = 6\n",
        new: "class Block:\n    depth = 10\n    heads = 6\n")
    ], mayAlways: true)

  private static let prompt = """
    You propose one change to tiny-gpt that makes val_bpb smaller.
    The champion is #131 with 0.9812.

    Change files under the repository, do not train, do not commit.
    """

  private static func edit(_ state: ToolCall.State) -> AgentEvent {
    .tool(
      ToolCall(
        id: "t2", kind: .edit, name: "Edit", title: "Edit train.py", state: state,
        path: "train.py",
        edits: [
          ToolEdit(
            path: "train.py",
            old: "    warmup = 0.0\n    warmdown = 0.5  # share of the budget\n    floor = 0.0\n",
            new: "    warmup = 0.0\n    warmdown = 0.6  # share of the budget\n    floor = 0.0\n")
        ]))
  }

  private static func run(
    _ id: String, _ command: String, _ state: ToolCall.State, _ output: String?
  )
    -> AgentEvent
  {
    .tool(
      ToolCall(
        id: id, kind: .run, name: "Bash", title: command, state: state, output: output))
  }

  /// Everything that can happen in a turn that goes on.
  static let working: [AgentEvent] = [
    .told(prompt, .prompt),
    .started(session: "5f0c2b9e-1f", model: "claude-opus-4-1", version: "2.1.330"),
    .thought("The warmdown decays over the last half.\nThe best runs of the history are still "),
    .thought("falling when they end, so a longer one may help."),
    .plan([
      PlanStep(text: "read the history of 146 experiments", state: .done),
      PlanStep(text: "lengthen the warmdown", state: .active),
      PlanStep(text: "check that the file still parses", state: .pending),
    ]),
    .text("The warmdown is **short** for this budget; #139 points "),
    .text("the same way. Two things follow from the history:\n\n- `warmdown` "),
    .text("at 0.6 leaves more steps at a small rate\n- the floor stays at 0.0, as #97 tried\n"),
    .tool(
      ToolCall(
        id: "t1", kind: .read, name: "Read", title: "Read train.py", state: .done,
        path: "train.py", output: "import torch\n" + String(repeating: "line\n", count: 80))),
    edit(.active), edit(.done),
    run("t3", "python -m py_compile train.py && pytest -q tests", .active, nil),
    run(
      "t3", "python -m py_compile train.py && pytest -q tests", .failed,
      "..F\nE   AssertionError: warmdown 0.6 is over the table's end\nFAILED tests/test_lr.py\n"
        + "1 failed, 2 passed in 0.41s\n"),
    .retrying(attempt: 1, of: 10, delay: 1, status: 529, why: "overloaded"),
    .retrying(attempt: 2, of: 10, delay: 8, status: 529, why: "overloaded"),
    .told("keep the embedding's learning rate", .inTurn),
    .text(
      "The table ends at one half. I extend it:\n\n```python\nTABLE = [0.5, 0.55, 0.6]\n"
        + "assert TABLE[-1] >= warmdown\n```\n"),
    .noise("{\"type\":\"telemetry\",\"n\":3}"),
    run("t4", "pytest -q", .active, nil),
    .usage(
      AgentUsage(
        input: 1_240_000, cached: 1_100_000, output: 14_200, dollars: 0.42, context: 96_000,
        contextSize: 200_000)),
  ]

  /// A turn that is over.
  static let over: [AgentEvent] = [
    .told(prompt, .prompt),
    .text("I lower the weight decay of the embeddings."), edit(.done),
    .finished(.done), .usage(AgentUsage(input: 400_000, output: 4100, dollars: 0.11)),
  ]

  static let retrying: [AgentEvent] = [
    .told(prompt, .prompt), .text("I will look at the schedule first."),
    .retrying(attempt: 2, of: 10, delay: 8, status: 529, why: "overloaded"),
  ]

  static let asking: [AgentEvent] = [
    .told(prompt, .prompt), .text("Deeper blocks train longer per step, but the budget allows it."),
    .ask(question),
  ]
}
