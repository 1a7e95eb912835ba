import Glibc

/// Where an agent keeps a log of its own, for those that say only there what went wrong.
struct AgentDiary: Equatable, Sendable {
  /// The variable that names its folder, and the folder below the home where that is not set.
  var variable: String
  var folder: String
  /// The log, below the folder.
  var file: String
}

/// What is written into an agent's log from now on.
struct DiaryReader {
  private var sizes: [(path: String, size: Int)]

  /// Bytes that are read at most, from the end.
  private static let limit = 64 << 10

  /// - Parameters:
  ///   - environment: the program's.
  ///   - home: the lane's own, which is the agent's where it has a sandbox and keeps nothing yet.
  init(_ diary: AgentDiary, environment: [String: String], home: String) {
    let folders =
      environment[diary.variable].map { [$0] }
      ?? [environment["HOME"], home].compactMap { $0.map { "\($0)/\(diary.folder)" } }
    sizes = folders.map { folder in
      let path = folder + "/" + diary.file
      return (path, Self.size(path) ?? 0)
    }
  }

  /// Everything that was added, others' lines among it.
  func added() -> String {
    sizes.map { path, before in
      guard let size = Self.size(path) else { return "" }
      // One that is shorter was begun anew.
      let start = max(size < before ? 0 : before, size - Self.limit)
      return Self.read(path, from: start, count: size - start)
    }.joined()
  }

  private static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  private static func read(_ path: String, from start: Int, count: Int) -> String {
    guard count > 0 else { return "" }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress, count, off_t(start))
    }
    return String(decoding: bytes.prefix(max(0, got)), as: UTF8.self)
  }
}
