import Foundation
import Glibc
import Synchronization

/// Turns Ctrl-C into a call: first politely, the second time at once.
enum Interrupts {
  /// The writing end of a pipe; all a signal handler may use.
  nonisolated(unsafe) private static var pipeEnd: Int32 = -1

  static func watch(_ body: @escaping @Sendable (_ now: Bool) -> Void) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    pipeEnd = ends[1]
    let reading = ends[0]
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        var byte: UInt8 = 1
        _ = write(Interrupts.pipeEnd, &byte, 1)
      }
    }
    let thread = Thread {
      var count = 0
      var byte: UInt8 = 0
      while read(reading, &byte, 1) == 1 {
        count += 1
        body(count > 1)
      }
    }
    thread.start()
  }
}
