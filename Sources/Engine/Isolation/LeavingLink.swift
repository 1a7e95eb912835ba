import Foundation

/// Finds what a run has left that would lead the evaluator elsewhere: links out of the folder, and
/// what is neither file nor folder.
///
/// The evaluator reads what training left and may read what training may not: a link in place of a
/// model would have it open the answers for whoever made the link, a pipe would have it wait.
enum LeavingLink {
  /// What is wrong with the first such thing, by its name in the folder; nil for nothing.
  ///
  /// Links among the run's own files are fine.
  static func first(in folder: String) -> String? {
    guard let whole = RealPath.of(folder),
      let paths = FileManager.default.enumerator(atPath: whole)
    else { return nil }
    while let path = paths.nextObject() as? String {
      switch paths.fileAttributes?[.type] as? FileAttributeType {
      case .typeSymbolicLink where !isOwn(whole + "/" + path, whole, folder):
        return "a link that leads out of PAWL_RUN_DIR: \(path)"
      case .typeUnknown, .typeBlockSpecial, .typeCharacterSpecial:
        return "what is no file in PAWL_RUN_DIR: \(path)"
      default: continue
      }
    }
    return nil
  }

  /// Whether a link stays in the folder for everybody who follows it, wherever they stand.
  private static func isOwn(_ link: String, _ whole: String, _ folder: String) -> Bool {
    guard let text = try? FileManager.default.destinationOfSymbolicLink(atPath: link) else {
      return false
    }
    // Such as /proc/self/cwd: another place for each process.
    guard !text.hasPrefix("/") || [whole, folder].contains(where: { RealPath.lies(text, in: $0) })
    else { return false }
    if let target = RealPath.of(link) { return RealPath.lies(target, in: whole) }
    // It leads nowhere now; below its own folder it may.
    return !text.split(separator: "/").contains("..")
  }
}
