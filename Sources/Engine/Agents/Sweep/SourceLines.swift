/// The lines of a text as slices of its UTF-8, indices being offsets into the whole.
struct SourceLines: Sequence {
  struct Line { let bytes: ArraySlice<UInt8> }

  private let slices: [ArraySlice<UInt8>]

  init(_ text: String) {
    slices = Array(text.utf8).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  func makeIterator() -> AnyIterator<Line> {
    var rest = slices.makeIterator()
    return AnyIterator { rest.next().map(Line.init) }
  }
}
