import CSupervise
import Foundation
import Testing

@Suite struct RunTests {
  @Test func `a command that ends by itself is recorded with its output`() throws {
    let job = try Job()
    let record = try job.run(script: "echo result; echo trouble >&2")
    #expect(record.reason == "exited")
    #expect(record.code == 0)
    #expect(record.signal == nil)
    #expect(record.error == nil)
    #expect(!record.asked)
    #expect(job.text("out.log") == "result\n")
    #expect(job.text("err.log") == "trouble\n")
  }

  @Test func `the fields of a record agree with each other`() throws {
    let job = try Job()
    let record = try job.run(script: "i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done; echo $i")
    #expect(record.started > 1_000_000_000)
    #expect(record.started <= record.ended)
    #expect(record.wall >= record.ended - record.started - 0.01)
    #expect(record.cpu > 0)
    #expect(abs(record.cpu - record.cpu_user - record.cpu_system) < 0.001)
    #expect(record.cpu_after_ask == 0)
    #expect(record.wall_after_ask == 0)
    #expect(record.max_rss > 100_000)
    #expect(record.suspended == 0)
    #expect(record.bytes_out == 6)
    #expect(record.bytes_err == 0)
    #expect(record.dropped == 0)
    #expect(record.processes >= 1)
  }

  @Test func `a failing command is recorded with its code`() throws {
    let record = try Job().run(script: "exit 3")
    #expect(record.reason == "exited")
    #expect(record.code == 3)
  }

  @Test func `a command ended by a signal is recorded with the signal`() throws {
    let record = try Job().run(script: "kill -SEGV $$")
    #expect(record.reason == "exited")
    #expect(record.code == nil)
    #expect(record.signal == Int(SIGSEGV))
  }

  @Test func `an unknown program is an error with a sentence`() throws {
    let job = try Job()
    try job.start(["no-such-program"])
    let record = try job.record()
    #expect(record.reason == "error")
    #expect(record.code == 127)
    #expect(record.error == "cannot start 'no-such-program': No such file or directory")
  }

  @Test func `a missing working folder is an error with a sentence`() throws {
    let job = try Job()
    try job.start(["true"], cwd: "/no/\"such\" folder")
    let record = try job.record()
    #expect(record.reason == "error")
    #expect(record.error == "cannot enter '/no/\"such\" folder': No such file or directory")
  }

  @Test func `a missing input file is an error with a sentence`() throws {
    let job = try Job()
    try job.start(["true"], ["--stdin", "/no/input"])
    let record = try job.record()
    #expect(
      record.error == "cannot read standard input from '/no/input': No such file or directory")
  }

  @Test func `a command inherits three descriptors, default signals and its own session`() throws {
    let job = try Job()
    let script = """
      for fd in /proc/$$/fd/*; do [ -e $fd ] && echo ${fd##*/}; done
      read stat < /proc/$$/stat; set -- $stat; [ $6 = $$ ] && echo session
      pwd
      grep -E 'SigBlk|SigIgn' /proc/$$/status | cut -f 2
      """
    _ = try job.run(script: script)
    let lines = job.text("out.log").split(separator: "\n")
    let folder = URL(fileURLWithPath: job.folder).resolvingSymlinksInPath().path
    #expect(lines.prefix(5) == ["0", "1", "2", "session", folder[...]])
    // The C library keeps two signals to itself and may hand them on ignored.
    let reserved: UInt64 = 1 << 31 | 1 << 32
    for mask in try lines.dropFirst(5).map({ try #require(UInt64($0, radix: 16)) }) {
      #expect(mask & ~reserved == 0)
    }
  }

  @Test func `a command runs on the cores it was given`() throws {
    let job = try Job()
    let allowed = "grep Cpus_allowed_list /proc/self/status | cut -f 2"
    _ = try job.run(script: allowed)
    let core = job.text("out.log").prefix(while: \.isNumber)
    let pinned = try Job()
    _ = try pinned.run(script: allowed, ["--cores", String(core)])
    #expect(pinned.text("out.log") == "\(core)\n")
  }

  @Test func `standard input can be a file`() throws {
    let job = try Job()
    try Data("from a file".utf8).write(to: URL(fileURLWithPath: job.path("input")))
    _ = try job.run(script: "cat", ["--stdin", job.path("input")])
    #expect(job.text("out.log") == "from a file")
  }

  @Test func `standard input is empty unless asked for`() throws {
    let job = try Job()
    let record = try job.run(script: "cat")
    #expect(record.code == 0)
    #expect(record.bytes_out == 0)
  }

  @Test func `writers to the standard input may come and go`() throws {
    let job = try Job()
    try job.start(
      script: "read a; echo one $a; read b; echo two $b", ["--stdin", "fifo"])
    for (line, answer) in [("left", "one left\n"), ("right", "two right\n")] {
      let writer = try #require(FileHandle(forWritingAtPath: job.path("stdin")))
      try writer.write(contentsOf: Data("\(line)\n".utf8))
      try writer.close()
      try job.wait(output: answer)
    }
    #expect(try job.record().code == 0)
  }

  @Test func `wrong usage is told apart from a job that cannot be taken`() throws {
    let job = try Job()
    let options = [
      ["--wall-ms", "soon"], ["--cores", "one"], ["--cores", "3-1"], ["--log-cap", "1"],
      ["--unknown", "x"], ["--grace-ms", "-1"],
    ]
    for wrong in options {
      #expect(try job.start(["true"], wrong).code == 2, "\(wrong)")
    }
    #expect(try Child(binary, ["supervise", "--job", job.folder]).wait().code == 2)
    #expect(try Child(binary, job.arguments([], [])).wait().code == 2)
    let elsewhere = ["supervise", "--job", "/no/folder", "--cwd", "/", "--", "true"]
    #expect(try Child(binary, elsewhere).wait().code == 1)
  }
}
