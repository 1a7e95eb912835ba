/// Why the screen could not be opened.
package enum TerminalError: Error, Equatable {
  /// Neither standard stream is a terminal and the process has none.
  case noTerminal
  /// terminfo knows none of these names.
  case unknown(names: [String])
  /// The terminal cannot move its cursor.
  case cannotMoveCursor(name: String)
  /// A call failed.
  case system(code: Int32)
}
