import Testing

@testable import Core

struct `Reading a patch` {
  static let text = """
    diff --git a/train.py b/train.py
    index 1111111..2222222 100644
    --- a/train.py
    +++ b/train.py
    @@ -10,4 +10,5 @@ def train():
     a
    -lr = 0.1
    +lr = 0.2
    +wd = 0.0
     b
     c
    @@ -30 +31 @@
    --- x
    +++ y
    \\ No newline at end of file
    diff --git a/old name.py b/new name.py
    similarity index 100%
    rename from old name.py
    rename to new name.py
    diff --git a/run.sh b/run.sh
    old mode 100644
    new mode 100755
    diff --git "a/gr\\303\\266\\303\\237e.txt" "b/gr\\303\\266\\303\\237e.txt"
    new file mode 100644
    index 0000000..3333333
    --- /dev/null
    +++ "b/gr\\303\\266\\303\\237e.txt"
    @@ -0,0 +1 @@
    +x
    diff --git a/gone.bin b/gone.bin
    deleted file mode 100644
    index 4444444..0000000
    Binary files a/gone.bin and /dev/null differ

    """

  let patch = Patch(parsing: text)

  @Test func `every file has its path and what happened to it`() {
    #expect(
      patch.files.map(\.path) == ["train.py", "new name.py", "run.sh", "größe.txt", "gone.bin"])
    #expect(patch.files.map(\.status) == [.modified, .renamed, .modeChanged, .added, .deleted])
    #expect(patch.files[1].oldPath == "old name.py")
    #expect(patch.files[2].newMode == "100755")
    #expect(patch.files[3].oldPath == nil)
    #expect(patch.files[4].isBinary)
  }

  @Test func `lines carry their numbers in both files`() throws {
    let file = try #require(patch.files.first)
    #expect(file.added == 3)
    #expect(file.removed == 2)
    let hunk = try #require(file.hunks.first)
    #expect(hunk.heading == "def train():")
    #expect(hunk.lines.map(\.oldNumber) == [10, 11, nil, nil, 12, 13])
    #expect(hunk.lines.map(\.newNumber) == [10, nil, 11, 12, 13, 14])
  }

  @Test func `lines that look like headers are lines inside a hunk`() throws {
    let hunk = try #require(patch.files.first?.hunks.last)
    #expect(hunk.lines.map(\.kind) == [.removed, .added, .note])
    #expect(hunk.lines.map(\.text).prefix(2) == ["-- x", "++ y"])
  }

  @Test func `a plain diff is read too`() {
    let patch = Patch(
      parsing:
        "--- a/x\t2026-01-01\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n"
    )
    #expect(patch.files.map(\.path) == ["x", "y"])
  }

  @Test func `cut anywhere it is still read`() {
    let bytes = Array(Self.text.utf8)
    for end in bytes.indices {
      let part = Patch(parsing: String(decoding: bytes[..<end], as: UTF8.self))
      #expect(part.added <= patch.added)
    }
  }

  @Test func `fifty thousand lines are read at once`() {
    let lines = (0..<50_000).map { "+line \($0)\n" }.joined()
    let patch = Patch(
      parsing: "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,50000 @@\n" + lines)
    #expect(patch.added == 50_000)
  }

  @Test func `the same change elsewhere has the same fingerprint`() {
    func patch(_ start: Int, _ line: String) -> Patch {
      Patch(parsing: "--- a/x\n+++ b/x\n@@ -\(start) +\(start) @@ f\n-lr = 1\n+\(line)\n")
    }
    #expect(patch(3, "lr  =\t2").fingerprint == patch(90, "lr = 2 ").fingerprint)
    #expect(patch(3, "lr = 2").fingerprint != patch(3, "lr = 3").fingerprint)
  }
}
