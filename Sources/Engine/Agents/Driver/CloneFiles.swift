import Core
import Foundation
import Glibc

/// Reads and writes files for an agent, inside its clone only.
struct CloneFiles: Sendable {
  /// The clone with every link on the way to it resolved.
  private let root: String
  private let editable: [Glob]

  /// Bytes of a file that is read for an agent.
  private static let limit = 8 << 20

  init(clone: String, editable: [String]) {
    root = Self.resolved(clone) ?? clone
    self.editable = editable.map { Glob($0) }
  }

  func perform(_ request: FileRequest) -> FileResult {
    switch request {
    case .read(let path, let line, let limit): read(path, line: line, limit: limit)
    case .write(let path, let text): write(path, text)
    }
  }

  private func read(_ path: String, line: Int?, limit: Int?) -> FileResult {
    guard let inside = inside(path) else { return .refused("\(path) is not in the working folder") }
    guard let data = SmallFile.read(root + "/" + inside, limit: Self.limit + 1) else {
      return .refused("there is no file \(path)")
    }
    guard data.count <= Self.limit, let text = String(data: data, encoding: .utf8) else {
      return .refused("\(path) is not a text, or too long")
    }
    if line == nil, limit == nil { return .text(text) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.dropFirst(max(0, (line ?? 1) - 1)).prefix(max(0, limit ?? lines.count))
    return .text(rest.joined(separator: "\n"))
  }

  private func write(_ path: String, _ text: String) -> FileResult {
    guard let inside = inside(path) else { return .refused("\(path) is not in the working folder") }
    guard Glob.any(editable, match: inside), inside.split(separator: "/").first != ".git" else {
      return .refused("\(inside) may not be changed here")
    }
    let full = root + "/" + inside
    let folder = (full as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
    guard file >= 0 else { return .refused("\(inside): \(String(cString: strerror(errno)))") }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      return .written
    } catch {
      return .refused("\(inside) could not be written")
    }
  }

  /// The path from the clone's root, nil when it lies elsewhere once every link is followed.
  private func inside(_ path: String) -> String? {
    let full = path.hasPrefix("/") ? path : root + "/" + path
    guard !path.utf8.contains(0), !full.split(separator: "/").contains("..") else { return nil }
    // What is yet to be made cannot be resolved; the folders it will be made in can.
    var known = full
    var rest: [Substring] = []
    while true {
      if let place = Self.resolved(known) {
        let whole = ([Substring(place)] + rest.reversed()).joined(separator: "/")
        guard whole.hasPrefix(root + "/") else { return nil }
        return String(whole.dropFirst(root.utf8.count + 1))
      }
      // A link that leads nowhere yet is not followed to be made.
      var status = stat()
      guard lstat(known, &status) != 0, let slash = known.lastIndex(of: "/"),
        slash > known.startIndex
      else { return nil }
      rest.append(known[known.index(after: slash)...])
      known = String(known[..<slash])
    }
  }

  private static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
