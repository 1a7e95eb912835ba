/// What the name of a column or key of a history tells.
enum HistoryName {
  /// How well a column of numbers serves as the metric; higher is better.
  enum Fitness: Int, Comparable {
    /// Counts or names; a setting, a cost or a difference; a number; a known measure.
    case never, last, plain, known

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  static func fitness(_ name: String) -> Fitness {
    let words = SeriesName.words(name)
    guard let end = words.last else { return .never }
    if identifiers.contains(end) || words.count == 1 && counters.contains(end) { return .never }
    if words.contains(where: differences.contains) { return .last }
    if isRate(words) { return .known }
    if words.contains(where: settings.contains) || words.first == "num" || words.first == "n" {
      return .never
    }
    if words.contains(where: costs.contains) { return .last }
    let isMeasure = words.contains {
      rising.contains($0) || falling.contains($0) || vague.contains($0)
    }
    return isMeasure ? .known : .plain
  }

  /// Which way a measure of this name gets better; `isVague` where other evidence is worth more.
  static func goal(_ name: String) -> (goal: Goal, isVague: Bool)? {
    let words = SeriesName.words(name)
    if isRate(words) { return (.maximize, false) }
    for word in words.reversed() {
      if falling.contains(word) || word.hasSuffix("loss") { return (.minimize, false) }
      if rising.contains(word) { return (.maximize, false) }
    }
    if words.contains(where: costs.contains) { return (.minimize, false) }
    if words.contains(where: vague.contains) { return (.maximize, true) }
    return nil
  }

  /// The goal a word stands for, as in `bestDirection` or a column `metric_direction`.
  static func direction(_ text: some StringProtocol) -> Goal? {
    switch text.lowercased() {
    case "lower", "min", "minimize", "minimise", "down", "decrease", "lower_is_better": .minimize
    case "higher", "max", "maximize", "maximise", "up", "increase", "higher_is_better": .maximize
    default: nil
    }
  }

  /// Whether it counts things per time, as `tok_per_sec` does; `ms_per_tok` does not.
  private static func isRate(_ words: [String]) -> Bool {
    guard let thing = words.firstIndex(where: things.contains) else { return false }
    return words[(thing + 1)...].contains { seconds.contains($0) }
  }

  private static let things: Set<String> = [
    "tok", "toks", "token", "tokens", "samples", "images", "imgs", "it", "iters", "steps", "req",
    "requests", "queries", "frames", "ops", "rows", "bytes", "games", "moves", "nodes",
  ]
  private static let seconds: Set<String> = ["s", "sec", "secs", "second", "seconds", "min", "ms"]

  private static let identifiers: Set<String> = [
    "id", "idx", "index", "commit", "hash", "sha", "timestamp", "date", "datetime", "ts", "run",
    "iter", "iteration", "exp", "experiment", "cycle", "trial", "session", "round", "generation",
    "gen", "attempt", "number", "num", "no", "version", "ref", "parent", "seed", "epoch", "segment",
    "unix", "rank", "line", "pid", "port", "branch", "status", "verdict",
  ]
  private static let counters: Set<String> = ["n", "i", "step", "time", "count", "start", "end"]
  private static let settings: Set<String> = [
    "lr", "wd", "dropout", "depth", "width", "layers", "dim", "heads", "batch", "steps",
    "iterations", "epochs", "params", "param", "parameters", "tokens", "learning", "decay",
    "momentum",
    "seeds", "workers", "threads", "beta", "alpha", "gamma", "temperature", "config", "active",
    "budget", "warmup", "trades", "flag", "flags", "old", "new",
  ]
  private static let differences: Set<String> = [
    "delta", "diff", "change", "improvement", "pct", "percent", "std", "stderr", "sd", "var",
    "variance", "baseline", "prev", "previous", "sigma", "ci", "gain", "confidence", "complexity",
  ]
  private static let costs: Set<String> = [
    "memory", "mem", "vram", "ram", "gb", "mb", "mib", "gib", "kb", "time", "seconds", "secs",
    "sec",
    "s", "ms", "us", "µs", "ns", "minutes", "mins", "hours", "duration", "elapsed", "runtime",
    "wall",
    "latency", "cost", "usd", "dollars", "size", "bytes", "energy", "watts", "power", "ttft",
    "clock",
  ]
  private static let falling: Set<String> = [
    "loss", "losses", "nll", "bpb", "bpc", "bpd", "bpp", "bits", "ppl", "perplexity", "error",
    "errors", "err", "mse", "rmse", "mae", "mape", "smape", "nrmse", "rmsle", "fid", "kid", "wer",
    "cer", "der", "regret", "exploitability", "drawdown", "logloss", "brier", "kl", "divergence",
    "distance", "toffoli", "gates", "xent", "ce", "crossentropy", "violations", "failures",
    "cycles",
    "instructions", "allocations", "misses", "gap", "ece", "lpips", "deviation", "residual",
  ]
  private static let rising: Set<String> = [
    "acc", "accuracy", "f1", "auc", "auroc", "auprc", "map", "ap", "iou", "miou", "dice", "bleu",
    "rouge", "chrf", "reward", "rewards", "return", "returns", "throughput", "tflops", "gflops",
    "mfu",
    "tps", "qps", "rps", "speed", "speedup", "fps", "win", "wins", "winrate", "pass", "success",
    "hit",
    "hits", "precision", "recall", "r2", "sharpe", "sortino", "calmar", "pnl", "profit", "psnr",
    "ssim",
    "ndcg", "mrr", "corr", "correlation", "ic", "spearman", "pearson", "elo", "rating", "yield",
    "quality", "coverage", "em", "kappa", "mcc", "likelihood", "elbo", "solved", "correct", "top1",
  ]
  private static let vague: Set<String> = [
    "score", "scores", "composite", "metric", "value", "fitness", "primary", "objective", "rate",
    "utility",
  ]
}
