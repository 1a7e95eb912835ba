import Foundation
import Glibc

/// Why a test gave up waiting.
struct Hang: Error, CustomStringConvertible {
  var description: String
}

/// Runs something that blocks on a thread of its own: the pool that tests share stays free.
func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Result { try body() })
    }
  }
}

/// Folders that are watched for any change while something is waited for.
final class FolderWatch {
  private let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))

  init(_ folders: [String]) {
    let mask = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE)
    for folder in folders { _ = inotify_add_watch(descriptor, folder, mask) }
  }

  deinit { close(descriptor) }

  /// Returns when something changed, or when it is time to look anyway.
  func wait(milliseconds: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&request, 1, milliseconds)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &buffer, buffer.count) > 0 {}
  }
}

/// Waits until `look` gives something, looking again whenever a file of a folder changes.
///
/// The limit is there for a broken program only.
func until<T: Sendable>(
  _ what: String, in folders: [String], seconds: Double = 90,
  _ look: @escaping @Sendable () throws -> T?
) async throws -> T {
  try await blocking {
    let watch = FolderWatch(folders)
    let limit = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < limit {
      if let found = try look() { return found }
      watch.wait(milliseconds: 500)
    }
    throw Hang(description: "waited \(Int(seconds)) s for \(what)")
  }
}
