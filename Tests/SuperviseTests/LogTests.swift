import CSupervise
import Foundation
import Testing

@Suite struct LogTests {
  @Test func `of a huge log the head and the tail are kept in whole lines`() throws {
    let job = try Job()
    let cap = 1 << 20
    let line = "step 1 loss 0.25"
    let record = try job.run(
      script: "echo first; yes '\(line)' | head -c 200000000; echo; echo last",
      ["--log-cap", String(cap), "--wall-ms", "60000"])
    #expect(record.reason == "exited")
    #expect(record.bytes_out == 200_000_012)
    let text = job.text("out.log")
    let lines = text.split(separator: "\n")
    let marks = lines.filter { $0.hasPrefix("…") }
    #expect(marks == ["… \(record.dropped) bytes left out …"])
    #expect(lines.first == "first")
    #expect(lines.last == "last")
    // 200 000 000 is not a multiple of the line's length: the last one before the end is cut short.
    let others = Set(lines.dropFirst().dropLast(2).filter { !$0.hasPrefix("…") })
    #expect(others == [line[...]])
    let kept = text.utf8.count - (marks.first?.utf8.count ?? 0) - 2
    #expect(kept + record.dropped == record.bytes_out)
    #expect(kept <= cap && kept > cap / 2)
    #expect(!job.exists("out.tail"))
  }

  @Test func `a log within its cap is kept byte for byte`() throws {
    let job = try Job()
    let record = try job.run(script: "seq 1 800", ["--log-cap", "4096"])
    let expected = (1...800).map { "\($0)\n" }.joined()
    #expect(expected.utf8.count > 2048 && expected.utf8.count < 4096)
    #expect(job.text("out.log") == expected)
    #expect(record.dropped == 0)
  }

  @Test func `errors have a cap of their own`() throws {
    let job = try Job()
    let record = try job.run(script: "seq 1 100000 >&2; echo fine", ["--log-cap", "4096"])
    #expect(record.bytes_err == 588_895)
    #expect(record.bytes_out == 5)
    #expect(job.text("out.log") == "fine\n")
    #expect(job.text("err.log").hasPrefix("1\n2\n"))
    #expect(job.text("err.log").hasSuffix("99999\n100000\n"))
    #expect(job.text("err.log").utf8.count < 4200)
  }

  @Test func `a line longer than half the cap is not cut`() throws {
    let job = try Job()
    let script = "head -c 3000 /dev/zero | tr '\\0' x; echo; seq 1 10000"
    _ = try job.run(script: script, ["--log-cap", "4096"])
    let first = job.text("out.log").split(separator: "\n").first
    #expect(first?.utf8.count == 3000)
  }

  @Test func `output can be read while the run goes on`() throws {
    let job = try Job()
    try job.start(
      script: "echo early; read line; echo late", ["--stdin", "fifo", "--log-cap", "1024"])
    try job.wait(output: "early\n")
    #expect(!job.exists("exit.json"))
  }

  @Test(.enabled(if: Mount.works, "mounting a small file system takes root"))
  func `a full disk costs log lines and not the record`() throws {
    let job = try Job()
    let mount = try Mount(at: job.folder, size: "128k")
    defer { mount.remove() }
    #expect(try job.start(["sh", "-c", "seq 1 1000000"], cwd: "/").code == 0)
    let record = try job.record()
    #expect(record.reason == "exited")
    #expect(record.code == 0)
    #expect(record.bytes_out == 6_888_896)
    #expect(record.dropped > 6_000_000)
    #expect(job.text("out.log").hasPrefix("1\n2\n3\n"))
    try job.wait(for: "the lock to be free") { pawl_lock_is_held(job.path("lock")) == 0 }
  }
}

/// A small file system in memory.
struct Mount {
  let folder: String

  init(at folder: String, size: String) throws {
    self.folder = folder
    let arguments = ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", folder]
    guard try Child("/bin/mount", arguments).wait().code == 0 else {
      throw SystemError(code: EPERM)
    }
  }

  func remove() {
    _ = try? Child("/bin/umount", ["--lazy", folder]).wait()
  }

  /// Whether this process may mount; found by doing it.
  static let works: Bool = {
    guard let job = try? Job(), let mount = try? Mount(at: job.folder, size: "64k") else {
      return false
    }
    mount.remove()
    return true
  }()
}
