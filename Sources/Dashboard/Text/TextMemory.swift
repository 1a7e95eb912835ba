/// A text that is in memory: lines that were made rather than read.
final class TextMemory: TextBytes {
  private(set) var bytesRead = 0
  private var bytes: [UInt8] = []
  private var prefixes: [Int: String] = [:]
  private var identity: UInt64 = 0

  init() {}

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Adds a line at the end; line ends within it become blanks.
  func append(_ line: String, prefix: String = "") {
    if !prefix.isEmpty { prefixes[bytes.count] = prefix }
    bytes.append(contentsOf: line.utf8.lazy.map { $0 == 0x0A ? 0x20 : $0 })
    bytes.append(0x0A)
  }

  /// Begins anew.
  func removeAll() {
    identity += 1
    bytes = []
    prefixes = [:]
  }

  func look() -> TextState {
    TextState(identity: identity, size: bytes.count, isThere: true)
  }

  func read(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, offset < bytes.count, count > 0 else { return [] }
    let piece = bytes[offset..<min(bytes.count, offset + count)]
    bytesRead += piece.count
    return Array(piece)
  }

  func prefix(at offset: Int) -> String { prefixes[offset] ?? "" }

  var absence: String { "nothing in it yet" }
}
