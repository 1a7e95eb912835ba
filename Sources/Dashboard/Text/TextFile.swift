import Foundation
import Screen

/// A file that is read by place, in pieces; only what is asked for, however large it is.
///
/// The file may grow, shrink, be replaced or vanish between any two calls.
final class TextFile: TextBytes {
  let path: String
  private(set) var bytesRead = 0
  private var descriptor: Int32 = -1
  private var device: UInt64 = 0
  private var inode: UInt64 = 0
  /// Counts the files that had this name.
  private var identity: UInt64 = 0
  private var isOrdinary = true

  init(path: String) {
    self.path = path
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func look() -> TextState {
    var info = stat()
    guard stat(path, &info) == 0 else {
      forget()
      isOrdinary = true
      return TextState(identity: identity, size: 0, isThere: false)
    }
    isOrdinary = info.st_mode & S_IFMT == S_IFREG
    guard isOrdinary else {
      forget()
      return TextState(identity: identity, size: 0, isThere: false)
    }
    let (device, inode) = (UInt64(info.st_dev), UInt64(info.st_ino))
    if descriptor < 0 || (device, inode) != (self.device, self.inode) {
      forget()
      descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      (self.device, self.inode) = (device, inode)
    }
    return TextState(
      identity: identity, size: descriptor < 0 ? 0 : Int(info.st_size), isThere: descriptor >= 0)
  }

  func read(at offset: Int, count: Int) -> [UInt8] {
    guard descriptor >= 0, offset >= 0, count > 0 else { return [] }
    let descriptor = descriptor
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let base = buffer.baseAddress {
        let got = pread(descriptor, base + filled, count - filled, off_t(offset + filled))
        if got > 0 {
          filled += got
        } else if got == 0 || errno != EINTR {
          break
        }
      }
    }
    bytesRead += bytes.count
    return bytes
  }

  var absence: String {
    let name = (path as NSString).lastPathComponent
    guard isOrdinary else { return "\(name) is not an ordinary file" }
    for ending in ["gz", "zst", "xz"] where access(path + "." + ending, F_OK) == 0 {
      return "\(name) was compressed to \(name).\(ending); unpack it to read it"
    }
    if access(path, F_OK) == 0 { return "\(name) cannot be read" }
    return identity > 0 ? "\(name) is gone" : "no \(name) yet"
  }

  private func forget() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    identity += 1
  }
}
