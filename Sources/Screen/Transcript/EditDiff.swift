package import Core

/// What an edit changes, as lines of a diff; worked out once.
package struct EditDiff: Equatable, Sendable {
  package let path: String
  /// Changed lines with those next to them; a gap between stretches is a note.
  package let lines: [PatchLine]
  package let added: Int
  package let removed: Int
  /// Lines that are not kept, as there are too many.
  package let omitted: Int
  /// Whether the file is new.
  package let isNew: Bool

  /// Lines that are kept.
  private static let most = 400
  /// Unchanged lines shown on either side of a change.
  private static let context = 1
  /// Bytes of both sides beyond which lines are not compared.
  private static let longest = 512 << 10
  /// Cells of the comparison's table.
  private static let largestTable = 90_000

  package init(_ edit: ToolEdit) {
    path = plainText(edit.path, limit: 200)
    isNew = edit.old == nil
    let old = Self.split(edit.old ?? "")
    let new = Self.split(edit.new)
    let isComparable = (edit.old?.utf8.count ?? 0) + edit.new.utf8.count <= Self.longest
    var all: [PatchLine] = []
    if isComparable, !old.isEmpty {
      all = Self.compare(old, new)
    } else {
      all = old.map { PatchLine(kind: .removed, text: $0) }
      all += new.map { PatchLine(kind: .added, text: $0) }
    }
    added = all.reduce(0) { $0 + ($1.kind == .added ? 1 : 0) }
    removed = all.reduce(0) { $0 + ($1.kind == .removed ? 1 : 0) }
    let near = Self.nearChanges(all)
    lines = Array(near.prefix(Self.most))
    omitted = near.count - lines.count
  }

  var size: Int { lines.reduce(64) { $0 + 48 + $1.utf8.count } }

  /// Lines without their ends; what ends in a line feed has no line after it.
  private static func split(_ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { line in
      let end = line.last == 0x0D ? line.dropLast() : line
      return String(Substring(end))
    }
  }

  private static func compare(_ old: [String], _ new: [String]) -> [PatchLine] {
    let shorter = min(old.count, new.count)
    var head = 0
    while head < shorter, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    var lines = old[..<head].map { PatchLine(kind: .context, text: $0) }
    lines += middle(Array(old[head..<old.count - tail]), Array(new[head..<new.count - tail]))
    lines += old[(old.count - tail)...].map { PatchLine(kind: .context, text: $0) }
    return lines
  }

  /// What is common stays; of a table that would be too large nothing is.
  private static func middle(_ old: [String], _ new: [String]) -> [PatchLine] {
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= largestTable else {
      return old.map { PatchLine(kind: .removed, text: $0) }
        + new.map { PatchLine(kind: .added, text: $0) }
    }
    let width = new.count + 1
    var common = [UInt32](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        common[i * width + j] =
          old[i] == new[j]
          ? common[(i + 1) * width + j + 1] + 1
          : max(common[(i + 1) * width + j], common[i * width + j + 1])
      }
    }
    var lines: [PatchLine] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        lines.append(PatchLine(kind: .context, text: old[i]))
        (i, j) = (i + 1, j + 1)
      } else if i < old.count,
        j == new.count || common[(i + 1) * width + j] >= common[i * width + j + 1]
      {
        lines.append(PatchLine(kind: .removed, text: old[i]))
        i += 1
      } else {
        lines.append(PatchLine(kind: .added, text: new[j]))
        j += 1
      }
    }
    return lines
  }

  private static func nearChanges(_ lines: [PatchLine]) -> [PatchLine] {
    var wanted = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() where line.kind != .context {
      let last = min(lines.count - 1, index + context)
      for near in max(0, index - context)...last { wanted[near] = true }
    }
    var near: [PatchLine] = []
    var isGap = false
    for (index, line) in lines.enumerated() {
      guard wanted[index] else {
        isGap = !near.isEmpty
        continue
      }
      if isGap { near.append(PatchLine(kind: .note, text: "")) }
      isGap = false
      near.append(line)
    }
    // An empty line at an edge says nothing.
    func isEmpty(_ line: PatchLine?) -> Bool {
      line?.kind == .context && line?.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } == true
    }
    if isEmpty(near.last) { near.removeLast() }
    if isEmpty(near.first) { near.removeFirst() }
    return near
  }
}
