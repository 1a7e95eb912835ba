/// Names what a patch touches that deserves a person's look, from the text of its changed lines.
///
/// A hint, not a proof: words in code and comments count alike, and what is hidden well is not found.
package enum Tripwires {
  /// The names, in this order, each once: `seed`, `clock`, `data`, `metric`, `process`, `network`.
  ///
  /// - Parameter metric: The metric's name; added lines that print it are flagged.
  package static func flags(in patch: Patch, metric: String) -> [String] {
    var found: Set<String> = []
    for file in patch.files {
      for hunk in file.hunks {
        for line in hunk.lines where line.kind == .added || line.kind == .removed {
          look(at: line, metric: metric, &found)
          if found.count == order.count { return order }
        }
      }
    }
    return order.filter(found.contains)
  }

  private static let order = ["seed", "clock", "data", "metric", "process", "network"]

  private static func look(at line: PatchLine, metric: String, _ found: inout Set<String>) {
    let words = words(line.text)
    for word in words {
      if let flag = flagOf[word] { found.insert(flag) }
      if word.hasSuffix("seed") || word.hasPrefix("pawl_") { found.insert("seed") }
    }
    guard line.kind == .added else { return }
    let isPrinting = words.contains { printing.contains($0) }
    if isPrinting, !metric.isEmpty, line.text.contains(metric) { found.insert("metric") }
  }

  /// Which identifier trips which wire; removed lines count too, as dropping a seed is touching it.
  private static let flagOf: [String: String] = {
    var flags: [String: String] = [:]
    for word in [
      "seed", "seeds", "manual_seed", "set_seed", "seed_all", "random_state", "default_rng",
      "prngkey", "set_rng_state",
    ] { flags[word] = "seed" }
    for word in [
      "time", "perf_counter", "monotonic", "process_time", "clock", "datetime", "sleep",
      "time_ns", "budget", "timeout", "deadline", "freezegun",
    ] { flags[word] = "clock" }
    for word in [
      "bin", "parquet", "npy", "npz", "csv", "read_csv", "from_numpy", "fromfile", "memmap",
      "load_dataset", "data_dir", "dataset", "datasets", "torch_load", "val_data", "valid_data",
      "validation_data", "test_data", "safetensors", "pickle", "from_pretrained",
    ] { flags[word] = "data" }
    for word in [
      "subprocess", "popen", "os_system", "fork", "ctypes", "setattr", "exec", "eval_code",
      "__import__", "importlib", "atexit", "ptrace", "sitecustomize", "monkeypatch",
    ] { flags[word] = "process" }
    for word in [
      "requests", "urllib", "urlopen", "socket", "http", "https", "wget", "curl",
      "hf_hub_download", "snapshot_download",
    ] { flags[word] = "network" }
    return flags
  }()

  private static let printing: Set<String> = [
    "print", "printf", "println", "write", "log", "info", "logger", "echo", "dump", "dumps",
    "stdout",
    "puts", "fprintf", "cout", "pawl_result",
  ]

  /// The identifiers of a line, in lower case; at most 400 bytes of it are read.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    for byte in line.utf8.prefix(400) {
      if byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") {
        word.append(ASCIIWord.lower(byte))
      } else if !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}
