extension Patch {
  /// Reads a unified diff in git's format, or a plain one; linear in its length.
  ///
  /// Tolerant: text before the first file is skipped, and a hunk that is cut off keeps its lines.
  /// Lines are windows on the text, which is kept.
  package init(parsing text: String) {
    var text = text
    text.makeContiguousUTF8()
    var parser = PatchParser(text)
    _ = text.utf8.withContiguousStorageIfAvailable { parser.read($0) }
    self.init(files: parser.files)
  }
}

/// Reads a unified diff line by line.
struct PatchParser {
  private(set) var files: [PatchFile] = []
  private let text: String
  private var file: PatchFile?
  private var fileStart = 0
  private var hunk: Hunk?
  private var lines: [PatchLine] = []
  private var hunkStart = 0
  private var oldLeft = 0
  private var newLeft = 0
  private var oldLine = 0
  private var newLine = 0

  /// - Parameter text: Must be contiguous UTF-8.
  init(_ text: String) {
    self.text = text
  }

  /// - Parameter bytes: The bytes of the text.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while start < bytes.count {
      var end = start
      var isPlain = true
      while end < bytes.count, bytes[end] != 0x0A {
        if bytes[end] &- 0x20 >= 0x5F { isPlain = false }
        end += 1
      }
      if hunk == nil || !takeInHunk(start..<end, sign: bytes[start], isPlain: isPlain) {
        take(window(start, end), at: start)
      }
      start = end + 1
    }
    close(at: bytes.count)
  }

  private func window(_ start: Int, _ end: Int) -> Substring {
    let utf8 = text.utf8
    let low = utf8.index(utf8.startIndex, offsetBy: min(start, end))
    return Substring(utf8[low..<utf8.index(utf8.startIndex, offsetBy: end)])
  }

  private mutating func take(_ line: Substring, at start: Int) {
    if let paths = line.after("diff --git ") {
      close(at: start)
      let (old, new) = PatchPath.header(paths)
      file = PatchFile(oldPath: old, newPath: new)
      fileStart = start
    } else if line.after("@@ ") != nil {
      open(line, at: start)
    } else if let path = line.after("--- ") {
      takeOld(path, at: start)
    } else if let path = line.after("+++ "), file != nil {
      file?.newPath = PatchPath.named(path)
      if file?.newPath == nil { file?.status = .deleted }
    } else if file != nil {
      takeHeader(line)
    }
  }

  /// Ends the file that is open.
  private mutating func close(at end: Int) {
    closeHunk(at: end)
    if var done = file {
      if done.status == .modified, done.hunks.isEmpty, !done.isBinary, done.oldMode != done.newMode
      {
        done.status = .modeChanged
      }
      done.source = window(fileStart, end)
      files.append(done)
    }
    file = nil
  }

  private mutating func takeOld(_ text: Substring, at start: Int) {
    // In a plain diff this line opens the file.
    if file?.hunks.isEmpty == false { close(at: start) }
    let path = PatchPath.named(text)
    if file == nil {
      file = PatchFile(oldPath: path, newPath: path)
      fileStart = start
    }
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
    } else if line.after("Binary files ") != nil || line.after("GIT binary patch") != nil {
      file?.isBinary = true
    } else if let text = line.after("index "), let blank = text.utf8.lastIndex(of: 0x20),
      file?.newMode == nil, file?.oldMode == nil
    {
      let mode = String(text[text.utf8.index(after: blank)...])
      file?.oldMode = mode
      file?.newMode = mode
    }
  }

  /// `@@ -a,b +c,d @@ heading`.
  private mutating func open(_ line: Substring, at start: Int) {
    guard file != nil else { return }
    let parts = line.utf8.split(separator: 0x20, maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count >= 4, let old = Self.range(Substring(parts[1]), UInt8(ascii: "-")),
      let new = Self.range(Substring(parts[2]), UInt8(ascii: "+"))
    else { return }
    hunk = Hunk(
      oldStart: old.0, oldCount: old.1, newStart: new.0, newCount: new.1,
      heading: parts.count > 4 ? String(Substring(parts[4])) : "")
    (oldLine, oldLeft, newLine, newLeft) = (old.0, old.1, new.0, new.1)
    hunkStart = start
  }

  private static func range(_ text: Substring, _ sign: UInt8) -> (Int, Int)? {
    guard text.utf8.first == sign else { return nil }
    let parts = text.utf8.dropFirst().split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard let first = parts.first.flatMap({ Int(Substring($0)) }), first >= 0, first < 1 << 31
    else { return nil }
    guard parts.count > 1 else { return (first, 1) }
    guard let count = Int(Substring(parts[1])), count >= 0, count < 1 << 31 else { return nil }
    return (first, count)
  }

  /// Takes a line of the open hunk; false when the hunk is over.
  private mutating func takeInHunk(_ range: Range<Int>, sign: UInt8, isPlain: Bool) -> Bool {
    if sign == UInt8(ascii: "\\") {
      let words = window(range.lowerBound + 1, range.upperBound)
      lines.append(PatchLine(kind: .note, window: words, old: 0, new: 0, isPlain: isPlain))
      return true
    }
    guard oldLeft > 0 || newLeft > 0 else {
      closeHunk(at: range.lowerBound)
      return false
    }
    let window = window(range.lowerBound + 1, range.upperBound)
    switch sign {
    case UInt8(ascii: "+") where newLeft > 0:
      lines.append(
        PatchLine(kind: .added, window: window, old: 0, new: newLine, isPlain: isPlain))
      file?.added += 1
      newLine += 1
      newLeft -= 1
    case UInt8(ascii: "-") where oldLeft > 0:
      lines.append(
        PatchLine(kind: .removed, window: window, old: oldLine, new: 0, isPlain: isPlain))
      file?.removed += 1
      oldLine += 1
      oldLeft -= 1
    case UInt8(ascii: " "), 0x0A, UInt8(ascii: "\r"), UInt8(ascii: "\t"):
      // Some tools strip the blank of an empty context line.
      lines.append(
        PatchLine(kind: .context, window: window, old: oldLine, new: newLine, isPlain: isPlain))
      oldLine += 1
      newLine += 1
      oldLeft -= 1
      newLeft -= 1
    default:
      closeHunk(at: range.lowerBound)
      return false
    }
    return true
  }

  private mutating func closeHunk(at end: Int) {
    guard var done = hunk else { return }
    done.lines = lines
    done.source = window(hunkStart, end)
    file?.hunks.append(done)
    lines = []
    hunk = nil
  }
}

extension Substring {
  /// What follows a prefix, byte by byte; nil when the text does not begin with it.
  func after(_ prefix: StaticString) -> Substring? {
    let count = prefix.utf8CodeUnitCount
    var index = utf8.startIndex
    for offset in 0..<count {
      guard index < utf8.endIndex, utf8[index] == prefix.utf8Start[offset] else { return nil }
      utf8.formIndex(after: &index)
    }
    return Substring(utf8[index...])
  }
}
