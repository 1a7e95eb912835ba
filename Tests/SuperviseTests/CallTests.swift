import CSupervise
import Foundation
import Testing

@Suite struct CallTests {
  @Test func `a program that does not exist is an error of the start`() throws {
    #expect(throws: SystemError(code: ENOENT)) { try Child("/no/program", []) }
    #expect(throws: SystemError(code: ENOENT)) { try Child("/bin/true", [], cwd: "/no/folder") }
  }

  @Test func `an ending tells a code from a signal`() throws {
    #expect(try Child("/bin/sh", ["-c", "exit 7"]).wait() == Ending(code: 7, signal: 0))
    #expect(try Child("/bin/sh", ["-c", "kill -9 $$"]).wait() == Ending(code: -1, signal: 9))
  }

  @Test func `a started program gets the descriptors it was given and no other`() throws {
    let job = try Job()
    let file = open(job.path("all"), O_RDWR | O_CREAT, 0o600)
    defer { close(file) }
    let script = """
      echo out; echo err >&2
      for fd in /proc/$$/fd/*; do if [ -e $fd ]; then echo ${fd##*/}; fi; done
      """
    let child = try Child("/bin/sh", ["-c", script], stdout: file, stderr: file)
    #expect(try child.wait().code == 0)
    #expect(job.text("all") == "out\nerr\n0\n1\n2\n")
  }

  @Test func `a process that ended has no start time, even as a zombie`() throws {
    var pipe: [Int32] = [-1, -1]
    #expect(pawl_pipe(&pipe) == 0)
    let child = try Child("/bin/cat", [], stdout: pipe[1])
    close(pipe[1])
    var watched = pollfd(fd: pipe[0], events: Int16(POLLIN), revents: 0)
    #expect(poll(&watched, 1, 60_000) == 1)
    _ = try child.wait()
    #expect(pawl_start_ticks(child.pid) == -1)
    #expect(pawl_start_ticks(getpid()) > 0)
    close(pipe[0])
  }

  @Test func `a lock has one holder and many who ask`() throws {
    let job = try Job()
    let path = job.path("some.lock")
    #expect(pawl_lock_is_held(path) == 0)
    let lock = pawl_lock_try(path)
    #expect(lock >= 0)
    #expect(pawl_lock_is_held(path) == 1)
    #expect(pawl_lock_try(path) == -1)
    #expect(errno == EWOULDBLOCK)
    close(lock)
    #expect(pawl_lock_is_held(path) == 0)
  }

  @Test func `events come one at a time and with their names`() throws {
    let job = try Job()
    let watch = pawl_watch_open()
    defer { close(watch) }
    let folder = pawl_watch_add(watch, job.folder)
    #expect(folder >= 0)
    let long = String(repeating: "n", count: 255)
    for name in ["a", "middle-sized", long] {
      #expect(mkdir(job.path(name), 0o700) == 0)
    }
    for name in ["a", "middle-sized", long] {
      #expect(next(watch) == Event(result: 1, watch: folder, name: name))
    }
    #expect(next(watch, timeout: 0)?.result == 0)
  }

  @Test func `a watch for moves sees nothing else`() throws {
    let job = try Job()
    let watch = pawl_watch_open()
    defer { close(watch) }
    let folder = pawl_watch_add_moves(watch, job.folder)
    try Data().write(to: URL(fileURLWithPath: job.path("draft")))
    #expect(rename(job.path("draft"), job.path("final")) == 0)
    var events: [Event] = []
    while let event = next(watch, timeout: 0), event.result == 1 {
      events.append(event)
    }
    #expect(events.last == Event(result: 1, watch: folder, name: "final"))
  }

  @Test func `a wake ends the wait for an event`() throws {
    let watch = pawl_watch_open()
    var pipe: [Int32] = [-1, -1]
    #expect(pawl_pipe(&pipe) == 0)
    defer { [watch, pipe[0], pipe[1]].forEach { close($0) } }
    for _ in 0..<100_000 {
      try #require(pawl_wake(pipe[1]) == 0)
    }
    #expect(next(watch, wake: pipe[0], timeout: -1)?.result == 2)
    #expect(next(watch, wake: pipe[0], timeout: 0)?.result == 0)
  }

  @Test func `the numbers about this process and its disk make sense`() throws {
    var free: UInt64 = 0
    #expect(pawl_disk_free("/", &free) == 0)
    #expect(pawl_disk_free("/no/folder", &free) == ENOENT)
    #expect(pawl_process_cpu_us() > 0)
    #expect(pawl_process_rss() > 1_000_000)
    var boot = [CChar](repeating: 0, count: 37)
    #expect(pawl_boot_id(&boot, boot.count) == 0)
    #expect(boot.firstIndex(of: 0) == 36)
    #expect(pawl_boot_id(&boot, 20) == ERANGE)
  }

  private struct Event: Equatable {
    var result: Int32
    var watch: Int32
    var name: String
  }

  private func next(_ watch: Int32, wake: Int32 = -1, timeout: Int32 = 60_000) -> Event? {
    var name = [CChar](repeating: 0, count: 256)
    var watched: Int32 = -1
    let result = pawl_watch_next(watch, wake, timeout, &watched, &name, name.count)
    let bytes = name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    return result < 0
      ? nil : Event(result: result, watch: watched, name: String(decoding: bytes, as: UTF8.self))
  }
}
