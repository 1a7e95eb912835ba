import CSupervise
import Foundation
import Glibc

/// Runs another program to its end, its messages on this terminal.
enum Tool {
  /// - Throws: `Failure` when it cannot be started or ends with another status than 0.
  static func run(
    _ name: String, _ arguments: [String], folder: String, environment: [String: String] = [:]
  ) throws {
    guard let program = Programs.path(of: name) else {
      throw Failure(text: "\(name) is not installed")
    }
    var variables = ProcessInfo.processInfo.environment
    for name in variables.keys where name.hasPrefix("GIT_") { variables[name] = nil }
    variables.merge(environment) { $1 }
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") }
    argv.append(nil)
    envp.append(nil)
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: Int32 = 0
    let failure = pawl_spawn(program, argv, envp, folder, -1, 2, 2, 0, &pid)
    guard failure == 0 else {
      throw Failure(text: "cannot start \(name): \(String(cString: strerror(failure)))")
    }
    var code: Int32 = 0
    var signal: Int32 = 0
    _ = pawl_wait(pid, &code, &signal)
    guard code == 0 else {
      throw Failure(text: "\(name) \(arguments.first ?? "") ended with status \(code)")
    }
  }
}
