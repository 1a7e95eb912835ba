/// How a diff is laid out.
package enum DiffLayout: String, Sendable {
  case unified
  /// The old file on the left, the new one on the right.
  case sideBySide
}

/// What stands together in a diff, whatever number of rows it takes, as places in the patch.
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

  /// The later of its lines, for a look-up; below zero where it has none.
  var last: Int32 { max(line, right) }
}
