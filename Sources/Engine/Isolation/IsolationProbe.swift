import CSupervise
import Foundation
import Glibc

/// Finds out whether bubblewrap works here, by running it once.
package struct IsolationProbe: Equatable, Sendable {
  /// Where bubblewrap is, when it works.
  package let program: String?
  /// Why there are no namespaces, and what to do; nil where there are.
  package let obstacle: String?

  package var level: IsolationLevel { program == nil ? .process : .namespaces }

  /// Looks on the PATH of an environment.
  package init(environment: [String: String]) {
    guard let found = ProgramPath.find("bwrap", path: environment["PATH"]) else {
      program = nil
      obstacle = "bubblewrap is not installed: apt-get install bubblewrap"
      return
    }
    // The same kinds of mounts and namespaces that runs get, around nothing.
    let trial = Sandbox(places: ["/tmp": .empty])
    guard let failure = Self.failure(of: trial.words(program: found) + ["/bin/sh", "-c", ":"])
    else {
      program = found
      obstacle = nil
      return
    }
    program = nil
    obstacle = "bubblewrap does not work here (\(failure)); " + Self.remedy()
  }

  /// What to do about a machine that refuses namespaces.
  private static func remedy() -> String {
    let switches = [
      ("/proc/sys/user/max_user_namespaces", "0", "sysctl user.max_user_namespaces=15000"),
      (
        "/proc/sys/kernel/unprivileged_userns_clone", "0",
        "sysctl kernel.unprivileged_userns_clone=1"
      ),
      (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
        "sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile for bwrap"
      ),
    ]
    for (file, value, remedy) in switches {
      let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      if text.trimmingCharacters(in: .whitespacesAndNewlines) == value {
        return "as root: \(remedy)"
      }
    }
    return "in a container, allow user namespaces and mounts (docker: --privileged, "
      + "or --security-opt seccomp=unconfined --security-opt systempaths=unconfined "
      + "--cap-add SYS_ADMIN)"
  }

  /// The first line a program says when it fails; nil when it does not.
  private static func failure(of words: [String]) -> String? {
    var pipe: [Int32] = [-1, -1]
    guard pawl_half_pipe(&pipe, 0) == 0 else { return "no pipe can be made" }
    defer { for end in pipe where end >= 0 { close(end) } }
    var pid: Int32 = 0
    let failure = withCStrings(words) { argv in
      withCStrings([]) { envp in
        pawl_spawn(words[0], argv, envp, "/", -1, -1, pipe[1], 1, &pid)
      }
    }
    guard failure == 0 else { return String(cString: strerror(failure)) }
    close(pipe[1])
    pipe[1] = -1
    // Its end closes the pipe. Ten seconds are a hundred times what it takes.
    var said: [UInt8] = []
    let limit = ContinuousClock.now + .seconds(10)
    while true {
      var ready = pollfd(fd: pipe[0], events: Int16(POLLIN), revents: 0)
      let left = Int32(max(0, (limit - .now) / .milliseconds(1)))
      guard poll(&ready, 1, left) > 0 else {
        _ = pawl_kill(pid, SIGKILL)
        said = Array("it does not come to an end".utf8)
        break
      }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(pipe[0], &bytes, bytes.count)
      guard count > 0 else { break }
      if said.count < 4096 { said += bytes[..<count] }
    }
    var code: Int32 = -1
    var signal: Int32 = 0
    guard pawl_wait(pid, &code, &signal) != 0 || code != 0 else { return nil }
    let line = String(decoding: said, as: UTF8.self).split(separator: "\n").first
    return line.map(String.init) ?? "it ended with status \(code)"
  }
}
