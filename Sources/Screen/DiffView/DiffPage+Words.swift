internal import Core

extension DiffPage {
  /// Where a person is, for a heading: `train.py  2 of 5  hunk 3 of 7  40 %`.
  package func position(_ state: DiffState) -> String {
    let patch = rows.patch
    guard patch.files.indices.contains(state.file) else { return DiffHeader.summary(patch) }
    var parts: [String] = []
    if patch.files.count > 1 {
      parts.append(plainText(patch.files[state.file].path))
      parts.append("\(state.file + 1) of \(patch.files.count)")
    } else {
      parts.append(DiffHeader.summary(patch))
    }
    let hunks = rows.hunkStarts.count
    if hunks > 1 { parts.append("hunk \(min(state.hunk, hunks - 1) + 1) of \(hunks)") }
    if lastTop > 0 { parts.append("\(100 * clamped(state.top) / lastTop) %") }
    return parts.joined(separator: "  ")
  }

  /// What a search says: `/rate  3 of 17`; nil without one.
  package func searched(_ state: DiffState) -> String? {
    state.hits.map { "/\(plainText($0.text, limit: 40))  \($0.label)" }
  }

  /// The file or the hunk that is looked at, as `git apply` takes it.
  package func fileText(_ state: DiffState) -> String? {
    let files = rows.patch.files
    return files.indices.contains(state.file) ? files[state.file].text : nil
  }

  package func hunkText(_ state: DiffState) -> String? {
    guard let (file, hunk) = rows.hunk(number: state.hunk) else { return fileText(state) }
    return rows.patch.files[file].text(hunk: hunk)
  }
}
