import Foundation
import Testing

/// Whether bubblewrap works on this machine.
private let hasFrame: Bool = {
  let trial = ["--ro-bind", "/", "/", "--proc", "/proc", "--unshare-pid", "true"]
  return (try? Child("/usr/bin/bwrap", trial).wait()) == Ending(code: 0, signal: 0)
}()

@Suite("A command in bubblewrap", .enabled(if: hasFrame, "bubblewrap does not work here"))
struct FrameTests {
  private func run(_ script: String, _ options: [String] = []) throws -> (Job, Record) {
    let job = try Job()
    let frame = [
      "/usr/bin/bwrap", "--die-with-parent", "--new-session", "--unshare-pid", "--ro-bind", "/",
      "/", "--dev", "/dev", "--proc", "/proc", "--bind", job.folder, job.folder,
    ]
    let ending = try job.start(frame + ["sh", "-c", script], ["--framed"] + options)
    #expect(ending == Ending(code: 0, signal: 0))
    return (job, try job.record())
  }

  @Test func `is asked to end, and may save`() throws {
    let (job, record) = try run(
      "trap 'echo saved; exit 4' TERM; while :; do sleep 0.05; done",
      ["--wall-ms", "500", "--grace-ms", "60000"])
    #expect(record.reason == "budget")
    #expect(record.asked)
    #expect(record.code == 4)
    #expect(job.text("out.log") == "saved\n")
  }

  @Test func `is asked even when its budget ends while it is being started`() throws {
    let (_, record) = try run("sleep 300", ["--wall-ms", "1", "--grace-ms", "60000"])
    #expect(record.reason == "budget")
    #expect(record.signal == Int(SIGTERM))
  }

  @Test func `is killed after its grace, and its time until then counts`() throws {
    let (_, record) = try run(
      "trap '' TERM; while :; do :; done", ["--cpu-ms", "100", "--grace-ms", "300"])
    #expect(record.signal == Int(SIGKILL))
    #expect(record.cpu_after_ask > 0)
    #expect(record.cpu >= 0.1)
  }

  @Test func `ends with its own status, or the signal that ended it`() throws {
    #expect(try run("exit 3").1.code == 3)
    let killed = try run("kill -SEGV $$").1
    #expect(killed.signal == Int(SIGSEGV))
    #expect(killed.code == nil)
  }

  @Test func `counts its own processes and not those around it`() throws {
    #expect(try run("exec sleep 0.01").1.processes == 1)
  }

  @Test func `leaves nothing behind, whatever session it fled to`() throws {
    let (job, record) = try run(
      "setsid sh -c 'echo $$; exec sleep 300' & sleep 0.1; echo done")
    #expect(record.code == 0)
    #expect(record.wall < 100)
    #expect(job.text("out.log").contains("done"))
  }
}

@Suite struct BoundTests {
  @Test func `too many processes end a run at once`() throws {
    let record = try Job().run(
      script: "trap '' TERM; for i in 1 2 3 4 5 6; do sleep 300 & done; wait",
      ["--max-processes", "4", "--grace-ms", "60000"])
    #expect(record.reason == "processes")
    #expect(!record.asked)
  }

  @Test func `too much memory ends a run at once`() throws {
    let record = try Job().run(
      script: "exec python3 -c 'import signal; held = bytearray(200 << 20); signal.pause()'",
      ["--max-memory", "100000000"])
    #expect(record.reason == "memory")
    #expect(record.max_rss > 100_000_000)
  }

  @Test func `too many files in its folders end a run`() throws {
    let job = try Job()
    try FileManager.default.createDirectory(
      atPath: job.path("tmp"), withIntermediateDirectories: true)
    let record = try job.run(
      script:
        "for i in 1 2 3 4; do head -c 900000 /dev/zero > tmp/$i; done; sleep 300",
      ["--max-disk", "2000000", "--counted", job.path("tmp")])
    #expect(record.reason == "disk")
  }

  @Test func `a single file cannot outgrow the disk a run may have`() throws {
    let job = try Job()
    let record = try job.run(
      script: "exec head -c 3000000 /dev/zero > big", ["--max-disk", "1000000"])
    #expect(record.signal == Int(SIGXFSZ))
    let size = try FileManager.default.attributesOfItem(atPath: job.path("big"))[.size] as? Int
    #expect(size == 1_000_000)
  }

  @Test func `a run within its bounds is left alone`() throws {
    let record = try Job().run(
      script: "sleep 0.6; exit 0",
      ["--max-processes", "50", "--max-memory", "900000000", "--max-disk", "1000000000"])
    #expect(record.reason == "exited")
    #expect(record.code == 0)
  }
}
