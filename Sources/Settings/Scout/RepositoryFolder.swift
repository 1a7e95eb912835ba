import Core

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the scout may see of a folder: names, and the beginnings of texts.
struct RepositoryFolder {
  /// Bytes read of one file.
  private static let glance = 256 << 10
  let path: String

  /// Names in a subfolder, sorted; empty when it is not there.
  func names(in subfolder: String = "") -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: full(subfolder))
    return (names ?? []).sorted()
  }

  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: full(name))
  }

  func isFolder(_ name: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: full(name), isDirectory: &isFolder) && isFolder
  }

  /// The beginning of a text file; nil when it is not there or is no text.
  func text(_ name: String) -> String? {
    guard has(name), !isFolder(name), let handle = try? Data(head: full(name), Self.glance),
      !handle.contains(0)
    else { return nil }
    return String(decoding: handle, as: UTF8.self)
  }

  /// The history in a file; nil when it is not there, too large or no history.
  func history(_ name: String) -> History? {
    guard has(name), !isFolder(name), let data = try? Data(head: full(name), 16 << 20) else {
      return nil
    }
    return History([UInt8](data))
  }

  /// The first of the names that is there.
  func first(of names: [String]) -> String? {
    names.first(where: has)
  }

  private func full(_ name: String) -> String {
    name.isEmpty ? path : path + "/" + name
  }
}

extension Data {
  /// The first bytes of a file, mapped rather than read, so that a large one costs nothing.
  fileprivate init(head path: String, _ count: Int) throws {
    let whole = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    self = Data(whole.prefix(count))
  }
}
