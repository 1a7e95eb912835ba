/// What a key's name says: whether it counts, and what it measures.
enum SeriesName {
  /// How well a key serves as an axis; lower is better.
  enum AxisRank: Int, Comparable, Sendable {
    case step, iteration, update, batch, epoch

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// What a series on this axis counts.
    var axis: Axis { self == .epoch ? .epoch : .step }
  }

  /// Whether the range spells one of the words for data that is not trained on.
  static func isValidationWord(_ p: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    switch p[start] | 0x20 {
    case UInt8(ascii: "v"):
      return ASCIIWord.equal(p, start, end, "val") || ASCIIWord.equal(p, start, end, "valid")
        || ASCIIWord.equal(p, start, end, "validation")
    case UInt8(ascii: "e"):
      return ASCIIWord.equal(p, start, end, "eval") || ASCIIWord.equal(p, start, end, "evaluation")
    case UInt8(ascii: "t"): return ASCIIWord.equal(p, start, end, "test")
    case UInt8(ascii: "d"): return ASCIIWord.equal(p, start, end, "dev")
    default: return false
    }
  }

  /// The words of a name in lower case, split at punctuation and where camel case turns.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var before: UInt8 = 0
    for byte in name.utf8 {
      let isUpper = byte &- 65 < 26
      if isUpper, before &- 97 < 26, !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word = []
      }
      if byte.isLetter || byte.isDigit || byte >= 0x80 {
        word.append(isUpper ? byte | 0x20 : byte)
      } else if !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word = []
      }
      before = byte
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// Whether a name counts steps, iterations, batches or epochs of the run; nil when it measures.
  static func axisRank(_ name: String) -> AxisRank? {
    var words = words(name)
    guard let last = words.popLast() else { return nil }
    let before = words.last
    let isPlain = words.allSatisfy(qualifiers.contains)
    switch last {
    case "step": return isPlain ? .step : nil
    case "steps": return before == "current" || before == "global" ? .step : nil
    case "timestep": return isPlain ? .step : nil
    case "timesteps": return isPlain || before == "total" ? .step : nil
    case "updates": return before == "num" ? .step : nil
    case "iter", "iteration", "it": return isPlain ? .iteration : nil
    case "update": return isPlain ? .update : nil
    case "batch", "minibatch", "i": return words.isEmpty ? .batch : nil
    case "id", "idx": return before == "batch" && words.count == 1 ? .batch : nil
    case "epoch": return isPlain ? .epoch : nil
    default: return nil
    }
  }

  private static let qualifiers: Set<String> = [
    "train", "training", "trainer", "valid", "val", "validation", "test", "eval", "global",
    "current", "optimizer", "meta", "outer", "time", "env",
  ]

  /// Whether a name gives the number of steps the run is to have.
  static func isTotal(_ name: String) -> Bool {
    name == "total_steps" || name == "max_steps" || name == "num_training_steps"
  }

  /// Whether a name gives how far the run has come, in percent.
  static func isProgress(_ name: String) -> Bool {
    let words = words(name)
    return words == ["progress"] || words == ["percentage"]
  }

  /// Whether any word says that a name is about data that is not trained on.
  static func isValidation(_ words: [String]) -> Bool {
    words.contains { validation.contains($0) }
  }

  /// Whether any word says that a name is about training.
  static func isTraining(_ words: [String]) -> Bool {
    words.contains { $0 == "train" || $0 == "training" || $0 == "trl" }
  }

  /// Whether a number without any axis may become a curve by this name alone.
  static func isMetric(_ name: String) -> Bool {
    let words = words(name)
    return words.count > 1 && role(name) != .other || words == ["loss"]
      || words.contains(where: metrics.contains)
  }

  private static let metrics: Set<String> = [
    "acc", "accuracy", "reward", "return", "auc", "f1", "bleu", "map", "iou", "psnr", "fid",
    "nll", "bpb", "ppl", "perplexity", "mse", "rmse", "mae",
  ]

  /// What a series of this name measures.
  static func role(_ name: String) -> SeriesRole {
    let words = words(name)
    if words == ["val"] || words == ["valid"] || words == ["validation"] { return .validationLoss }
    if words == ["train"] { return .trainLoss }
    if words.contains(where: notLosses.contains) { return .other }
    guard words.contains(where: { losses.contains($0) || $0.hasSuffix("loss") }) else {
      return .other
    }
    return isValidation(words) || words.contains("tel") ? .validationLoss : .trainLoss
  }

  /// Whether a word of a line is the name of a loss or a score.
  static func isLossWord(_ p: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
    guard end - start < 16 else { return false }
    let name = String(decoding: p[start..<end], as: UTF8.self)
    return role(name) != .other || isMetric(name)
  }

  private static let validation: Set<String> = [
    "val", "valid", "validation", "eval", "evaluation", "test", "dev",
  ]
  private static let losses: Set<String> = [
    "loss", "losses", "nll", "bpb", "bpc", "bpd", "ppl", "perplexity", "trl", "tel", "xent", "ce",
    "crossentropy", "rmse", "mse", "mae", "smoothl1", "l1", "elbo",
  ]
  private static let notLosses: Set<String> = [
    "scale", "weight", "coef", "lr", "time", "norm", "best", "min", "ratio", "code", "prob",
  ]
}
