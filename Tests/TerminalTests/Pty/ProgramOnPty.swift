import CTerminal
import Glibc
import Terminal

/// A full-screen program on a pseudo-terminal.
final class ProgramOnPty {
  let pty: Pty
  let process: pid_t

  /// The program to test, from the environment: an absolute path and perhaps arguments.
  ///
  /// It must open the screen by itself and stay.
  static var command: [String] {
    getenv("PAWL_TERMPROBE").map { String(cString: $0).split(separator: " ").map(String.init) }
      ?? []
  }

  init(_ command: [String], variables: [String: String] = [:], width: Int = 100, height: Int = 30)
    throws
  {
    pty = try Pty(width: width, height: height)
    var all = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] {
      if let value = getenv(name) { all[name] = String(cString: value) }
    }
    all.merge(variables) { _, new in new }
    var arguments = command.map { strdup($0) } + [nil]
    var environment = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
    process = pawl_pty_spawn(pty.descriptor, &arguments, &environment)
    for pointer in arguments + environment { free(pointer) }
    guard process > 0 else { throw TerminalError.system(code: -process) }
  }

  /// Its wait status once it has ended; nil when it has not within ten seconds.
  func end() -> Int32? {
    let status = pawl_pty_wait(process, 10_000)
    return status >= 0 ? status : nil
  }

  /// Ends it the hard way if a test failed before it ended.
  func kill() {
    _ = Glibc.kill(process, SIGKILL)
    _ = pawl_pty_wait(process, 1_000)
  }
}
