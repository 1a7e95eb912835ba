extension Patch {
  /// A text that is equal for proposals that change the same lines in the same way.
  ///
  /// Paths, and added and removed lines in order, blanks collapsed; hunks may lie elsewhere in the file.
  package var fingerprint: String { normalised(self) }
}

/// The fingerprint of a patch; see `Patch.fingerprint`.
package func normalised(_ patch: Patch) -> String {
  var out: [UInt8] = []
  for file in patch.files.sorted(by: { $0.path < $1.path }) {
    out.append(contentsOf: "\(file.status.rawValue) \(file.path)\n".utf8)
    if file.isBinary { out.append(contentsOf: "binary\n".utf8) }
    if file.oldMode != file.newMode, let mode = file.newMode {
      out.append(contentsOf: "mode \(mode)\n".utf8)
    }
    for hunk in file.hunks {
      for line in hunk.lines where line.kind == .added || line.kind == .removed {
        let before = out.count
        out.append(line.kind == .added ? UInt8(ascii: "+") : UInt8(ascii: "-"))
        var needsBlank = false
        for byte in line.text.utf8 {
          if byte == 0x20 || byte == 0x09 || byte == 0x0D {
            needsBlank = out.count > before + 1
          } else {
            if needsBlank { out.append(0x20) }
            needsBlank = false
            out.append(byte)
          }
        }
        // Blank lines say nothing about the idea.
        if out.count == before + 1 { out.removeLast() } else { out.append(10) }
      }
    }
  }
  return String(decoding: out, as: UTF8.self)
}
