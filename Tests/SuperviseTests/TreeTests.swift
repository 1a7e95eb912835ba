import CSupervise
import Foundation
import Testing

@Suite struct TreeTests {
  /// Leaves the session and its parent, ignores the request to end, and says its number.
  static let escapee = """
    (setsid sh -c 'trap "" TERM; echo $$ > escapee; exec sleep 1000' > /dev/null 2>&1 &)
    while [ ! -s escapee ]; do sleep 0.01; done
    """

  @Test func `a child that left the session is ended with the leader`() throws {
    let job = try Job()
    let record = try job.run(script: Self.escapee)
    #expect(record.reason == "exited")
    #expect(record.code == 0)
    #expect(pawl_start_ticks(try job.pid("escapee")) == -1)
  }

  @Test func `a child that left the session is ended at the budget`() throws {
    let job = try Job()
    let record = try job.run(
      script: Self.escapee + "\nsleep 1000", ["--wall-ms", "400", "--grace-ms", "100"])
    #expect(record.reason == "budget")
    #expect(pawl_start_ticks(try job.pid("escapee")) == -1)
  }

  @Test func `a straggler that holds the output open does not hold up the record`() throws {
    let job = try Job()
    let record = try job.run(script: "sleep 1000 & echo done")
    #expect(record.code == 0)
    #expect(job.text("out.log") == "done\n")
  }

  @Test func `a chain that forks, leaves and forks again is ended`() throws {
    let job = try Job()
    try Data("[ -e stop ] || setsid sh chain &\n".utf8)
      .write(to: URL(fileURLWithPath: job.path("chain")))
    defer { _ = try? Data().write(to: URL(fileURLWithPath: job.path("stop"))) }
    let record = try job.run(
      script: "for i in 1 2 3 4; do sh chain & done; sleep 1000",
      ["--wall-ms", "300", "--grace-ms", "50"])
    #expect(record.reason == "budget")
    #expect(record.processes > 1)
  }

  @Test func `a cancelled run ends although it ignores the request`() throws {
    let job = try Job()
    try job.start(
      script: "trap '' TERM; echo ready; while :; do sleep 1; done", ["--grace-ms", "60000"])
    try job.wait(output: "ready")
    let supervisor = try job.started().supervisor
    #expect(pawl_kill(supervisor, SIGTERM) == 0)
    let record = try job.record()
    #expect(record.reason == "cancelled")
    #expect(!record.asked)
    #expect(record.signal == Int(SIGKILL))
    #expect(record.wall_after_ask < 10)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGUSR1])
  func `each of the cancelling signals cancels`(signal: Int32) throws {
    let job = try Job()
    try job.start(["sleep", "1000"])
    let supervisor = try job.started().supervisor
    #expect(pawl_kill(supervisor, signal) == 0)
    let record = try job.record()
    #expect(record.reason == "cancelled")
    #expect(record.signal == Int(SIGTERM))
  }

  @Test func `a lost terminal does not cancel`() throws {
    let job = try Job()
    try job.start(script: "read line; echo $line", ["--stdin", "fifo"])
    #expect(pawl_kill(try job.started().supervisor, SIGHUP) == 0)
    let writer = try #require(FileHandle(forWritingAtPath: job.path("stdin")))
    try writer.write(contentsOf: Data("still here\n".utf8))
    #expect(try job.record().code == 0)
    #expect(job.text("out.log") == "still here\n")
  }
}
