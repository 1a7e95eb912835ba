import Testing

@testable import Core

struct `Words that differ` {
  private func marked(_ text: String, _ ranges: [Range<Int>]) -> [String] {
    ranges.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
  }

  @Test(arguments: [
    ("lr = 0.1", "lr = 0.2", ["0.1"], ["0.2"]),
    ("self.act = GELU()", "self.act = SiLU()", ["GELU"], ["SiLU"]),
    ("f(a, b)", "f(a, b, c)", [], [", c"]), ("x = 1e-4 - e", "x = 2e-4 - e", ["1e-4"], ["2e-4"]),
    ("größe = 1", "größe = 12", ["1"], ["12"]),
    ("same", "same", [], []),
    ("", "new", [], ["new"]),
  ])
  func `only what changed is marked`(old: String, new: String, gone: [String], come: [String]) {
    let words = WordDiff(removed: old, added: new)
    #expect(marked(old, words.removed) == gone)
    #expect(marked(new, words.added) == come)
    #expect((0...1).contains(words.similarity))
  }

  @Test func `lines are paired by how alike they are`() throws {
    let patch = Patch(
      parsing: "--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n-lr = 0.1\n-warmup_steps = 100\n"
        + "+# schedule\n+lr = 0.2\n+warmup_steps = 300\n")
    let hunk = try #require(patch.files.first?.hunks.first)
    let matches = LinePairing.matches(in: hunk)
    #expect(matches.map(\.removed) == [0, 1])
    #expect(matches.map(\.added) == [3, 4])
  }

  @Test func `lines that share nothing stay apart`() throws {
    let patch = Patch(parsing: "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-import torch\n+y = 3\n")
    let hunk = try #require(patch.files.first?.hunks.first)
    #expect(LinePairing.matches(in: hunk).isEmpty)
  }

  @Test func `lines in the same place are paired when they share less`() throws {
    func pairs(_ removed: [String], _ added: [String]) -> [Int] {
      let lines =
        removed.map { PatchLine(kind: .removed, text: $0) }
        + added.map { PatchLine(kind: .added, text: $0) }
      var pairing = LinePairing()
      return pairing.matches(in: lines, lines.indices).map(\.added)
    }
    let (old, new) = ("x = first(alpha, beta)", "x = second(gamma, delta)")
    #expect(pairs([old], [new]) == [1])
    #expect(pairs([old], ["# nothing alike", new]) == [])
  }

  @Test func `the pairs with the most in common win over the first that will do`() {
    let lines = [
      PatchLine(kind: .removed, text: "rate = schedule(step, 1)"),
      PatchLine(kind: .added, text: "size = schedule(step, 1)"),
      PatchLine(kind: .added, text: "rate = schedule(step, 2)"),
      PatchLine(kind: .added, text: "rate = schedule(step, 1, 0)"),
    ]
    var pairing = LinePairing()
    let matches = pairing.matches(in: lines, lines.indices)
    #expect(matches.map(\.added) == [3])
  }
}
