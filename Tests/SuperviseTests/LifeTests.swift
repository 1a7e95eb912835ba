import CSupervise
import Foundation
import Testing

@Suite struct LifeTests {
  @Test func `a run outlives the group that started it`() throws {
    let job = try Job()
    let command = ["sh", "-c", "read line; echo got $line"]
    let words = [binary] + job.arguments(command, ["--detach", "--stdin", "fifo"])
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let launcher = try Child("/bin/sh", ["-c", "\(quoted); sleep 1000"], newSession: true)
    let start = try job.started()
    #expect(pawl_kill(-launcher.pid, SIGKILL) == 0)
    #expect(try launcher.wait().signal == SIGKILL)
    #expect(pawl_lock_is_held(job.path("lock")) == 1)
    #expect(pawl_start_ticks(start.child) == start.child_start)
    let writer = try #require(FileHandle(forWritingAtPath: job.path("stdin")))
    try writer.write(contentsOf: Data("word\n".utf8))
    #expect(try job.record().code == 0)
    #expect(job.text("out.log") == "got word\n")
  }

  @Test func `a killed supervisor takes its command with it and leaves no record`() throws {
    let job = try Job()
    #expect(mkfifo(job.path("output"), 0o600) == 0)
    let reader = open(job.path("output"), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    let options = ["--stdout", job.path("output")]
    let supervisor = try Child(
      binary, job.arguments(["sleep", "1000"], options), newSession: true)
    let start = try job.started()
    #expect(start.supervisor == supervisor.pid)
    #expect(pawl_kill(supervisor.pid, SIGKILL) == 0)
    #expect(try supervisor.wait().signal == SIGKILL)
    // The command alone holds the other end: it hangs up when the command is gone.
    var watched = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    #expect(poll(&watched, 1, 60_000) == 1)
    #expect(watched.revents & Int16(POLLHUP) != 0)
    #expect(pawl_lock_is_held(job.path("lock")) == 0)
    #expect(!job.exists("exit.json"))
  }

  @Test func `the lock is held from the start to the record`() throws {
    let job = try Job()
    #expect(pawl_lock_is_held(job.path("lock")) == 0)
    let command = ["sh", "-c", "read line"]
    let supervisor = try Child(binary, job.arguments(command, ["--stdin", "fifo"]))
    _ = try job.started()
    #expect(pawl_lock_is_held(job.path("lock")) == 1)
    let writer = try #require(FileHandle(forWritingAtPath: job.path("stdin")))
    try writer.write(contentsOf: Data("\n".utf8))
    #expect(try supervisor.wait() == Ending(code: 0, signal: 0))
    #expect(pawl_lock_is_held(job.path("lock")) == 0)
    #expect(job.exists("exit.json"))
  }

  @Test func `the starter returns when the lock is held`() throws {
    for _ in 0..<20 {
      let job = try Job()
      try job.start(["sleep", "1000"])
      #expect(pawl_lock_is_held(job.path("lock")) == 1)
    }
  }

  @Test func `a job cannot be started twice at once`() throws {
    let job = try Job()
    try job.start(["sleep", "1000"])
    #expect(try sentence(job) == "pawl supervise: the job in '\(job.folder)' is already running\n")
  }

  @Test func `a job cannot be started again`() throws {
    let job = try Job()
    let first = try job.run(script: "echo once")
    try job.wait(for: "the lock to be free") { pawl_lock_is_held(job.path("lock")) == 0 }
    #expect(try sentence(job) == "pawl supervise: the job in '\(job.folder)' has already run\n")
    #expect(try job.record().ended == first.ended)
    #expect(job.text("out.log") == "once\n")
  }

  @Test func `who runs is told by numbers that cannot be mistaken for another's`() throws {
    let job = try Job()
    try job.start(["sleep", "1000"])
    let start = try job.started()
    var boot = [CChar](repeating: 0, count: 64)
    #expect(pawl_boot_id(&boot, boot.count) == 0)
    #expect(start.boot.utf8.elementsEqual(boot.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))))
    #expect(start.supervisor_start == pawl_start_ticks(start.supervisor))
    #expect(start.child_start == pawl_start_ticks(start.child))
    #expect(start.started > 1_000_000_000)
  }

  @Test func `the heart beats while the command is silent`() throws {
    let job = try Job()
    try job.start(["sleep", "1000"])
    let first = try job.read(Heartbeat.self, "heartbeat")
    try job.wait(for: "another beat") {
      let beat = try job.read(Heartbeat.self, "heartbeat")
      return beat.at > first.at && beat.rss > 0
    }
  }

  /// Starts the job once more and gives what the starter says about it.
  private func sentence(_ job: Job) throws -> String {
    var pipe: [Int32] = [-1, -1]
    #expect(pawl_pipe(&pipe) == 0)
    let again = try Child(
      binary, job.arguments(["echo", "again"], ["--detach"]), stderr: pipe[1])
    close(pipe[1])
    #expect(try again.wait() == Ending(code: 1, signal: 0))
    let said = FileHandle(fileDescriptor: pipe[0], closeOnDealloc: true).availableData
    return String(decoding: said, as: UTF8.self)
  }
}
