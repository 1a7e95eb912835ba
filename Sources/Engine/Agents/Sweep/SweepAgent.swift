import Foundation

/// The process side of the sweep: one turn of a lane, `pawl sweep`.
package enum SweepAgent {
  /// Makes one change in the clone and leaves a message; returns the exit status, 0 or 1.
  ///
  /// With nothing left to try it edits nothing, says so in the message and returns 0.
  ///
  /// - Parameter environment: `PAWL_CLONE` (else the working directory), `PAWL_EDITABLE` (paths, one
  ///   per line), `PAWL_HISTORY` (JSON lines), `PAWL_RULES` (a file, one rule per line), `PAWL_SEED`,
  ///   `PAWL_TURN`, `PAWL_MESSAGE` (where the message goes, else standard output).
  package static func main(environment: [String: String]) -> Int32 {
    let clone = URL(
      fileURLWithPath: environment["PAWL_CLONE"] ?? FileManager.default.currentDirectoryPath,
      isDirectory: true)
    let files = editableFiles(environment["PAWL_EDITABLE"] ?? "", in: clone)
    let history = contents(environment["PAWL_HISTORY"]) ?? ""
    let rules = (contents(environment["PAWL_RULES"]) ?? "").split(whereSeparator: \.isNewline)
    let proposal = Sweep.propose(
      files: files, history: SweepHistory.read(history, files: files),
      rules: rules.map(String.init),
      seed: environment["PAWL_SEED"].map(seed) ?? 0,
      turn: environment["PAWL_TURN"].flatMap { Int($0) } ?? 0)
    do {
      if let proposal {
        try Data(proposal.newText.utf8).write(to: clone.appendingPathComponent(proposal.file))
      }
      try leave(message(for: proposal, files: files), at: environment["PAWL_MESSAGE"])
      return 0
    } catch {
      FileHandle.standardError.write(Data("pawl sweep: \(error.localizedDescription)\n".utf8))
      return 1
    }
  }

  /// What the lane's last message says: a title, a reason and the change for machines.
  static func message(for proposal: SweepProposal?, files: [(path: String, text: String)]) -> String
  {
    guard let proposal else {
      let reason =
        files.isEmpty
        ? "None of the editable files could be read."
        : "Every constant was tried, vetoed or is named in a rule."
      return "TITLE: nothing left\nREASON: \(reason)\n"
    }
    let change = SweepChange(
      file: proposal.file, name: proposal.name, from: proposal.from, to: proposal.to)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(change)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    return "TITLE: \(proposal.title)\nREASON: \(proposal.reason)\nCHANGE: \(json)\n"
  }

  /// The files named, without those that would lie outside the clone or are not text.
  private static func editableFiles(_ list: String, in clone: URL) -> [(path: String, text: String)]
  {
    list.split(whereSeparator: \.isNewline).compactMap { line in
      let path = String(line)
      guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."),
        let text = contents(clone.appendingPathComponent(path).path), text.utf8.count <= 1 << 20
      else { return nil }
      return (path, text)
    }
  }

  private static func contents(_ path: String?) -> String? {
    guard let path, let data = FileManager.default.contents(atPath: path) else { return nil }
    return String(data: data, encoding: .utf8)
  }

  /// A number as it is; any other text by its bytes, so that "a1" and "a2" differ.
  private static func seed(_ text: String) -> UInt64 {
    UInt64(text)
      ?? text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private static func leave(_ message: String, at path: String?) throws {
    guard let path else {
      FileHandle.standardOutput.write(Data(message.utf8))
      return
    }
    try Data(message.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
