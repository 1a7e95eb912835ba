/// A text that can be read anywhere, and may change at any time.
protocol TextBytes: AnyObject {
  /// Looks again what is there; reads none of it.
  func look() -> TextState
  /// Up to so many bytes from a place; fewer where the text ends.
  func read(at offset: Int, count: Int) -> [UInt8]
  /// What stands before the line that begins here.
  func prefix(at offset: Int) -> String
  /// A sentence in place of a text that is not there.
  var absence: String { get }
  /// A sentence about a text that is there; nil when nothing is to be said.
  var remark: String? { get }
  /// Bytes handed out so far.
  var bytesRead: Int { get }
}

/// What is there of a text at one moment.
struct TextState: Equatable {
  /// Differs when it is another text than before under the same name.
  var identity: UInt64
  var size: Int
  var isThere: Bool
}

extension TextBytes {
  func prefix(at offset: Int) -> String { "" }
  var remark: String? { nil }
}
