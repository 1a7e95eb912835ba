extension Patch {
  /// The whole patch as `git apply` takes it; byte for byte what was read, without what stood
  /// before the first file.
  package var text: String { files.map(\.text).joined() }
}

extension PatchFile {
  /// The changes of this file alone, as `git apply` takes them.
  package var text: String {
    if let source { return PatchFile.ended(source) }
    return header + hunks.map { $0.text(newStart: $0.newStart) }.joined()
  }

  /// One hunk under the file's header, as `git apply` takes it, or nil when there is no such hunk.
  ///
  /// The hunk begins in the new file where it would without the hunks before it.
  package func text(hunk index: Int) -> String? {
    guard hunks.indices.contains(index) else { return nil }
    let grown = hunks[..<index].reduce(0) { $0 + $1.newCount - $1.oldCount }
    return header + hunks[index].text(newStart: max(0, hunks[index].newStart - grown))
  }

  /// The lines above the first hunk.
  private var header: String {
    guard let source else { return writtenHeader }
    guard let first = hunks.first?.source else { return PatchFile.ended(source) }
    return String(source[..<first.startIndex])
  }

  fileprivate static func ended(_ text: Substring) -> String {
    text.utf8.last == 0x0A || text.isEmpty ? String(text) : text + "\n"
  }

  private var writtenHeader: String {
    let old = oldPath ?? newPath ?? ""
    let new = newPath ?? old
    var lines = ["diff --git \(PatchPath.quoted("a/", old)) \(PatchPath.quoted("b/", new))"]
    switch status {
    case .added: lines.append("new file mode \(newMode ?? "100644")")
    case .deleted: lines.append("deleted file mode \(oldMode ?? "100644")")
    case .modified, .modeChanged, .renamed, .copied:
      if let oldMode, let newMode, oldMode != newMode {
        lines += ["old mode \(oldMode)", "new mode \(newMode)"]
      }
    }
    if status == .renamed || status == .copied {
      let verb = status == .renamed ? "rename" : "copy"
      lines += [
        "\(verb) from \(PatchPath.quoted("", old))", "\(verb) to \(PatchPath.quoted("", new))",
      ]
    }
    let sides = [
      status == .added ? "/dev/null" : PatchPath.quoted("a/", old),
      status == .deleted ? "/dev/null" : PatchPath.quoted("b/", new),
    ]
    if isBinary {
      lines.append("Binary files \(sides[0]) and \(sides[1]) differ")
    } else if !hunks.isEmpty {
      // A tab after a path with blanks keeps them from being taken for the end of it.
      let ends = sides.map { $0.contains(" ") && $0.first != "\"" ? $0 + "\t" : $0 }
      lines += ["--- \(ends[0])", "+++ \(ends[1])"]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Hunk {
  fileprivate func text(newStart: Int) -> String {
    if let source {
      let whole = PatchFile.ended(source)
      guard newStart != self.newStart, let end = whole.utf8.firstIndex(of: 0x0A) else {
        return whole
      }
      return firstLine(newStart) + whole[end...]
    }
    let signs: [PatchLine.Kind: String] = [.added: "+", .removed: "-", .context: " ", .note: "\\"]
    return firstLine(newStart) + "\n"
      + lines.map { (signs[$0.kind] ?? " ") + $0.text + "\n" }.joined()
  }

  private func firstLine(_ newStart: Int) -> String {
    "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@"
      + (heading.isEmpty ? "" : " " + heading)
  }
}
