import Foundation
import Glibc

/// A program that a test started, with its output in files.
final class Program: Sendable {
  let pid: Int32
  private let folder: String
  private let handle: Int32

  /// How a program ended and what it said.
  struct Ending: Sendable {
    /// The exit status; nil when a signal ended it.
    var status: Int32?
    var signal: Int32?
    var out: String
    var err: String

    var lines: [String] { out.split(separator: "\n").map(String.init) }
  }

  /// Starts it in a session of its own, as from a terminal that nobody else uses.
  init(
    _ program: String, _ arguments: [String], in folder: String, environment: [String: String]
  ) throws {
    self.folder = NSTemporaryDirectory() + "pawl-out-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: self.folder, withIntermediateDirectories: true)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, self.folder + "/out", flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, self.folder + "/err", flags, 0o600)
    // A thread of the pool has signals blocked that a program has to get.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | 0x80))
    // It goes to its folder and becomes the program, with the same process id.
    let env = "/usr/bin/env"
    let words = [env, "-C", folder, program] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
    argv.append(nil)
    envp.append(nil)
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let failure = posix_spawn(&pid, env, &actions, &attributes, argv, envp)
    guard failure == 0 else {
      throw Hang(description: "cannot start \(program): \(String(cString: strerror(failure)))")
    }
    self.pid = pid
    handle = Self.pidHandle(pid)
  }

  deinit {
    close(handle)
    try? FileManager.default.removeItem(atPath: folder)
  }

  func send(_ signal: Int32) { _ = kill(pid, signal) }

  /// What it said so far.
  var out: String { Self.text(folder + "/out") }
  var err: String { Self.text(folder + "/err") }
  /// Where its output grows.
  var outputFolder: String { folder }

  /// Waits for its end; one that hangs is ended and reported.
  func ending(seconds: Double = 120) async throws -> Ending {
    let handle = handle
    let pid = pid
    let status = try await blocking {
      var request = pollfd(fd: handle, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, Int32(seconds * 1000))
      if ready != 1 { _ = kill(pid, SIGKILL) }
      var status: Int32 = 0
      _ = waitpid(pid, &status, 0)
      return ready == 1 ? status : nil
    }
    guard let status else {
      throw Hang(description: "a program went on for \(Int(seconds)) s: \(out.suffix(500)) \(err)")
    }
    let signal = status & 0x7f
    return Ending(
      status: signal == 0 ? (status >> 8) & 0xff : nil, signal: signal == 0 ? nil : signal,
      out: out, err: err)
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  /// A descriptor that is readable once the process has ended.
  private static func pidHandle(_ pid: Int32) -> Int32 {
    typealias Open = @convention(c) (Int32, UInt32) -> Int32
    guard let address = dlsym(nil, "pidfd_open") else { return -1 }
    return unsafeBitCast(address, to: Open.self)(pid, 0)
  }
}

/// What the kernel says of any process.
enum Processes {
  /// Whether it is there and not a zombie.
  static func isAlive(_ pid: Int32) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let state = stat.split(separator: ")").last?.split(separator: " ").first
    else { return false }
    return state != "Z" && state != "X"
  }

  /// The processor cores it may use, as the kernel writes them: `0` or `0-1`.
  static func cores(_ pid: Int32) -> String? {
    let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    return line?.split(separator: "\t").last.map(String.init)
  }

  /// Processes whose environment names this folder.
  static func mentioning(_ word: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { pid in
      guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ"),
        isAlive(pid)
      else { return false }
      return data.range(of: Data(word.utf8)) != nil
    }
  }
}
