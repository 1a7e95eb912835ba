extension Patch {
  /// Reads a unified diff in git's format, or a plain one; linear in its length.
  ///
  /// Tolerant: text before the first file is skipped, and a hunk that is cut off keeps its lines.
  package init(parsing text: String) {
    var parser = PatchParser()
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      parser.take(Substring(line))
    }
    parser.close()
    self.init(files: parser.files)
  }
}

/// Reads a unified diff line by line.
struct PatchParser {
  private(set) var files: [PatchFile] = []
  private var file: PatchFile?
  private var hunk: Hunk?
  private var oldLeft = 0
  private var newLeft = 0
  private var oldLine = 0
  private var newLine = 0

  mutating func take(_ line: Substring) {
    if hunk != nil, takeInHunk(line) { return }
    if line.hasPrefix("diff --git ") {
      close()
      let (old, new) = PatchPath.header(line.dropFirst(11))
      file = PatchFile(oldPath: old, newPath: new)
    } else if line.hasPrefix("@@ ") {
      open(line)
    } else if line.hasPrefix("--- ") {
      takeOld(line.dropFirst(4))
    } else if line.hasPrefix("+++ "), file != nil {
      file?.newPath = PatchPath.named(line.dropFirst(4))
      if file?.newPath == nil { file?.status = .deleted }
    } else if file != nil {
      takeHeader(line)
    }
  }

  /// Ends the file that is open.
  mutating func close() {
    closeHunk()
    if var done = file {
      if done.status == .modified, done.hunks.isEmpty, !done.isBinary, done.oldMode != done.newMode
      {
        done.status = .modeChanged
      }
      files.append(done)
    }
    file = nil
  }

  private mutating func takeOld(_ text: Substring) {
    // In a plain diff this line opens the file.
    if file == nil || file?.hunks.isEmpty == false { close() }
    let path = PatchPath.named(text)
    if file == nil { file = PatchFile(oldPath: path, newPath: path) }
    file?.oldPath = path
    if path == nil { file?.status = .added }
  }

  private mutating func takeHeader(_ line: Substring) {
    if let mode = line.after("old mode ") {
      file?.oldMode = String(mode)
    } else if let mode = line.after("new mode ") {
      file?.newMode = String(mode)
    } else if let mode = line.after("new file mode ") {
      file?.status = .added
      file?.oldPath = nil
      file?.newMode = String(mode)
    } else if let mode = line.after("deleted file mode ") {
      file?.status = .deleted
      file?.newPath = nil
      file?.oldMode = String(mode)
    } else if let path = line.after("rename from ") {
      file?.status = .renamed
      file?.oldPath = PatchPath.unquoted(path)
    } else if let path = line.after("rename to ") {
      file?.newPath = PatchPath.unquoted(path)
    } else if let path = line.after("copy from ") {
      file?.status = .copied
      file?.oldPath = PatchPath.unquoted(path)
    } else if let path = line.after("copy to ") {
      file?.newPath = PatchPath.unquoted(path)
    } else if line.hasPrefix("Binary files ") || line.hasPrefix("GIT binary patch") {
      file?.isBinary = true
    } else if let text = line.after("index "), let blank = text.lastIndex(of: " "),
      file?.newMode == nil, file?.oldMode == nil
    {
      let mode = String(text[text.index(after: blank)...])
      file?.oldMode = mode
      file?.newMode = mode
    }
  }

  /// `@@ -a,b +c,d @@ heading`.
  private mutating func open(_ line: Substring) {
    closeHunk()
    guard file != nil else { return }
    let parts = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count >= 4, let old = Self.range(parts[1], "-"), let new = Self.range(parts[2], "+")
    else { return }
    hunk = Hunk(
      oldStart: old.0, oldCount: old.1, newStart: new.0, newCount: new.1,
      heading: parts.count > 4 ? String(parts[4]) : "")
    (oldLine, oldLeft, newLine, newLeft) = (old.0, old.1, new.0, new.1)
  }

  private static func range(_ text: Substring, _ sign: Character) -> (Int, Int)? {
    guard text.first == sign else { return nil }
    let parts = text.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
    guard let first = parts.first.flatMap({ Int($0) }), first >= 0, first < 1 << 40 else {
      return nil
    }
    guard parts.count > 1 else { return (first, 1) }
    guard let count = Int(parts[1]), count >= 0, count < 1 << 40 else { return nil }
    return (first, count)
  }

  /// Takes a line of the open hunk; false when the hunk is over.
  private mutating func takeInHunk(_ line: Substring) -> Bool {
    let sign = line.utf8.first
    if sign == UInt8(ascii: "\\") {
      hunk?.lines.append(PatchLine(kind: .note, text: String(line.dropFirst(2))))
      return true
    }
    guard oldLeft > 0 || newLeft > 0 else {
      closeHunk()
      return false
    }
    let text = String(Substring(line.utf8.dropFirst()))
    switch sign {
    case UInt8(ascii: "+") where newLeft > 0:
      hunk?.lines.append(PatchLine(kind: .added, text: text, newNumber: newLine))
      file?.added += 1
      newLine += 1
      newLeft -= 1
    case UInt8(ascii: "-") where oldLeft > 0:
      hunk?.lines.append(PatchLine(kind: .removed, text: text, oldNumber: oldLine))
      file?.removed += 1
      oldLine += 1
      oldLeft -= 1
    case UInt8(ascii: " "), nil, UInt8(ascii: "\r"), UInt8(ascii: "\t"):
      // Some tools strip the blank of an empty context line.
      hunk?.lines.append(
        PatchLine(kind: .context, text: text, oldNumber: oldLine, newNumber: newLine))
      oldLine += 1
      newLine += 1
      oldLeft -= 1
      newLeft -= 1
    default:
      closeHunk()
      return false
    }
    return true
  }

  private mutating func closeHunk() {
    if let done = hunk { file?.hunks.append(done) }
    hunk = nil
  }
}

extension Substring {
  /// What follows a prefix; nil when the text does not begin with it.
  fileprivate func after(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
