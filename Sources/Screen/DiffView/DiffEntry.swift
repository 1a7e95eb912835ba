/// How a diff is laid out.
package enum DiffLayout: String, Sendable {
  case unified
  /// The old file on the left, the new one on the right; long lines are cut.
  case sideBySide
}

/// What one row of a diff shows, as places in the patch.
struct DiffEntry: Equatable, Sendable {
  enum Kind: UInt8, Sendable {
    case blank, file, note, hunk, line
  }

  var kind: Kind
  var file: Int32
  var hunk: Int32 = -1
  /// The hunk's line, on the left when side by side; below zero for none.
  var line: Int32 = -1
  /// The line on the right, side by side only.
  var right: Int32 = -1
  /// Which piece of a wrapped line.
  var part: Int32 = 0
}
