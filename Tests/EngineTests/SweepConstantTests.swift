import Testing

@testable import Engine

@Suite("Sweep: finding constants")
struct SweepConstantTests {
  private func names(_ text: String, _ file: String = "train.py") -> [String] {
    ConstantFinder.constants(in: text, file: file).map(\.name)
  }

  @Test("Top-level Python assignments with a positive number, and nothing else")
  func python() {
    let text = """
      \"\"\"Doc:
      IN_DOC = 3
      \"\"\"
      import os
      HIDDEN = 128
      learning_rate: float = 3e-4  # peak
      WINDOW = 2**10
      TOKENS = 1_000_000
      NAME = "4"
      TEXT = '''
      INSIDE = 5
      '''
      TABLE = dict(
      KEY = 6,
      )
      NEGATIVE = -1.0
      ZERO = 0
      SUM = 3 + 4
      FLAG = True
      # COMMENTED = 7
      if True:
          LOCAL = 8
      a.b = 9
      LONG = \\
      TAIL = 10
      HASH = "#"; OTHER = 3
      x == 3
      DROPOUT = .1
      """
    #expect(names(text) == ["HIDDEN", "learning_rate", "WINDOW", "TOKENS", "DROPOUT"])
  }

  @Test("Names and comments that say hands off are respected")
  func knobs() {
    let text = """
      SEED = 1
      VOCAB_SIZE = 30
      MODEL_VERSION = 2
      EVAL_INTERVAL = 100
      TIME_BUDGET = 300
      WIDTH = 64  # fixed: the tokenizer needs it
      DEPTH = 4  # do not change
      HEADS = 4
      HEADS_KEPT = 2  # momentum that is kept
      """
    #expect(names(text) == ["HEADS", "HEADS_KEPT"])
  }

  @Test("A name assigned twice is left alone")
  func twice() {
    #expect(names("A = 1\nB = 2\nA = 3\n") == ["B"])
  }

  @Test("YAML scalars under their path; lists, flow and block texts are skipped")
  func yaml() {
    let text = """
      model:
        width: 64   # units
        text: |
          depth: 3
        flow: {a: 1}
        name: "7"
      optimizer:
        lr: 0.001
        betas:
          - 0.9
          - x: 4
      seed: 4
      batch-size: 32
      time: 12:30
      """
    #expect(names(text, "conf/a.yaml") == ["model.width", "optimizer.lr", "batch-size"])
  }

  @Test("Shell assignments; strings, here-documents and indented lines are skipped")
  func shell() {
    let text = """
      #!/bin/sh
      LR=0.01 # peak
      export BATCH=32
      NAME="x
      LINES=4
      "
      cat <<EOF
      INSIDE=3
      EOF
        LOCAL=5
      CMD=$(echo 3)
      PAIR=3 run
      """
    #expect(names(text, "run.sh") == ["LR", "BATCH"])
  }

  @Test("Other kinds of file have no constants")
  func other() {
    #expect(names("A = 1", "notes.md").isEmpty)
    #expect(names("A = 1", "py").count <= 1)
  }

  @Test("Only the number changes: comments, line ends and other bytes stay")
  func exactBytes() throws {
    let text = "# é\r\nLR = 0.05  # peak = 0.05\r\nprint('0.05')"
    let constant = try #require(ConstantFinder.constants(in: text, file: "a.py").first)
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[constant.place], as: UTF8.self) == "0.05")
    let move = SweepMove(constant: constant, to: 0.1, text: "0.1", score: 0, reason: "")
    #expect(
      move.proposal(in: text).newText == "# é\r\nLR = 0.1  # peak = 0.05\r\nprint('0.05')")
  }

  @Test(
    "Numbers are written in the style they had",
    arguments: [
      ("128", 192.0, "192"), ("1_000_000", 1_500_000, "1_500_000"), ("0.05", 0.1, "0.1"),
      ("0.1", 0.1 / 1.5, "0.067"), ("0.15", 0.225, "0.225"), ("3e-4", 6e-4, "6e-4"),
      ("3e-4", 4.5e-4, "4.5e-4"), ("1.0", 2, "2.0"), ("2**10", 2048, "2**11"),
      ("2**10", 1536, "1536"), ("0.0003", 0.0006, "0.0006"), ("64.0", 128, "128.0"),
      ("0.0001", 0.00005, "5e-5"), ("10.", 1234.5, "1230.0"),
    ])
  func styles(literal: String, value: Double, expected: String) throws {
    #expect(try #require(NumberLiteral(literal[...])).render(value) == expected)
  }

  @Test(
    "What is no plain positive number is not read",
    arguments: [
      "", "-1", "0", "1e999", "0x10", "012", "1__0", "1_", "1.2.3", "2**99", "nan", "1 2",
    ]
  )
  func notNumbers(text: String) {
    #expect(NumberLiteral(text[...]) == nil)
  }
}
