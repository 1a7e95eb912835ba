import CSupervise
import Foundation
import Testing

/// How a process ended.
struct Ending: Equatable {
  var code: Int32
  var signal: Int32
}

/// A process that the tests start and wait for.
struct Child {
  let pid: Int32

  /// Starts a program by path, with the test's environment.
  init(
    _ path: String, _ arguments: [String], stdin: Int32 = -1, stdout: Int32 = -1,
    stderr: Int32 = -1, cwd: String? = nil, newSession: Bool = false
  ) throws {
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var pid: Int32 = -1
    let error = withCStrings([path] + arguments) { argv in
      withCStrings(environment) { envp in
        pawl_spawn(path, argv, envp, cwd, stdin, stdout, stderr, newSession ? 1 : 0, &pid)
      }
    }
    guard error == 0 else { throw SystemError(code: error) }
    self.pid = pid
  }

  func wait() throws -> Ending {
    var ending = Ending(code: -1, signal: 0)
    let error = pawl_wait(pid, &ending.code, &ending.signal)
    guard error == 0 else { throw SystemError(code: error) }
    return ending
  }
}

struct SystemError: Error, Equatable {
  var code: Int32
}

/// Thrown when something did not happen before its deadline.
struct Late: Error {
  var what: String
}

/// Calls the body with a null-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  pointers.append(nil)
  defer { pointers.forEach { free($0) } }
  return body(pointers)
}

/// The built program: `PAWL_BINARY`, or the one beside the test bundle.
let binary: String = {
  if let path = ProcessInfo.processInfo.environment["PAWL_BINARY"] {
    return path
  }
  let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  return bundle.deletingLastPathComponent().appendingPathComponent("pawl").path
}()
