import CSupervise
import Glibc

/// The agent's program while it runs: in a group of its own, its output never waited for, its input
/// never blocked on.
final class AgentProcess {
  let pid: Int32
  /// Readable once the program has ended; -1 where the kernel has no such thing.
  let watch: Int32
  private(set) var output: Int32
  private(set) var errors: Int32
  private(set) var input: Int32
  private var unsent: [UInt8] = []
  private var isClosing = false
  private var exit: (code: Int32, signal: Int32)?
  /// Whether the process is bubblewrap around the program.
  private let isFramed: Bool

  /// Bytes that wait for an agent that does not read.
  private static let unsentLimit = 16 << 20

  /// - Parameter frame: bubblewrap and its arguments, which stand around the program; empty for none.
  /// - Throws: `EngineError.spawn`.
  init(
    _ program: String, arguments: [String], environment: [String: String], folder: String,
    talks: Bool, frame: [String] = []
  ) throws {
    isFramed = !frame.isEmpty
    let words = frame + [program] + arguments
    var pipes: [[Int32]] = [[-1, -1], [-1, -1], [-1, -1]]
    defer {
      for end in [pipes[0][0], pipes[1][1], pipes[2][1]] where end >= 0 { close(end) }
    }
    for next in 0..<3 where next > 0 || talks {
      let failure = pawl_half_pipe(&pipes[next], next == 0 ? 1 : 0)
      guard failure == 0 else {
        throw EngineError.spawn(program, why: String(cString: strerror(failure)))
      }
    }
    input = pipes[0][1]
    output = pipes[1][0]
    errors = pipes[2][0]
    var child: Int32 = -1
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let failure = withCStrings(words) { argv in
      withCStrings(variables) { envp in
        pawl_spawn(
          words[0], argv, envp, folder, pipes[0][0], pipes[1][1], pipes[2][1],
          Int32(PAWL_OWN_GROUP.rawValue), &child)
      }
    }
    pid = child
    watch = failure == 0 ? pawl_child_watch(child) : -1
    if failure != 0 { throw EngineError.spawn(program, why: String(cString: strerror(failure))) }
  }

  deinit {
    for end in [input, output, errors, watch] where end >= 0 { close(end) }
  }

  // MARK: Talking to it

  var hasUnsent: Bool { input >= 0 && (!unsent.isEmpty || isClosing) }

  func send(_ text: String) {
    guard input >= 0, !isClosing, unsent.count + text.utf8.count <= Self.unsentLimit else { return }
    unsent += text.utf8
    flush()
  }

  /// Closes its input once everything is sent.
  func closeInput() {
    isClosing = true
    flush()
  }

  /// Sends what it takes without waiting.
  func flush() {
    var sent = 0
    while input >= 0, sent < unsent.count {
      let count = unsent.withUnsafeBytes {
        write(input, $0.baseAddress.map { $0 + sent }, $0.count - sent)
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        break
      } else if errno != EINTR {
        // It does not want to hear anything any more.
        unsent = []
        sent = 0
        isClosing = true
        break
      }
    }
    unsent.removeFirst(sent)
    if isClosing, unsent.isEmpty, input >= 0 {
      close(input)
      input = -1
    }
  }

  // MARK: Hearing it

  func closeOutput() {
    if output >= 0 { close(output) }
    output = -1
  }

  func closeErrors() {
    if errors >= 0 { close(errors) }
    errors = -1
  }

  // MARK: Ending it

  /// To everything it started, as far as it can be found.
  func signal(_ number: Int32) {
    guard exit == nil else { return }
    if isFramed, number != SIGKILL {
      // bubblewrap itself would end all of it at once.
      pawl_signal_inside(pid, number)
    } else {
      pawl_signal_tree(pid, number)
    }
  }

  /// To its group, as a terminal's keys would do it.
  func signalGroup(_ number: Int32) {
    guard exit == nil else { return }
    if isFramed { return pawl_signal_inside(pid, number) }
    _ = pawl_kill(-pid, number)
  }

  /// Whether it has ended; it is not waited for yet.
  var hasEnded: Bool {
    if exit != nil { return true }
    var information = siginfo_t()
    let options = WEXITED | WNOHANG | WNOWAIT
    return waitid(P_PID, UInt32(pid), &information, options) == 0
      && information.si_signo == SIGCHLD
  }

  /// Waits for the end and gives it.
  func wait() -> (code: Int32, signal: Int32) {
    if let exit { return exit }
    var code: Int32 = -1
    var signal: Int32 = 0
    _ = pawl_wait(pid, &code, &signal)
    exit = (code, signal)
    return (code, signal)
  }
}
