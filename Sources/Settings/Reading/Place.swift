import Yams

/// A position in a settings file, line and column counted from 1.
struct Place {
  let line: Int
  let column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  init(_ mark: Mark) {
    line = mark.line
    column = mark.column
  }

  /// Where a node stands, if the parser knows.
  init?(_ node: Node) {
    guard let mark = node.mark else { return nil }
    self.init(mark)
  }
}
