import Foundation
import Glibc

/// Paths as the kernel sees them, without links.
enum RealPath {
  /// A path without links, `.` and `..`; nil when there is nothing.
  static func of(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path is a folder or lies below it, both without links.
  static func lies(_ path: String, in folder: String) -> Bool {
    path == folder || folder == "/" || path.hasPrefix(folder + "/")
  }

  /// A path of the settings as an absolute one: below `~`, or from the project's folder.
  static func absolute(_ path: String, project: String, home: String) -> String {
    if path == "~" { return home }
    if path.hasPrefix("~/") { return home + path.dropFirst() }
    return path.hasPrefix("/") ? path : project + "/" + path
  }
}
