import Foundation

/// Finds links that a run has left, and that lead out of the folder it left them in.
///
/// The evaluator reads what training left and may read what training may not: a link in place of a
/// model would have it open the answers for whoever made the link.
enum LeavingLink {
  /// The first such link by its name in the folder; nil for none. Links among its own files are fine.
  static func first(in folder: String) -> String? {
    guard let whole = RealPath.of(folder),
      let paths = FileManager.default.enumerator(atPath: whole)
    else { return nil }
    while let path = paths.nextObject() as? String {
      guard paths.fileAttributes?[.type] as? FileAttributeType == .typeSymbolicLink,
        let target = RealPath.of(whole + "/" + path)
      else { continue }
      if !RealPath.lies(target, in: whole) { return path }
    }
    return nil
  }
}
