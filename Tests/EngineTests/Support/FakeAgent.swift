import Foundation

/// A coding agent that speaks the Agent Client Protocol and does what a test says, in Python.
///
/// `turn(text)` is called with each prompt; it has `say`, `write`, `ask`, `wait`, `spend` and `fail`,
/// and gives why it stopped, by default `end_turn`. What it was asked is noted in `asked.txt` beside
/// the script, a line each: the turn, the method, the session.
enum FakeAgent {
  static func script(_ turn: String) -> String {
    let body = turn.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "    " + $0 }.joined(separator: "\n")
    return head + "\ndef turn(text):\n" + body + "\n    return 'end_turn'\n" + tail
  }

  private static let head = """
    import json, os, sys
    HERE = os.path.dirname(os.path.abspath(__file__))
    TURN = int(os.environ["PAWL_TURN"])
    session = None
    count = 0
    class Fail(Exception): pass
    def send(**message):
        message["jsonrpc"] = "2.0"
        sys.stdout.write(json.dumps(message) + "\\n")
        sys.stdout.flush()
    def read():
        line = sys.stdin.readline()
        if not line: sys.exit(0)
        return json.loads(line)
    def update(kind, **fields):
        fields["sessionUpdate"] = kind
        send(method="session/update", params={"sessionId": session, "update": fields})
    def say(text):
        update("agent_message_chunk", content={"type": "text", "text": text})
    def write(path, text):
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        with open(path, "w") as file: file.write(text)
    def spend(dollars, used=100, size=1000):
        update("usage_update", used=used, size=size, cost={"amount": dollars, "currency": "USD"})
    def ask(title, path="value.txt"):
        "Gives the kind of the option that was chosen, or cancelled."
        global count
        count += 1
        send(id="ask%d" % count, method="session/request_permission", params={
            "sessionId": session,
            "toolCall": {"toolCallId": "t%d" % count, "title": title, "kind": "edit",
                         "locations": [{"path": os.path.abspath(path)}]},
            "options": [{"optionId": k, "kind": k, "name": k}
                        for k in ("allow_once", "allow_always", "reject_once")]})
        while True:
            message = read()
            if message.get("id") == "ask%d" % count:
                return message["result"]["outcome"].get("optionId", "cancelled")
    def wait():
        "Gives the method of the next message."
        return read().get("method")
    def fail(text, code=-32603): raise Fail(code, text)

    """

  private static let tail = """
    def note(method, name):
        with open(HERE + "/asked.txt", "a") as file:
            file.write("%d %s %s\\n" % (TURN, method, name or "-"))
    while True:
        message = read()
        method, params = message.get("method"), message.get("params") or {}
        if method == "initialize":
            send(id=message["id"], result={"protocolVersion": 1, "agentCapabilities": {"loadSession": True}})
        elif method in ("session/new", "session/load"):
            session = params.get("sessionId") or "s%d" % TURN
            note(method, session)
            send(id=message["id"], result={"sessionId": session})
        elif method == "session/prompt":
            text = "\\n".join(block["text"] for block in params["prompt"])
            try: send(id=message["id"], result={"stopReason": turn(text) or "end_turn"})
            except Fail as why:
                send(id=message["id"], error={"code": why.args[0], "message": why.args[1]})
    """
}

extension TestProject {
  /// A project whose agent speaks a protocol and does what is written in Python.
  static func talking(
    _ turn: String, options: String? = nil, _ change: (inout Yaml) -> Void = { _ in }
  ) async throws -> TestProject {
    var yaml = Yaml()
    yaml.use = "acp"
    yaml.options = options
    let project = try TestProject(bare: "project")
    yaml.agent = "python3 '\(project.agentPath)'"
    change(&yaml)
    try await project.fill(yaml, agent: FakeAgent.script(turn))
    return project
  }

  /// What the agent was asked, a line each.
  var asked: [String] {
    let text = try? String(contentsOfFile: root + "/asked.txt", encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }
}
