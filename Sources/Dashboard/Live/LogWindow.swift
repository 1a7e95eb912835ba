import Core
import Foundation

/// The last lines of a run's output, read from the end of the file and made safe to show.
struct LogWindow {
  private(set) var job: String?
  private(set) var lines: [String] = []
  private var size: UInt64 = 0
  private static let window: UInt64 = 32 << 10
  private static let kept = 200

  /// Looks again if it is another run, or the file has grown.
  mutating func show(_ job: String, path: String) {
    let now = Self.length(path)
    guard self.job != job || now != size else { return }
    self.job = job
    size = now
    lines = Self.tail(path, from: now > Self.window ? now - Self.window : 0)
  }

  private static func length(_ path: String) -> UInt64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
  }

  private static func tail(_ path: String, from offset: UInt64) -> [String] {
    guard let handle = FileHandle(forReadingAtPath: path) else { return [] }
    defer { try? handle.close() }
    try? handle.seek(toOffset: offset)
    guard let data = try? handle.readToEnd() else { return [] }
    var parts = String(decoding: data, as: UTF8.self)
      .split(omittingEmptySubsequences: true) { $0.isNewline }
    if offset > 0, !parts.isEmpty { parts.removeFirst() }
    return parts.suffix(kept).map { plainText(String($0), limit: 400) }
  }
}
