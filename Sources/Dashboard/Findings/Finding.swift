/// One thing that `pawl doctor` found.
package struct Finding: Equatable, Sendable {
  /// What it is about, in a word; empty where it goes on about the one before.
  package var name: String
  /// What is so, and what to do about it; may have several lines.
  package var words: String

  package init(_ name: String, _ words: String) {
    self.name = name
    self.words = words
  }
}

/// Findings as a person reads them: two columns, and an empty line between groups.
package enum FindingTable {
  private static let gap = 2

  package static func lines(_ groups: [[Finding]]) -> [String] {
    let groups = groups.filter { !$0.isEmpty }
    let width = groups.joined().map(\.name.count).max() ?? 0
    let blank = String(repeating: " ", count: width + gap)
    return Array(
      groups.map { group in
        group.flatMap { finding in
          let parts = finding.words.split(separator: "\n", omittingEmptySubsequences: false)
          return parts.enumerated().map { index, part in
            let name = index == 0 ? finding.name : ""
            return name + blank.dropFirst(name.count) + part
          }
        }
      }.joined(separator: [""]))
  }
}
