package import Core

/// The lines above files and hunks.
package enum DiffHeader {
  /// What a whole patch changes: `train.py +1 -1`, or `3 files +12 -4`; for a pane's title.
  package static func summary(_ patch: Patch) -> String {
    guard let first = patch.files.first else { return "no changes" }
    let name = patch.files.count == 1 ? plainText(first.path) : "\(patch.files.count) files"
    return "\(name) +\(patch.added) -\(patch.removed)"
  }

  static func file(_ file: PatchFile) -> [ChartSpan] {
    var spans = [ChartSpan(file.path, Style(.title, bold: true))]
    for words in statuses(file) { spans.append(ChartSpan("  " + words, .dim)) }
    guard file.added + file.removed > 0 else { return spans }
    spans.append(ChartSpan("  +\(file.added)", .diffAdded))
    spans.append(ChartSpan(" -\(file.removed)", .diffRemoved))
    return spans
  }

  static func hunk(_ hunk: Hunk, isCurrent: Bool) -> [ChartSpan] {
    let place = "@@ -\(hunk.oldStart),\(hunk.oldCount) +\(hunk.newStart),\(hunk.newCount) @@"
    let heading = hunk.heading.isEmpty ? [] : [ChartSpan(" " + hunk.heading, .dim)]
    return [ChartSpan(place, Style(.accent, bold: isCurrent))] + heading
  }

  /// In place of the lines of a file that has none to show.
  static func note(_ file: PatchFile) -> String {
    if file.isBinary { return "binary file" }
    return statuses(file).first ?? "no lines changed"
  }

  /// What happened to a file besides its lines.
  private static func statuses(_ file: PatchFile) -> [String] {
    let isEmpty = file.hunks.isEmpty && !file.isBinary
    let mode =
      file.oldMode == file.newMode
      ? nil : "mode \(file.oldMode ?? "?") -> \(file.newMode ?? "?")"
    switch file.status {
    case .added: return [isEmpty ? "new empty file" : "new file"]
    case .deleted: return [isEmpty ? "empty file deleted" : "deleted"]
    case .renamed: return ["renamed from \(file.oldPath ?? "?")"] + (mode.map { [$0] } ?? [])
    case .copied: return ["copied from \(file.oldPath ?? "?")"] + (mode.map { [$0] } ?? [])
    case .modified, .modeChanged: return mode.map { [$0] } ?? []
    }
  }
}
