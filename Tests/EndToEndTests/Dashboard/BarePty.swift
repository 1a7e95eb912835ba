import Foundation
import Glibc

/// A program on a pseudo-terminal of its own, with nothing in between.
final class BarePty {
  /// TIOCSPTLCK and TIOCGPTN, whose C definitions Swift cannot read.
  private static let unlock: UInt = 0x4004_5431
  private static let number: UInt = 0x8004_5430

  private var terminal: Int32
  /// The program's side, held open so that the modes outlive the program.
  private let side: Int32
  let process: pid_t

  /// Starts a shell command in a session of its own.
  init(_ command: String, in folder: String, environment: [String: String]) throws {
    terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    guard terminal >= 0, ioctl(terminal, BarePty.unlock, &unlocked) == 0,
      ioctl(terminal, BarePty.number, &number) == 0
    else { throw Hang(description: "no pseudo-terminal: \(String(cString: strerror(errno)))") }
    let name = "/dev/pts/\(number)"
    side = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var size = winsize(ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    process = try BarePty.spawn(command, in: folder, environment, on: name)
  }

  deinit {
    if process > 0, waitpid(process, nil, WNOHANG) == 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(side)
    hangUp()
  }

  private static func spawn(
    _ command: String, in folder: String, _ environment: [String: String], on name: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Whoever leads a session and opens a terminal is controlled by it.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
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
    let words = ["env", "-C", folder, "sh", "-c", command]
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
    envp.append(nil)
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let failure = posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, &argv, &envp)
    guard failure == 0 else {
      throw Hang(description: "cannot start \(command): \(String(cString: strerror(failure)))")
    }
    return pid
  }

  /// Closes the window.
  func hangUp() {
    if terminal >= 0 { close(terminal) }
    terminal = -1
  }

  func type(_ text: String) { _ = Glibc.write(terminal, text, text.utf8.count) }

  /// Whether lines are edited and echoed by the terminal, as a shell needs it.
  var isCooked: Bool {
    var modes = termios()
    guard tcgetattr(side, &modes) == 0 else { return false }
    let wanted = tcflag_t(ECHO | ICANON)
    return modes.c_lflag & wanted == wanted
  }

  /// What comes until the output has the text in it, or until none has come for a while.
  func read(until wanted: String, seconds: Double = 20) -> String {
    let limit = ContinuousClock.now + .seconds(seconds)
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while ContinuousClock.now < limit {
      var request = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 1000) > 0 else { continue }
      let count = Glibc.read(terminal, &part, part.count)
      guard count > 0 else { break }
      output += part.prefix(count)
      if String(decoding: output, as: UTF8.self).contains(wanted) { break }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// How it ended, and the seconds of CPU it took in all; nil when it goes on.
  func ending(seconds: Double = 20) -> (signal: Int32, status: Int32, cpu: Double)? {
    typealias Open = @convention(c) (Int32, UInt32) -> Int32
    guard let address = dlsym(nil, "pidfd_open") else { return nil }
    let handle = unsafeBitCast(address, to: Open.self)(process, 0)
    defer { close(handle) }
    var request = pollfd(fd: handle, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, Int32(seconds * 1000)) == 1 else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process else { return nil }
    func text(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return (status & 0x7f, (status >> 8) & 0xff, text(usage.ru_utime) + text(usage.ru_stime))
  }
}
