#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder that exists while a test runs.
enum TestFolder {
  /// Makes it with files by their path, hands over its own path, and removes it.
  static func use(_ files: [String: String] = [:], _ body: (String) throws -> Void) throws {
    let disk = FileManager.default
    let root = disk.temporaryDirectory.appending(path: "pawl-settings-\(UUID().uuidString)")
    try disk.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? disk.removeItem(at: root) }
    for (path, text) in files {
      let file = root.appending(path: path)
      try disk.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(root.path(percentEncoded: false))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  static func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: path)
  }

  static func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  static func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  static func isLink(_ path: String) throws -> Bool {
    let type = try FileManager.default.attributesOfItem(atPath: path)[.type]
    return type as? FileAttributeType == .typeSymbolicLink
  }
}
