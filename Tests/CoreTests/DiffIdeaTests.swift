import Testing

@testable import Core

struct DiffIdeaTests {
  private func patch(_ lines: [String], path: String = "train.py", at: Int = 10) -> Patch {
    let body = lines.joined(separator: "\n")
    let removed = lines.count { $0.hasPrefix("-") || $0.hasPrefix(" ") }
    let added = lines.count { $0.hasPrefix("+") || $0.hasPrefix(" ") }
    return Patch(
      parsing: """
        diff --git a/\(path) b/\(path)
        index 1111111..2222222 100644
        --- a/\(path)
        +++ b/\(path)
        @@ -\(at),\(removed) +\(at),\(added) @@
        \(body)

        """)
  }

  @Test(arguments: [
    ["-x = 1  # old", "+x = 1  # new"], ["+# a comment"], ["+", "+    "], ["-# gone"],
    ["-x = 1", "+x = 1   "], ["-x = '#'  # one", "+x = '#'"],
  ])
  func `comments and blanks are no idea in Python`(_ lines: [String]) {
    let patch = patch(lines)
    #expect(patch.files.count == 1)
    #expect(patch.idea == "")
    #expect(patch.ideaFingerprint == nil)
  }

  @Test(arguments: [
    ["-x = 1", "+x = 2"], ["-x = '#1'", "+x = '#2'"], ["-  x = 1", "+    x = 1"],
    ["-x = \"a\\\"#1\"", "+x = \"a\\\"#2\""], [" t = '''", "-# one", "+# two"],
  ])
  func `what may change what Python does is an idea`(_ lines: [String]) {
    #expect(patch(lines).idea != "")
  }

  @Test func `the same lines elsewhere, with other comments, are the same idea`() {
    let one = patch(["-x = 1", "+x = 2"])
    let two = patch(["-x = 1  # was", "+x = 2  # twice", "+# a note"], at: 400)
    #expect(one.ideaFingerprint == two.ideaFingerprint)
    #expect(one.ideaFingerprint?.count == 32)
    #expect(one.ideaFingerprint != patch(["-x = 1", "+x = 3"]).ideaFingerprint)
    #expect(one.ideaFingerprint != patch(["-x = 1", "+x = 2"], path: "b.py").ideaFingerprint)
  }

  @Test func `elsewhere every word counts, and the width of blanks does not`() {
    #expect(patch(["+# a comment"], path: "run.sh").idea != "")
    #expect(
      patch(["-a  b", "+a c"], path: "x.yaml").idea
        == patch(["-a b", "+a\tc"], path: "x.yaml").idea)
  }

  @Test func `a mode, a new file and a deleted one are ideas without lines`() {
    let mode = Patch(parsing: "diff --git a/t.py b/t.py\nold mode 100644\nnew mode 100755\n")
    #expect(mode.idea != "")
    let new = Patch(
      parsing: "diff --git a/t.py b/t.py\nnew file mode 100644\nindex 0000000..e69de29\n")
    #expect(new.idea != "")
  }
}
