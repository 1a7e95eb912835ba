import CSupervise
import Foundation
import Testing

@Suite struct BudgetTests {
  @Test func `a run that ignores the request to end is killed after its grace`() throws {
    let record = try Job().run(
      script: "trap '' TERM; while :; do sleep 1; done", ["--wall-ms", "200", "--grace-ms", "100"])
    #expect(record.reason == "budget")
    #expect(record.asked)
    #expect(record.signal == Int(SIGKILL))
    #expect(record.wall >= 0.3)
    #expect(record.wall_after_ask >= 0.1)
  }

  @Test func `a run that is asked to end may save and choose its code`() throws {
    let job = try Job()
    let record = try job.run(
      script: "trap 'echo saved; exit 4' TERM; while :; do sleep 0.05; done",
      ["--wall-ms", "500", "--grace-ms", "60000"])
    #expect(record.reason == "budget")
    #expect(record.asked)
    #expect(record.code == 4)
    #expect(job.text("out.log") == "saved\n")
  }

  @Test func `the grace is for the whole tree, not only for its leader`() throws {
    let job = try Job()
    // The leader dies of the first request; the one below it still saves.
    let record = try job.run(
      script: "sh -c \"trap 'echo saved; exit 0' TERM; while :; do sleep 0.05; done\" & wait",
      ["--wall-ms", "500", "--grace-ms", "60000"])
    #expect(record.signal == Int(SIGTERM))
    #expect(job.text("out.log") == "saved\n")
  }

  @Test func `the request to end comes once`() throws {
    let job = try Job()
    _ = try job.run(
      script: "trap 'echo asked' TERM; while :; do sleep 0.05; done",
      ["--wall-ms", "500", "--grace-ms", "400"])
    #expect(job.text("out.log") == "asked\n")
  }

  @Test func `a stopped run can still answer the request to end`() throws {
    let job = try Job()
    let record = try job.run(
      script: "trap 'exit 5' TERM; kill -STOP $$; sleep 60",
      ["--wall-ms", "500", "--grace-ms", "60000"])
    #expect(record.code == 5)
  }

  @Test func `the CPU budget counts the whole tree`() throws {
    let record = try Job().run(
      script: "for i in 1 2; do sh -c 'while :; do :; done' & done; wait", ["--cpu-ms", "600"])
    #expect(record.reason == "budget")
    #expect(record.cpu >= 0.6)
    #expect(record.cpu < 6)
    #expect(record.processes >= 3)
  }

  @Test func `the CPU budget counts children that have already ended`() throws {
    let burn = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"
    let record = try Job().run(
      script: "while :; do sh -c '\(burn)'; done", ["--cpu-ms", "500", "--wall-ms", "50000"])
    #expect(record.reason == "budget")
    #expect(record.cpu >= 0.5)
    #expect(record.cpu < 5)
  }

  @Test func `computing on after the request to end is counted`() throws {
    let record = try Job().run(
      script: "trap '' TERM; while :; do :; done", ["--cpu-ms", "100", "--grace-ms", "300"])
    #expect(record.cpu_after_ask > 0)
    #expect(record.cpu_after_ask < record.cpu)
  }

  @Test func `the budget reaches a run that waits for a reader of its output`() throws {
    let job = try Job()
    #expect(mkfifo(job.path("output"), 0o600) == 0)
    let record = try job.run(
      script: "echo never", ["--stdout", job.path("output"), "--wall-ms", "200"])
    #expect(record.reason == "budget")
    #expect(record.signal == Int(SIGTERM))
  }

  @Test func `a run that waits for a reader of its output can be cancelled`() throws {
    let job = try Job()
    #expect(mkfifo(job.path("output"), 0o600) == 0)
    try job.start(["echo", "never"], ["--stdout", job.path("output")])
    #expect(pawl_kill(try job.started().supervisor, SIGTERM) == 0)
    #expect(try job.record().reason == "cancelled")
  }

  @Test func `output can go to a file of its own`() throws {
    let job = try Job()
    let record = try job.run(script: "echo value", ["--stdout", job.path("output")])
    #expect(job.text("output") == "value\n")
    #expect(job.text("out.log").isEmpty)
    #expect(record.bytes_out == 0)
  }
}
