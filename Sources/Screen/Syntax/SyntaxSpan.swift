/// A part of a line that has a meaning of its own.
struct SyntaxSpan: Equatable, Sendable {
  /// UTF-8 offsets.
  var range: Range<Int>
  var role: Role
}

/// What a line leaves open for the next one.
enum SyntaxState: Equatable, Sendable {
  case code
  case comment
  /// Inside the string of a language's table with this index.
  case string(Int)
  /// Inside a C++ raw string that ends with these bytes.
  case raw([UInt8])
  /// Inside a shell's here-document.
  case document(ending: [UInt8], skipsTabs: Bool)
  /// Inside a YAML block of text; it ends where a line stands no deeper than this.
  case block(indent: Int)
}
