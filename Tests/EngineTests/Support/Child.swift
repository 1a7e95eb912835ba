import CSupervise
import Foundation

/// A short program a test runs inside a callback, where it cannot await.
enum Child {
  /// Gives how it ended.
  static func run(_ program: [String], folder: String) -> Int32 {
    var argv: [UnsafeMutablePointer<CChar>?] = program.map { strdup($0) }
    var envp: [UnsafeMutablePointer<CChar>?] = ProcessInfo.processInfo.environment
      .map { strdup("\($0.key)=\($0.value)") }
    argv.append(nil)
    envp.append(nil)
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: Int32 = 0
    guard pawl_spawn(program[0], argv, envp, folder, -1, 2, 2, 0, &pid) == 0 else { return -1 }
    var code: Int32 = 0
    var signal: Int32 = 0
    _ = pawl_wait(pid, &code, &signal)
    return signal == 0 ? code : 128 + signal
  }
}
