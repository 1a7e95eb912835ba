import Foundation
import Glibc
import Journal
import Settings

/// What the data of a project looked like when it was first seen: sizes, times and inodes, never the
/// content, which may be terabytes.
///
/// A file that changes or goes makes scores incomparable. One that is added does not: training
/// programs leave caches beside their data.
struct SharedInputs: Codable, Equatable, Sendable {
  struct File: Codable, Equatable, Sendable {
    var size: Int64
    /// Nanoseconds since 1970.
    var modified: Int64
    var inode: UInt64

    /// A plain file, behind a link too; nil for anything else.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      size = Int64(status.st_size)
      modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
      inode = UInt64(status.st_ino)
    }
  }

  /// What the settings name.
  var paths: [String]
  var files: [String: File]

  /// Files that are looked at; of a data set in more pieces the first ones stand for all.
  private static let most = 20_000

  /// - Parameter paths: absolute files and folders.
  init(paths: [String]) {
    self.paths = paths
    files = [:]
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    guard let real = RealPath.of(path) else { return }
    if let file = File(real) {
      files[real] = file
      return
    }
    let names = FileManager.default.enumerator(atPath: real)
    while files.count < Self.most, let name = names?.nextObject() as? String {
      let file = real + "/" + name
      if let seen = File(file) { files[file] = seen }
    }
  }

  /// The first file that is not what it was; nil while all are.
  func firstChange() -> String? {
    files.keys.sorted().first { File($0) != files[$0] }
  }

  /// A word that is another one for other files.
  var digest: String {
    guard !files.isEmpty else { return "" }
    var text = ""
    for path in files.keys.sorted() {
      guard let file = files[path] else { continue }
      text += "\(path)\0\(file.size)\0\(file.modified)\0\(file.inode)\n"
    }
    return Comparability.hash(text)
  }

  /// What was seen before, when nothing of it has changed since, else what there is now.
  static func remembered(_ settings: FileSettings, layout: Layout, home: String) -> SharedInputs {
    let note = layout.home + "/inputs.json"
    let paths = (settings.data + settings.hidden).map {
      RealPath.absolute($0, project: layout.project, home: home)
    }
    if let data = FileManager.default.contents(atPath: note),
      let before = try? JSONDecoder().decode(SharedInputs.self, from: data),
      before.paths == paths, before.firstChange() == nil
    {
      return before
    }
    let now = SharedInputs(paths: paths)
    try? JSONEncoder().encode(now).write(to: URL(fileURLWithPath: note), options: .atomic)
    return now
  }
}
