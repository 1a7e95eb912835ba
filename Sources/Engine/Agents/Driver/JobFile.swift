import Glibc

/// A file of a job that is written from its start, in whole pieces.
struct JobFile: ~Copyable {
  private let descriptor: Int32
  private(set) var size = 0
  /// Why nothing can be written any more, as errno has it.
  private(set) var failure: Int32 = 0

  init(_ path: String) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 { failure = errno }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  mutating func write(_ bytes: [UInt8]) {
    guard failure == 0 else { return }
    bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
        if count > 0 {
          rest = rest.dropFirst(count)
          size += count
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
  }

  mutating func empty() {
    if descriptor >= 0, ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 {
      size = 0
    }
  }

  /// Writes a small file so that a reader finds all of it or the one before.
  ///
  /// - Returns: 0 or an errno value.
  static func replace(_ path: String, with bytes: [UInt8]) -> Int32 {
    let draft = path + ".new"
    var file = JobFile(draft)
    file.write(bytes)
    if file.failure != 0 { return file.failure }
    guard fsync(file.descriptor) == 0, rename(draft, path) == 0 else { return errno }
    return 0
  }
}
