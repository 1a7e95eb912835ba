/// One line of a hunk; a window on the text it was read from.
package struct PatchLine: Equatable, Sendable {
  /// `note` is git's remark that a file has no newline at its end.
  package enum Kind: String, Codable, Sendable {
    case context, added, removed, note
  }

  package var kind: Kind
  /// Whether its text is printable ASCII and nothing else, so that every byte takes one column.
  package let isPlain: Bool
  private let window: Substring
  private let old: UInt32
  private let new: UInt32

  package init(kind: Kind, text: String, oldNumber: Int? = nil, newNumber: Int? = nil) {
    self.init(
      kind: kind, window: Substring(text), old: oldNumber ?? 0, new: newNumber ?? 0,
      isPlain: text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
  }

  /// - Parameter old, new: Line numbers; zero where the line is not in the file.
  init(kind: Kind, window: Substring, old: Int, new: Int, isPlain: Bool) {
    self.kind = kind
    self.window = window
    self.old = UInt32(clamping: old)
    self.new = UInt32(clamping: new)
    self.isPlain = isPlain
  }

  /// Without the sign in front and without a line feed; not sanitised.
  package var text: String { String(window) }

  /// The text without a copy.
  package var utf8: Substring.UTF8View { window.utf8 }

  /// Line numbers in the old and the new file, from 1; nil where the line is not in it.
  package var oldNumber: Int? { old > 0 ? Int(old) : nil }
  package var newNumber: Int? { new > 0 ? Int(new) : nil }
}
