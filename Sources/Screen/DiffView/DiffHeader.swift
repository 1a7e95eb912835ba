package import Core

/// The lines above files and hunks.
package enum DiffHeader {
  /// What a whole patch changes: `train.py +1 -1`, or `3 files +12 -4`; for a pane's title.
  package static func summary(_ patch: Patch) -> String {
    guard let first = patch.files.first else { return "no changes" }
    let name = patch.files.count == 1 ? first.path : "\(patch.files.count) files"
    return "\(name) +\(patch.added) -\(patch.removed)"
  }

  static func file(_ file: PatchFile) -> [ChartSpan] {
    var spans = [ChartSpan(file.path, Style(.title, bold: true))]
    if let words = status(file) { spans.append(ChartSpan("  " + words, .dim)) }
    guard file.added + file.removed > 0 else { return spans }
    spans.append(ChartSpan("  +\(file.added)", .diffAdded))
    spans.append(ChartSpan(" -\(file.removed)", .diffRemoved))
    return spans
  }

  static func hunk(_ hunk: Hunk) -> [ChartSpan] {
    let place = "@@ -\(hunk.oldStart),\(hunk.oldCount) +\(hunk.newStart),\(hunk.newCount) @@"
    let heading = hunk.heading.isEmpty ? [] : [ChartSpan(" " + hunk.heading, .dim)]
    return [ChartSpan(place, .accent)] + heading
  }

  /// In place of the lines of a file that has none to show.
  static func note(_ file: PatchFile) -> String {
    if file.isBinary { return "binary file" }
    if file.oldMode != file.newMode, let old = file.oldMode, let new = file.newMode {
      return "mode \(old) -> \(new)"
    }
    return status(file) ?? "no lines changed"
  }

  private static func status(_ file: PatchFile) -> String? {
    switch file.status {
    case .added: "new file"
    case .deleted: "deleted"
    case .modified: nil
    case .renamed: "renamed from \(file.oldPath ?? "?")"
    case .copied: "copied from \(file.oldPath ?? "?")"
    case .modeChanged: "mode \(file.oldMode ?? "?") -> \(file.newMode ?? "?")"
    }
  }
}
