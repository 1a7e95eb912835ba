import CSupervise
import Core
import Foundation
import Settings
import Testing

@testable import Engine

/// Real programs where they are installed, against a server on this machine that turns them away:
/// no key, no account and no model is needed.
@Suite(.serialized) struct RealProgramTests {
  /// A server that answers every request with a status; gives its port first.
  private static let server = """
    import http.server, sys
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get('Content-Length') or 0))
            body = b'{"type":"error","error":{"type":"authentication_error","message":"no"}}'
            self.send_response(401)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        do_GET = do_HEAD = do_POST
        def log_message(self, *words): pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Answer)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  @Test func claudeWithoutAKeyThatIsAcceptedSaysSo() throws {
    let path = ProcessInfo.processInfo.environment["PATH"]
    guard let claude = ProgramPath.find("claude", path: path),
      let python = ProgramPath.find("python3", path: path)
    else {
      print("skipped: claude or python3 is not on PATH")
      return
    }
    var pipe: [Int32] = [-1, -1]
    _ = pawl_half_pipe(&pipe, 1)
    defer { for end in pipe { close(end) } }
    var pid: Int32 = -1
    let variables = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    let failure = withCStrings([python, "-c", Self.server]) { argv in
      withCStrings(variables) { envp in
        pawl_spawn(python, argv, envp, nil, -1, pipe[1], -1, Int32(PAWL_OWN_GROUP.rawValue), &pid)
      }
    }
    try #require(failure == 0)
    defer {
      var ended: (Int32, Int32) = (0, 0)
      pawl_signal_tree(pid, SIGKILL)
      _ = pawl_wait(pid, &ended.0, &ended.1)
    }
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(pipe[0], &buffer, buffer.count)
    let port = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).first.map(String.init)
    let turn = try Turn(.claude, command: claude)
    turn.environment = turn.environment.merging([
      "HOME": turn.task.home, "ANTHROPIC_BASE_URL": "http://127.0.0.1:\(try #require(port))",
      "ANTHROPIC_API_KEY": "no-such-key-at-all", "DISABLE_TELEMETRY": "1",
      "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    ]) { $1 }
    let report = turn.run()
    guard case .unauthorised = report.ending else {
      Issue.record("\(report.ending)")
      return
    }
    #expect(report.session != nil)
    #expect(turn.file("job/raw.jsonl")?.contains("no-such-key-at-all") == false)
  }

  /// What a turn of a real agent came to.
  private struct Driven: Sendable {
    var report: TurnReport
    var file: String?
    var raw: String?
  }

  /// Drives it on a thread of its own: it takes seconds, in which other tests need theirs.
  private func drive(_ agent: RealAgent, key: String) async throws -> Driven {
    try await withCheckedThrowingContinuation { continuation in
      Thread {
        continuation.resume(
          with: Result {
            let (turn, model) = try agent.turn({ try ScriptedModel(editing: $0) }, key: key)
            let report = withExtendedLifetime(model) { turn.run() }
            return Driven(
              report: report, file: turn.file("clone/train.py"), raw: turn.file("job/raw.jsonl"))
          })
      }.start()
    }
  }

  @Test(arguments: RealAgent.allCases)
  func `a real agent's edit is in its clone when its turn is over`(_ agent: RealAgent) async throws
  {
    if let absence = agent.absence { return print("skipped: \(absence)") }
    let driven = try await drive(agent, key: "good-key")
    #expect(driven.report.ending == .done)
    #expect(driven.file == "RATE = 2\nDEPTH = 8\n")
    #expect(driven.report.message.contains("TITLE: rate -> 2"))
  }

  @Test(arguments: RealAgent.allCases)
  func `a real agent whose key is refused ends its turn soon`(_ agent: RealAgent) async throws {
    if let absence = agent.absence { return print("skipped: \(absence)") }
    let driven = try await drive(agent, key: "no-such-key-at-all")
    guard case .unauthorised = driven.report.ending else {
      Issue.record("\(driven.report.ending)")
      return
    }
    #expect(driven.file == "RATE = 1\nDEPTH = 8\n")
    #expect(driven.raw?.contains("no-such-key-at-all") != true)
  }
}
