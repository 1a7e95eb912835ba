import Foundation
import Glibc

/// Reads files that somebody else wrote, who may mean no good.
enum SmallFile {
  /// The first bytes of a plain file; nil where there is none.
  ///
  /// Links are not followed, and a FIFO is not waited for.
  static func read(_ path: String, limit: Int = 1 << 20) -> Data? {
    let file = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return (try? handle.read(upToCount: limit)) ?? Data()
  }
}
