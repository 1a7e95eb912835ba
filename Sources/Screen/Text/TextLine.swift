/// One line of a long text, made safe to draw.
package struct TextLine: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case text
    /// So many bytes of a log were not kept.
    case gap(bytes: Int)
  }

  /// Where it begins in the text, and where what follows it begins, in bytes.
  package var start: Int
  package var end: Int
  /// No control characters, tabs expanded, of a progress bar its last state.
  package var text: String
  package var kind: Kind
  /// What stands before it: a time, a number; often nothing.
  package var prefix: String
  /// It is a later piece of a line that is too long to be shown in one.
  package var continues: Bool
  /// It was written over again and again, as progress bars are.
  package var isBar: Bool

  package init(start: Int, end: Int, text: String, kind: Kind = .text, prefix: String = "") {
    self.start = start
    self.end = end
    self.text = text
    self.kind = kind
    self.prefix = prefix
    continues = false
    isBar = false
  }
}
