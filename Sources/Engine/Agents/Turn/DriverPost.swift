import Core
import Foundation
import Glibc
import Journal
import Synchronization

/// Gives orders to the driver of a turn, through the FIFO its supervisor holds open.
final class DriverPost: Sendable {
  private let layout: Layout
  /// Orders longer than a pipe takes in one piece must not be mixed with others.
  private let writing = Mutex(())

  init(layout: Layout) {
    self.layout = layout
  }

  /// Writes an order; false where nobody can read it.
  func send(_ order: DriverOrder, to job: String) -> Bool {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var line = try? encoder.encode(order) else { return false }
    line.append(UInt8(ascii: "\n"))
    return writing.withLock { _ in write(Array(line), to: layout.job(job) + "/stdin") }
  }

  /// Notes that words are being given to a job; false when they were given before.
  ///
  /// Written first: words that were lost after it are not in the report, and go with the next turn.
  func claim(words: Int, of job: String) -> Bool {
    let file = open(
      layout.job(job) + "/said-\(words)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    close(file)
    return true
  }

  private func write(_ bytes: [UInt8], to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return false }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
        continue
      }
      guard count < 0, errno == EAGAIN || errno == EINTR else { return false }
      // Full: the driver reads on, or is gone.
      var poll = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
      guard Glibc.poll(&poll, 1, 1000) > 0 else { return false }
    }
    return true
  }
}
