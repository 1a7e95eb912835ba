import Foundation
import Screen
import Testing

/// What the README tells about keys, actions and filters is what the program has.
@Suite("The README")
struct ReadmeTests {
  private let lines: [String]

  init() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = tests.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("README.md")
    lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
  }

  private struct Row {
    var keys: [String]
    var text: String
  }

  /// The rows of the table of keys.
  private func rows() throws -> [Row] {
    let start = try #require(lines.firstIndex(of: "| key | does |"))
    return lines[(start + 2)...].prefix { $0.hasPrefix("| ") }.map { line in
      let cells = line.dropFirst(2).components(separatedBy: " | ")
      let parts = cells[0].components(separatedBy: "`")
      let names = parts.enumerated().filter { $0.offset % 2 == 1 }.map {
        $0.element.replacingOccurrences(of: "\\|", with: "|")
      }
      let keys = names.flatMap { $0 == "arrows" ? ["left", "right", "up", "down"] : [$0] }
      return Row(keys: keys, text: cells.dropFirst().joined(separator: " | "))
    }
  }

  /// The lines of the block after a mark.
  private func block(_ mark: String) throws -> ArraySlice<String> {
    let start = try #require(lines.firstIndex(of: "<!-- \(mark) -->"))
    return lines[(start + 2)...].prefix { $0 != "```" }
  }

  @Test("names every key there is, and no other")
  func keys() throws {
    let told = Set(try rows().flatMap(\.keys))
    let known = Set(ActionTable.all.flatMap(\.keys).map(\.text))
    #expect(told == known)
  }

  @Test("names what the bottom line offers by the same word, beside its key")
  func hints() throws {
    let rows = try rows()
    for action in ActionTable.all where action.hint != nil {
      #expect(
        rows.contains { row in
          row.keys.contains { key in action.keys.contains { $0.text == key } }
            && row.text.lowercased().contains(action.title)
        }, "\(action.title)")
    }
  }

  @Test("lists every action by the name that preferences use")
  func actions() throws {
    let told = try block("actions").flatMap { $0.split(separator: " ").map(String.init) }
    #expect(Set(told) == Set(ActionName.allCases.map(\.rawValue)))
    #expect(told.count == ActionName.allCases.count)
  }

  @Test("shows filters that are understood")
  func filters() throws {
    let shown = try block("filters").compactMap { $0.components(separatedBy: "  ").first }
    #expect(shown.count >= 5)
    for text in shown {
      let query = Query(text)
      #expect(query.problem == nil && !query.isEmpty, "\(text)")
    }
  }
}
