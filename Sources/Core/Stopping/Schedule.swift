/// Whether a change makes early values incomparable.
package enum Schedule {
  /// Whether the changed lines name what depends on the whole budget: warm-up, decay, annealing, the
  /// number of steps.
  ///
  /// A hint from words: where it errs, a run is only not ended early.
  package static func isChanged(by patch: Patch) -> Bool {
    patch.files.contains { file in
      file.hunks.contains { hunk in
        hunk.lines.contains { ($0.kind == .added || $0.kind == .removed) && names(in: $0.text) }
      }
    }
  }

  /// Parts of identifiers; `warmup_steps` and `lrDecay` are found too.
  private static let parts = [
    "schedul", "warmup", "warm_up", "warmdown", "warm_down", "cooldown", "cool_down", "decay",
    "anneal", "cosine", "ramp", "total_steps", "max_steps", "num_steps", "n_steps", "num_iter",
    "max_iter", "epochs", "onecycle", "one_cycle", "budget",
  ]

  private static func names(in line: String) -> Bool {
    let text = line.prefix(400).lowercased()
    return parts.contains { text.contains($0) }
  }
}
