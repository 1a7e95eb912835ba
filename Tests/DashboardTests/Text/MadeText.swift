import Core
import Foundation

@testable import Dashboard
@testable import Screen

/// A file in a folder of its own, to be written, replaced and cut while somebody reads it.
final class MadeText {
  let folder: String
  let path: String

  init(_ text: String = "", name: String = "out.log") throws {
    folder = FileManager.default.temporaryDirectory.path + "/pawl-text-\(UUID().uuidString)"
    path = folder + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(Array(text.utf8))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  func append(_ text: String) throws { try append(Array(text.utf8)) }

  func append(_ bytes: [UInt8]) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: bytes)
  }

  func truncate(to size: Int) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    try handle.truncate(atOffset: UInt64(size))
  }

  func remove() throws { try FileManager.default.removeItem(atPath: path) }

  /// As replacing does it: another file under the same name.
  func replace(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + ".new"))
    _ = try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: path + ".new", toPath: path)
  }
}

/// Numbered lines of equal length, 20 bytes each.
func numbered(_ range: Range<Int>) -> String {
  range.map { number in
    let digits = String(number)
    return "step " + String(repeating: "0", count: 9 - digits.count) + digits + " loss\n"
  }.joined()
}

func end(_ before: Int = 20) -> TextDemand { TextDemand(anchor: .end, before: before, after: 0) }

func at(_ offset: Int, _ before: Int = 20, _ after: Int = 20) -> TextDemand {
  TextDemand(anchor: .line(offset, part: 0), before: before, after: after)
}

extension SplitMix {
  /// From 0 up to a bound.
  mutating func next(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
