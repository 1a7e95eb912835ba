import Testing

@testable import Core

struct `Series that a person names` {
  private func read(_ text: String, _ patterns: [String: String]) -> (LogReader, [LogPoint]) {
    var reader = LogReader(
      patterns: patterns.sorted { $0.key < $1.key }.compactMap {
        LogPattern(name: $0.key, pattern: $0.value)
      })
    reader.feed(Array(text.utf8))
    reader.finish()
    return (reader, reader.drainNewPoints())
  }

  private let odd = """
    it#10 >> cross entropy over the batch 4.25 | speed 900
    it#20 >> cross entropy over the batch 4.00 | speed 910
    it#30 >> cross entropy over the batch 3.75 | speed 905

    """

  @Test func `a number that follows a text is a point, an axis by name too`() {
    let (reader, points) = read(odd, ["loss": "cross entropy *batch", "step": "it#"])
    let loss = points.filter { $0.series == "loss" }
    #expect(loss.map(\.point.y) == [4.25, 4, 3.75])
    #expect(loss.map(\.point.x) == [10, 20, 30])
    #expect(loss.allSatisfy { $0.role == .trainLoss })
    #expect(reader.lastStep == 30)
  }

  @Test func `what guessing would take of the same number is not a second series`() {
    let text = (1...4).map { "step \($0) | train loss: \(5 - $0)\n" }.joined()
    let (plain, _) = read(text, [:])
    #expect(plain.series["train loss"]?.count == 4)
    let (named, _) = read(text, ["objective": "train loss"])
    #expect(named.series["objective"]?.count == 4)
    #expect(named.series["train loss"] == nil)
  }

  @Test func `a name that is given away is not guessed elsewhere`() {
    let text = (1...4).map { "step \($0) | loss: 9 | masked loss: \(5 - $0)\n" }.joined()
    let (reader, points) = read(text, ["loss": "masked loss"])
    #expect(points.filter { $0.series == "loss" }.map(\.point.y) == [4, 3, 2, 1])
    #expect(reader.finals["loss"] == 1)
  }

  @Test func `the metric of a summary is found by its pattern`() {
    let (reader, _) = read(odd + "BEST of all => 0.913 <=\n", ["val_bpb": "BEST * =>"])
    #expect(reader.finals["val_bpb"] == 0.913)
  }

  @Test func `a text without a number behind it is passed over`() {
    let (reader, points) = read(
      "loss is high\nloss2 7\nstep 1 the loss is high, loss = 3\n", ["x": "loss"])
    #expect(points.filter { $0.series == "x" }.map(\.point.y) == [3])
    #expect(reader.isLog)
  }

  @Test func `a pattern needs some text`() {
    #expect(LogPattern(name: "loss", pattern: " * ") == nil)
    #expect(LogPattern(name: "loss", pattern: "") == nil)
    #expect(LogPattern(name: "loss", pattern: "*x*") != nil)
  }

  @Test func `bytes may be cut anywhere`() {
    let patterns = [LogPattern(name: "loss", pattern: "cross entropy *batch")].compactMap { $0 }
    let bytes = Array(odd.utf8)
    for cut in stride(from: 1, to: bytes.count, by: 7) {
      var reader = LogReader(patterns: patterns)
      reader.feed(Array(bytes[..<cut]))
      reader.feed(Array(bytes[cut...]))
      reader.finish()
      #expect(reader.drainNewPoints().filter { $0.series == "loss" }.count == 3)
    }
  }
}
