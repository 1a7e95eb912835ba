import Foundation

/// A folder that is gone when its work is done.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    let path = NSTemporaryDirectory() + "pawl-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.path = path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
