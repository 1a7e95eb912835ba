import Core
import Foundation

/// Every line between the driver and its agent, with its time, as `raw.jsonl`.
///
/// Its size is bounded: past the first part only the newest lines are kept, in two files that take
/// turns, and appended at the end after a line that counts what was left out.
struct RawLog: ~Copyable {
  /// Which way a line went.
  enum Way: String {
    /// To the agent.
    case `in`
    case out, err
  }

  /// Bytes of one line that are kept.
  private static let lineLimit = 256 << 10
  private let head: Int
  private let tail: Int
  private let folder: String
  private let mask: SecretMask
  private var file: JobFile
  /// Where the newest lines are, once the first part is full.
  private var newest: JobFile?
  private var parts = 0
  private var dropped = 0
  private var lines: [Int] = [0, 0]
  private var held: [UInt8] = []

  init(folder: String, mask: SecretMask, head: Int = 4 << 20, tail: Int = 4 << 20) {
    self.folder = folder
    self.mask = mask
    self.head = head
    self.tail = tail
    file = JobFile(folder + "/raw.jsonl")
  }

  mutating func note(_ way: Way, _ line: AgentLine, at time: Timestamp) {
    var bytes = Array(line.text.utf8.prefix(Self.lineLimit))
    mask.apply(to: &bytes)
    var fields: [String: JSONValue] = [
      "at": .number((time * 1000).rounded() / 1000), "way": .text(way.rawValue),
      "line": .text(String(decoding: bytes, as: UTF8.self)),
    ]
    let left = line.text.utf8.count - Self.lineLimit
    if left > 0 { fields["cut"] = .integer(left) }
    if line.isCut { fields["long"] = true }
    held += JSONValue.object(fields).line.utf8
    held.append(10)
    if held.count > 1 << 16 { flush() }
  }

  /// Writes what was noted.
  mutating func flush() {
    if held.isEmpty { return }
    defer { held.removeAll(keepingCapacity: held.capacity <= 1 << 18) }
    if newest == nil, file.size + held.count <= head { return file.write(held) }
    if newest == nil || (newest?.size ?? 0) + held.count > tail / 2 { turn() }
    lines[parts % 2] += held.count { $0 == 10 }
    newest?.write(held)
  }

  /// Begins the next of the two files, over what is older.
  private mutating func turn() {
    parts += 1
    dropped += lines[parts % 2]
    lines[parts % 2] = 0
    newest = JobFile(part(parts))
  }

  private func part(_ number: Int) -> String { "\(folder)/raw.\(number % 2).part" }

  /// Puts the parts together.
  mutating func finish() {
    flush()
    guard parts > 0 else { return }
    newest = nil
    if dropped > 0 {
      file.write(Array(JSONValue.object(["left out": .integer(dropped)]).line.utf8) + [10])
    }
    for number in [parts - 1, parts] where number > 0 {
      file.write(Array(FileManager.default.contents(atPath: part(number)) ?? Data()))
      try? FileManager.default.removeItem(atPath: part(number))
    }
  }
}
