import CSupervise
import Foundation
import Testing

@testable import Engine

/// A model on this machine that always makes the same edit, for real agents to talk with.
final class ScriptedModel {
  let port: String
  private let pid: Int32

  /// - Parameter folder: where the file lies that it edits.
  init(editing folder: String, file: String = #filePath) throws {
    let script = URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/scripted_model.py").path
    let variables = ProcessInfo.processInfo.environment
    let python = try #require(ProgramPath.find("python3", path: variables["PATH"]))
    var pipe: [Int32] = [-1, -1]
    _ = pawl_half_pipe(&pipe, 1)
    defer { for end in pipe { close(end) } }
    var pid: Int32 = -1
    let failure = withCStrings([python, script, folder]) { argv in
      withCStrings(variables.map { "\($0.key)=\($0.value)" }) { envp in
        pawl_spawn(python, argv, envp, nil, -1, pipe[1], -1, Int32(PAWL_OWN_GROUP.rawValue), &pid)
      }
    }
    try #require(failure == 0)
    self.pid = pid
    close(pipe[1])
    pipe[1] = -1
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(pipe[0], &buffer, buffer.count)
    let said = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    port = try #require(said.split(whereSeparator: \.isWhitespace).first.map(String.init))
  }

  deinit {
    var ended: (Int32, Int32) = (0, 0)
    pawl_signal_tree(pid, SIGKILL)
    _ = pawl_wait(pid, &ended.0, &ended.1)
  }

  var address: String { "http://127.0.0.1:\(port)/v1" }
}
