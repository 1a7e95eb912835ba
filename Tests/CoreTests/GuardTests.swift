import Testing

@testable import Core

struct `Globs` {
  @Test(arguments: [
    ("train.py", "train.py"), ("*.py", "train.py"), ("src", "src/a/b.py"), ("src/", "src/a.py"),
    ("src/*.py", "src/a.py"), ("**/*.py", "a.py"), ("**/*.py", "x/y/a.py"), ("src/**", "src/x/y"),
    ("/train.py", "train.py"), ("./train.py", "train.py"), ("a?c", "abc"), ("a?c", "aöc"),
    ("[a-c]x", "bx"), ("[!a-c]x", "dx"), ("a/**/b", "a/b"), ("a/**/b", "a/x/y/b"),
    ("\\*", "*"), ("models/*", "models/x/y.py"), ("*a*b*c", "xxaxxbxxc"), ("**", "any/thing"),
  ])
  func `a pattern names a path`(pattern: String, path: String) {
    #expect(Glob(pattern).matches(path))
  }

  @Test(arguments: [
    ("train.py", "src/train.py"), ("*.py", "src/train.py"), ("src/", "src"), ("src", "srcs/a"),
    ("a?c", "a/c"), ("[a-c]x", "dx"), ("[a-c", "a"), ("src/**", "src"), ("", "a"), ("/", "a"),
    ("train.py", "train.pyc"), ("**/b", "a/bc"),
  ])
  func `a pattern leaves other paths alone`(pattern: String, path: String) {
    #expect(!Glob(pattern).matches(path))
  }

  @Test func `many stars take no time`() {
    let pattern = String(repeating: "*a", count: 200)
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000) + "b"))
    #expect(
      !Glob(String(repeating: "**/", count: 200) + "x").matches(String(repeating: "y/", count: 500))
    )
  }
}

struct `The guard` {
  let guardian = Guard(
    GuardRules(
      editable: ["train.py", "models", ".gitignore"], frozen: ["models/eval.py"],
      maximumBinaryBytes: 1000, maximumFileBytes: 5000, maximumBytes: 9000))

  private func change(
    _ path: String, _ mode: String = "100644", from old: String = "100644", bytes: Int = 10,
    binary: Bool = false, kind: TreeChange.Kind = .modified
  ) -> TreeChange {
    TreeChange(path: path, oldMode: old, newMode: mode, bytes: bytes, isBinary: binary, kind: kind)
  }

  @Test func `a change of an editable file passes`() {
    #expect(
      guardian.judge([change("train.py"), change("models/a/b.py"), change(".gitignore")]) == .passed
    )
    #expect(guardian.judge([]) == .passed)
  }

  @Test func `a path that is not editable is refused with what to do`() {
    #expect(
      guardian.judge([change("train.py"), change("evaluate.py")])
        == .refused("evaluate.py is not editable. Change only train.py, models, .gitignore."))
  }

  @Test(arguments: [
    "models/eval.py", ".git/config", "models/.GIT/hooks/x", "models/.gitattributes", ".gitmodules",
    "models/../evaluate.py", "/train.py", "models//x", "models/a\nb.py", "models/\u{1B}[2J.py",
    "models/\u{202E}yp.x", "", "models/.git./x", "models/git~1/x", "models/.gitignore",
    "models/.g\u{200C}it/config", "models/.lfsconfig", "models/a\u{2028}b.py", "models/Eval.PY",
    "models/\u{FFFD}.py",
  ])
  func `a path that could do harm is refused`(path: String) {
    guard case .refused(let reason) = guardian.judge([change(path)]) else {
      Issue.record("\(path) passed")
      return
    }
    #expect(!reason.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
  }

  @Test(arguments: ["120000", "160000", "100777", "040000"])
  func `links, submodules and odd modes are refused`(mode: String) {
    guard case .refused = guardian.judge([change("train.py", mode)]) else {
      Issue.record("\(mode) passed")
      return
    }
  }

  @Test func `a large binary is refused, a small one is flagged`() {
    guard case .refused = guardian.judge([change("models/w.bin", bytes: 1001, binary: true)]) else {
      Issue.record("a large binary passed")
      return
    }
    guard case .flagged(let flags) = guardian.judge([change("models/w.bin", binary: true)]) else {
      Issue.record("a small binary was not flagged")
      return
    }
    #expect(flags.count == 1)
  }

  @Test func `a submodule that goes away is refused`() {
    guard case .refused = guardian.judge([change("models/sub", "000000", from: "160000")]) else {
      Issue.record("a submodule was removed")
      return
    }
  }

  @Test func `what is too large, alone or together, is refused`() {
    #expect(
      guardian.judge([change("train.py", bytes: 5001)])
        == .refused(
          "train.py is a file of 5001 B, over the limit of 5000 B. Make such data in the run instead."
        ))
    let four = (1...4).map { change("models/\($0).py", bytes: 2500) }
    #expect(guardian.judge(Array(four.prefix(3))) == .passed)
    #expect(
      guardian.judge(four)
        == .refused(
          "The files of this proposal have 10 KB, over the limit of 9000 B. Make such data in the run instead."
        ))
  }

  @Test func `code that Python runs unasked is flagged`() {
    #expect(
      guardian.judge([change("models/sitecustomize.py")])
        == .flagged(["models/sitecustomize.py is run by Python whenever it starts."]))
  }

  @Test func `a file that becomes executable is flagged`() {
    #expect(
      guardian.judge([change("train.py", "100755")]) == .flagged(["train.py becomes executable."]))
  }
}

struct `Tripwires in a patch` {
  @Test(arguments: [
    ("+torch.manual_seed(137)", ["seed"]), ("-    seed = int(os.environ['PAWL_SEED'])", ["seed"]),
    ("+t0 = time.perf_counter()", ["clock"]), ("+x = np.fromfile('val.bin')", ["data"]),
    ("+print(f'val_bpb: {0.5}')", ["metric"]), ("+best = val_bpb", []),
    ("+subprocess.run(['curl', url])", ["process", "network"]), ("+lr = 0.1", []),
    (" torch.manual_seed(1)", []), ("+def printable(train_time): pass", []),
  ])
  func `what a line touches is named`(line: String, flags: [String]) {
    let counts = line.hasPrefix("+") ? "-0,0 +1" : line.hasPrefix("-") ? "-1 +0,0" : "-1 +1"
    let patch = Patch(parsing: "--- a/x\n+++ b/x\n@@ \(counts) @@\n\(line)\n")
    #expect(Tripwires.flags(in: patch, metric: "val_bpb") == flags)
  }
}
