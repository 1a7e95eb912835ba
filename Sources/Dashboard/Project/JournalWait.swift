import CSupervise
import Foundation
package import Journal

/// Waits for somebody to write into the journal, or for an engine to come or go.
package final class JournalWait {
  private let descriptor: Int32
  /// Whether the kernel tells of every change; where it does not, somebody has to look.
  package let isTold: Bool

  package init(_ layout: Layout) {
    descriptor = pawl_watch_open()
    let log = pawl_watch_add(descriptor, layout.journal + "-wal")
    let lock = pawl_watch_add(descriptor, layout.lock)
    isTold = log >= 0 && lock >= 0
  }

  deinit { close(descriptor) }

  /// Readable when something changed.
  package var fileDescriptor: Int32 { descriptor }

  /// Returns at a change, or after a while.
  package func wait(milliseconds: Int) {
    var name = [CChar](repeating: 0, count: 256)
    var watch: Int32 = 0
    guard pawl_watch_next(descriptor, -1, Int32(milliseconds), &watch, &name, name.count) == 1
    else {
      return
    }
    drain()
  }

  /// Forgets changes that were told already.
  package func drain() {
    var name = [CChar](repeating: 0, count: 256)
    var watch: Int32 = 0
    while pawl_watch_next(descriptor, -1, 0, &watch, &name, name.count) == 1 {}
  }
}
