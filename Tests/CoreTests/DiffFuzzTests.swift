import Testing

@testable import Core

struct `Any text is read as a patch` {
  @Test func `mutated patches are read, and what was read is given back`() {
    var random = SplitMix(seed: 11)
    let seeds = [
      Array(`Reading a patch`.text.utf8),
      Array(
        "--- a/x\t2026\r\n+++ b/x\r\n@@ -1,2 +1,2 @@ f\r\n a\r\n-b\r\n+c\r\n\\ No newline\n".utf8),
      Array(
        "diff --git \"a/\\303\\244 b\" b/c\nindex 1..2 100644\nGIT binary patch\nliteral 3\n".utf8),
    ]
    let alphabet = Array("\n\n\n +-@\\\"\t\r0123456789,/ab".utf8)
    for round in 0..<Fuzz.rounds(20_000) {
      let bytes = random.mutated(seeds[round % seeds.count], with: alphabet)
      let text = String(decoding: bytes, as: UTF8.self)
      let patch = Patch(parsing: text)
      // Nothing is lost but what stands before the first file.
      let whole = text.isEmpty || text.utf8.last == 0x0A ? text : text + "\n"
      #expect(patch.files.isEmpty || whole.hasSuffix(patch.text))
      #expect(Patch(parsing: patch.text).added == patch.added)
      for file in patch.files {
        _ = file.text(hunk: 0)
        for hunk in file.hunks { _ = LinePairing.matches(in: hunk) }
      }
    }
  }

  @Test func `paths survive being quoted`() {
    var random = SplitMix(seed: 5)
    let alphabet = Array("ab /\\\"\t\n\r\u{7}äß漢\u{301}👩\u{200d}💻 ".unicodeScalars)
    for _ in 0..<Fuzz.rounds(5_000) {
      var path = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        if let scalar = alphabet.randomElement(using: &random) { path.append(scalar) }
      }
      let name = String(path)
      let file = PatchFile(
        oldPath: name, newPath: name,
        hunks: [
          Hunk(
            oldStart: 1, oldCount: 0, newStart: 1, newCount: 1,
            lines: [PatchLine(kind: .added, text: "x", newNumber: 1)])
        ], added: 1)
      let read = Patch(parsing: Patch(files: [file]).text).files
      #expect(read.map { Array(($0.oldPath ?? "").utf8) } == [Array(name.utf8)])
      #expect(read.map { Array(($0.newPath ?? "").utf8) } == [Array(name.utf8)])
    }
  }

  @Test func `pairing fills a bounded number of cells`() {
    var lines: [PatchLine] = []
    for kind in [PatchLine.Kind.removed, .added] {
      lines += (0..<3000).map { index in
        let words = (0..<60).map { "w\(index * 7 % 50 + $0)" }.joined(separator: " ")
        return PatchLine(kind: kind, text: words + (kind == .added ? " x" : ""))
      }
    }
    var pairing = LinePairing(budget: 100_000)
    _ = pairing.matches(in: lines, lines.indices)
    // One comparison may go over, and no other is begun.
    #expect(pairing.budget <= 0)
    #expect(pairing.budget > -WordDiff.largestTable)
  }
}
