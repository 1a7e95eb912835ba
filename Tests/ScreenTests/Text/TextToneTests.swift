import Testing

@testable import Screen

@Suite struct `What deserves an eye in a log` {
  private func found(_ line: String) -> [String] {
    let utf8 = Array(line.utf8)
    return TextTone.tones(of: line).map {
      "\($0.role.rawValue) \(String(decoding: utf8[$0.range], as: UTF8.self))"
    }
  }

  @Test(arguments: [
    ("step 3 loss: nan acc: 0.5", ["bad nan"]), ("loss=-inf", ["bad inf"]),
    ("loss: NaN", ["bad NaN"]),
    ("2026-01-01 ERROR cannot open", ["bad ERROR"]), ("[WARNING] slow", ["warn WARNING"]),
    ("x.py:3: UserWarning: deprecated", ["warn UserWarning"]),
    ("error: no such file", ["bad error"]),
    ("train.c:3:5: error: expected ';'", ["bad error"]),
    ("a.c:1: warning: unused", ["warn warning"]),
    ("CRITICAL and FATAL", ["bad CRITICAL", "bad FATAL"]),
    ("Traceback (most recent call last):", ["bad Traceback (most recent call last):"]),
    ("ValueError: bad shape", ["bad ValueError: bad shape"]),
    ("torch.OutOfMemoryError: CUDA", ["bad torch.OutOfMemoryError: CUDA"]),
    ("KeyboardInterrupt", ["bad KeyboardInterrupt"]),
  ])
  func `a failure is marked`(_ line: String, _ marks: [String]) {
    #expect(found(line) == marks)
  }

  @Test(arguments: [
    "train error: 0.25", "val error: -1e-3", "error: .5", "0 errors, 0 warnings", "nano banana",
    "mean_inf 3", "inference 0.2 s", "information: 3", "loss_error 3", "Error rate 0.1",
    "  raise ValueError(x)", "standard_error: 0.1", "Errors were none", "",
  ])
  func `a measure is not`(_ line: String) {
    #expect(found(line).isEmpty)
  }
}
