import Core

/// Finds the name of a metric in logs, scripts and pages.
enum MetricGuess {
  /// Names in the order of preference: measured on held-out data first.
  private static let known: [(name: String, goal: Goal)] = [
    ("val_bpb", .minimize), ("val_bpc", .minimize), ("val_loss", .minimize),
    ("valid_loss", .minimize), ("validation_loss", .minimize), ("eval_loss", .minimize),
    ("val/loss", .minimize), ("eval/loss", .minimize), ("val_ppl", .minimize),
    ("val_perplexity", .minimize), ("val_acc", .maximize), ("val_accuracy", .maximize),
    ("valid_acc", .maximize), ("eval_accuracy", .maximize), ("val/acc", .maximize),
    ("val_f1", .maximize), ("val_auc", .maximize), ("val_rmse", .minimize),
    ("val_mse", .minimize), ("val_mae", .minimize), ("test_acc", .maximize),
    ("test_accuracy", .maximize), ("test_loss", .minimize), ("bits_per_byte", .minimize),
    ("bpb", .minimize), ("bpc", .minimize), ("perplexity", .minimize), ("accuracy", .maximize),
    ("acc", .maximize), ("top1", .maximize), ("f1", .maximize), ("auc", .maximize),
    ("bleu", .maximize), ("rouge", .maximize), ("reward", .maximize), ("rmse", .minimize),
    ("mse", .minimize), ("mae", .minimize), ("score", .maximize), ("loss", .minimize),
  ]
  private static let rank = Dictionary(
    known.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })

  /// The best known name that a text gives a value to, as in `val_loss: 0.98`.
  static func find(in text: String) -> MetricSettings? {
    var best: Int?
    var spelling = ""
    let bytes = Array(text.utf8)
    var i = 0
    while i < bytes.count {
      guard isNameByte(bytes[i]) else {
        i += 1
        continue
      }
      let start = i
      while i < bytes.count, isNameByte(bytes[i]) { i += 1 }
      guard i - start <= 20 else { continue }
      var word = String(decoding: bytes[start..<i], as: UTF8.self)
      // Many print `val loss 0.98`: the reader takes that for the same name.
      if splits.contains(word.lowercased()), let end = wordEnd(bytes, after: i) {
        word += "_" + String(decoding: bytes[i + 1..<end], as: UTF8.self)
        i = end
      }
      guard isGivenValue(bytes, after: i) else { continue }
      if let rank = rank[word.lowercased()], best.map({ rank < $0 }) ?? true {
        (best, spelling) = (rank, word)
      }
    }
    return best.map { MetricSettings(name: spelling, goal: known[$0].goal) }
  }

  private static let splits: Set<String> = ["val", "valid", "validation", "eval", "test"]

  /// Where the word after one blank ends; nil when none stands there.
  private static func wordEnd(_ bytes: [UInt8], after end: Int) -> Int? {
    var i = end + 1
    guard i < bytes.count, bytes[end] == 0x20, isNameByte(bytes[i]) else { return nil }
    while i < bytes.count, i < end + 12, isNameByte(bytes[i]) { i += 1 }
    return i
  }

  /// Which way a metric of this name gets better; nil when the name does not tell.
  static func goal(of name: String) -> Goal? {
    let name = name.lowercased()
    if let rank = rank[name] { return known[rank].goal }
    let parts = name.split(whereSeparator: { "_-/.".contains($0) }).map(String.init)
    let up = ["acc", "accuracy", "f1", "auc", "bleu", "rouge", "reward", "score", "throughput"]
    let down = ["loss", "error", "err", "ppl", "perplexity", "mse", "rmse", "mae", "bpb", "time"]
    if parts.contains(where: up.contains) { return .maximize }
    return parts.contains(where: down.contains) ? .minimize : nil
  }

  /// Whether it can be the name of a metric.
  static func isWord(_ name: String) -> Bool {
    !name.isEmpty && name.count <= 80 && name.utf8.allSatisfy { isNameByte($0) || $0 == 0x2D }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2F: true
    default: false
    }
  }

  /// Whether `:` or `=` follows, after quotes and spaces, or a place for a number as in `{loss:.4f}`, `%f`.
  private static func isGivenValue(_ bytes: [UInt8], after end: Int) -> Bool {
    var i = end
    while i < bytes.count, i < end + 12, [0x20, 0x22, 0x27, 0x60].contains(bytes[i]) { i += 1 }
    guard i < bytes.count else { return false }
    if bytes[i] == 0x25 { return i + 1 < bytes.count && i > end && bytes[i + 1] != 0x20 }
    return bytes[i] == 0x3A || bytes[i] == 0x3D || (bytes[i] == 0x7B && i > end)
  }
}
