import Testing

@testable import Engine

@Suite struct LineSplitterTests {
  private func lines(_ pieces: [String], limit: Int = 100) -> [AgentLine] {
    var splitter = LineSplitter(limit: limit)
    var lines: [AgentLine] = []
    for piece in pieces {
      Array(piece.utf8).withUnsafeBytes { splitter.feed($0) { lines.append($0) } }
    }
    splitter.finish { lines.append($0) }
    return lines
  }

  @Test func linesAreTheSameHoweverTheyAreCut() {
    let text = "one\ntwo\r\n\nthree é\n"
    let whole = lines([text]).map(\.text)
    #expect(whole == ["one", "two", "", "three é"])
    let bytes = text.unicodeScalars.map { String($0) }
    #expect(lines(bytes).map(\.text) == whole)
  }

  @Test func lastLineNeedsNoEnd() {
    #expect(lines(["a\nb"]).map(\.text) == ["a", "b"])
  }

  @Test func longLineIsCutAndSaysSo() {
    let long = String(repeating: "x", count: 25)
    let found = lines([long, long + "\nnext\n"], limit: 30)
    #expect(found.map(\.text) == [String(repeating: "x", count: 30), "next"])
    #expect(found.map(\.isCut) == [true, false])
  }

  @Test func lineThatComesWholeIsCutToo() {
    let found = lines([String(repeating: "x", count: 31) + "\n"], limit: 30)
    #expect(found == [AgentLine(text: String(repeating: "x", count: 30), isCut: true)])
  }
}
