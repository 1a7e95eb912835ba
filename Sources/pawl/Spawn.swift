import CSupervise
import Foundation
import Glibc

/// Starts a program that does not belong to this terminal.
enum Spawn {
  /// - Throws: `Failure` when the program cannot be started.
  static func detached(_ program: String, _ arguments: [String], folder: String, log: Int32) throws
    -> Int32
  {
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    argv.append(nil)
    defer { for pointer in argv { free(pointer) } }
    var pid: Int32 = 0
    let failure = pawl_spawn(program, argv, environ, folder, -1, log, log, 1, &pid)
    guard failure == 0 else {
      throw Failure(text: "cannot start \(program): \(String(cString: strerror(failure)))")
    }
    return pid
  }
}
