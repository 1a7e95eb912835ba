import Testing

@testable import Core

/// A small generator with a fixed seed, so that failures repeat.

private struct Findings: Equatable {
  var points: [LogPoint] = []
  var end = LogEnd.unknown
  var finals: [String: Double] = [:]
  var lastLine = ""

  init(_ pieces: [ArraySlice<UInt8>]) {
    var reader = LogReader()
    for piece in pieces {
      piece.withUnsafeBytes { reader.feed($0) }
      points += reader.drainNewPoints()
    }
    reader.finish()
    points += reader.drainNewPoints()
    (end, finals, lastLine) = (reader.end, reader.finals, reader.lastLine)
  }
}

struct `Feeding a log in pieces` {
  static let texts = [
    "\u{FEFF}step 1/3 | loss: 2.5\r\nstep 2/3 | loss: 2.25\r\u{1B}[2Kstep 3/3 | loss: 2.125\n---\nval_bpb: 1.5\n",
    "epoch,train_loss,val_loss\n0,1.5,1.75\n1,1.25,1.5\n2,1.125,1.2",
    "50:{'loss': 0.4117, 'epoch': 0.01}\r\n51:{'loss': 0.3117, 'epoch': 0.02}\r\n",
    "Epoch 1/2\n 1/10 [>..] - loss: 0.9\r10/10 [==] - loss: 0.8 - val_loss: 0.7\nEpoch 2/2\n10/10 - loss: 0.5",
  ]

  @Test(arguments: texts)
  func `cut at any byte gives the same`(text: String) {
    let bytes = Array(text.utf8)
    let whole = Findings([bytes[...]])
    #expect(!whole.points.isEmpty)
    for cut in bytes.indices {
      #expect(Findings([bytes[..<cut], bytes[cut...]]) == whole, "cut at \(cut)")
    }
    #expect(Findings(bytes.indices.map { bytes[$0...$0] }) == whole)
  }

  @Test(arguments: 0..<24)
  func `random bytes never end the reader`(seed: UInt64) {
    var dice = SplitMix(seed: seed)
    let alphabet = Array("0123456789.:,-+/eE |[](){}\"'=\n\r\t\u{1B}lossepnai%_@".utf8)
    let bytes = (0..<20_000).map { _ in
      seed % 3 == 0
        ? UInt8.random(in: 0...255, using: &dice) : alphabet.randomElement(using: &dice) ?? 0
    }
    var cuts = (0..<20).map { _ in Int.random(in: 0...bytes.count, using: &dice) }
    cuts = [0] + cuts.sorted() + [bytes.count]
    let pieces = zip(cuts, cuts.dropFirst()).map { bytes[$0..<$1] }
    let apart = Findings(pieces)
    let whole = Findings([bytes[...]])
    #expect(apart.points.count == whole.points.count)
    #expect(apart.lastLine == whole.lastLine)
  }

  @Test func `a line without an end takes bounded memory`() {
    var reader = LogReader()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
    for _ in 0..<20 { reader.feed(piece) }
    #expect(reader.offset == 2_000_000)
    #expect(reader.lineOffset == 2_000_000 - LogReader.lineLimit)
    reader.feed(Array("\nstep 1 loss: 2.5\n".utf8))
    #expect(reader.series["loss"]?.count == 1)
  }

  @Test(arguments: [
    "a=1 ", "a: 1, ", "\"a\":{", "'x' ", "a(", "1,", "[1][1/2] ", "{", "a b c d e ",
  ])
  func `a line of one thing again and again is read`(piece: String) {
    var reader = LogReader()
    reader.feed(
      Array(("step 1 " + String(repeating: piece, count: 20_000) + "\nstep 2 loss: 3\n").utf8))
    #expect(reader.series["loss"]?.count == 1)
  }

  @Test func `blank lines do not hide the last line`() {
    var reader = LogReader()
    reader.feed(Array("training done\n   \n\n".utf8))
    #expect(reader.lastLine == "training done")
  }

  @Test func `thousands of keys are bounded`() {
    var reader = LogReader()
    for k in 0..<6000 { reader.feed(Array("step \(k) key\(k): 1\n".utf8)) }
    #expect(reader.summaries.count < 4096)
  }
}
