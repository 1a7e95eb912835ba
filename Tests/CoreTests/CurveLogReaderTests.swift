import Testing

@testable import Core

private func read(_ text: String) -> LogReader {
  var reader = LogReader()
  reader.feed(Array(text.utf8))
  reader.finish()
  return reader
}

private func curve(_ text: String, _ name: String) -> [[Double]] {
  var reader = LogReader()
  reader.feed(Array(text.utf8))
  reader.finish()
  return reader.drainNewPoints().filter { $0.series == name }.map { [$0.point.x, $0.point.y] }
}

struct `Reading a log` {
  static let demo = """
    step 00607 | loss: 2.7021 | val_loss: 2.6 | elapsed: 0.61s
    step 00608 | loss: 2.7001 | elapsed: 0.62s

    """

  @Test func `a line gives a point to every key`() {
    let reader = read(Self.demo)
    #expect(reader.series["loss"]?.count == 2)
    #expect(reader.series["loss"]?.role == .trainLoss)
    #expect(reader.series["val_loss"]?.role == .validationLoss)
    #expect(reader.series["val_loss"]?.first == Point(x: 607, time: nil, y: 2.6))
    #expect(reader.series["elapsed"]?.last.y == 0.62)
    #expect(reader.lastStep == 608)
    #expect(reader.end == .completed)
  }

  @Test(arguments: ["\n", "\r", "\r\n"])
  func `each line end ends a line`(end: String) {
    let text = ["step 1 loss 3.5", "step 2 loss 3.25", ""].joined(separator: end)
    #expect(curve(text, "loss") == [[1, 3.5], [2, 3.25]])
  }

  @Test func `an unfinished line is held back`() {
    var reader = LogReader()
    reader.feed(Array("step 1 | loss: 2.5\nstep 2 | loss: 2.7".utf8), at: 3)
    #expect(reader.drainNewPoints().map(\.point) == [Point(x: 1, time: 3, y: 2.5)])
    #expect(reader.offset == 37)
    #expect(reader.lineOffset == 19)
    reader.feed(Array("28702\n".utf8), at: 4)
    #expect(reader.drainNewPoints().map(\.point) == [Point(x: 2, time: 4, y: 2.728702)])
  }

  @Test func `a number cut off at the end is no point`() {
    #expect(curve("step 1 loss: 2.512\nstep 2 loss: 2.7", "loss") == [[1, 2.512]])
    #expect(curve("step 1 loss: 2.512\nstep 2 loss: 2.743", "loss").count == 2)
    #expect(read("step 1 loss: 2.512\nstep 2 loss: 2.7").end == .cut)
  }

  @Test(arguments: [
    ("loss: 1,663,902", 1_663_902), ("loss=-1.5e-05", -1.5e-05), ("loss 586ms", 586),
    ("loss: 99.17%", 99.17), ("'loss': '3.943'", 3.943), ("\"loss\": .5", 0.5),
    ("loss: tensor(0.25, device=cpu)", 0.25), ("loss: 0.53 (0.61)", 0.53), ("loss: +7,", 7),
    ("loss:inf", Double.infinity), ("loss: 1.7976931348623157e308", 1.7976931348623157e308),
    ("loss: 0.8461303304426409", 0.8461303304426409),
  ])
  func `numbers come as logs write them`(text: String, value: Double) {
    #expect(curve("step 3 | \(text)\n", "loss") == [[3, value]])
  }

  @Test(arguments: [
    "loss: 2.27.5+cuda", "loss: 2026-03-18", "loss: 0x1f", "loss: 3/50", "loss: 12abc",
    "loss: none", "loss: 17:06:10,849", "loss: 7-layer",
  ])
  func `what only looks like a number is none`(text: String) {
    #expect(curve("step 3 | \(text)\n", "loss").isEmpty)
  }

  @Test func `not a number is counted and does not hide`() {
    let reader = read("step 1 loss: 2.5\nstep 2 loss: nan\n")
    #expect(reader.series["loss"]?.nonfinite == 1)
    #expect(reader.end == .diverged)
  }

  @Test func `the block after three dashes gives the final values`() {
    let reader = read(
      "step 00608 (63.8%) | loss: 2.702618 | tok/sec: 1,663,902\r\n---\nval_bpb:          0.997900\n"
        + "training_seconds: 300.1\nval_pass: true\ndepth:            8\n")
    #expect(reader.finals["val_bpb"] == 0.9979)
    #expect(reader.finals["depth"] == 8)
    #expect(reader.series["val_bpb"] == nil)
    #expect(reader.progress == 0.638)
    #expect(reader.end == .completed)
  }

  @Test func `a line that says final gives a final value and no point`() {
    let reader = read("step:1/2 val_bpb:1.5\nstep:2/2 val_bpb:1.25\nfinal_exact val_bpb:1.2244\n")
    #expect(reader.finals["val_bpb"] == 1.2244)
    #expect(reader.series["val_bpb"]?.count == 2)
  }

  @Test(arguments: [
    ("step 3/10 | loss: 1.5 | remaining: 272s", 272), ("step 3 loss: 1.5 eta: 1:49:38", 6578),
    ("{\"step\": 3, \"loss\": 1.5, \"remaining_time\": \"0:01:30\"}", 90),
    ("step 3 loss: 1.5 ETA: 1 day, 2:00:00", 93_600), ("step 3 loss: 1.5 time left: 1h 23m", 4980),
    (" 12%|#2  | 24/200 [00:12<01:30,  1.9it/s, loss=2.1]", 90), ("step 3 eta 1.5 min", 90),
  ])
  func `the time a run says it needs is read`(line: String, seconds: Double) {
    #expect(read(line + "\n").remaining == seconds)
  }

  @Test(arguments: ["beta: 1:30 loss: 2", "step 3 loss: 1.5", "a <3 b", "eta: soon"])
  func `no other time is taken for it`(line: String) {
    #expect(read(line + "\n").remaining == nil)
  }

  @Test func `steps that start again in every epoch make one axis`() {
    let text = (0..<2).flatMap { epoch in
      [10, 20].map { "Epoch [\(epoch)][\($0)/25] loss: 1\n" }
    }.joined()
    #expect(curve(text, "loss").map { $0[0] } == [10, 20, 35, 45])
  }

  @Test func `an axis that falls back begins a session`() {
    var reader = LogReader()
    reader.feed(Array("step 1 loss 3\nstep 90 loss 2\nstep 1 loss 3\n".utf8))
    #expect(reader.drainNewPoints().map(\.session) == [0, 0, 1])
    #expect(reader.sessions == 2)
  }

  @Test func `a key that comes twice in a line is told apart by the split before it`() {
    let reader = read("Epoch 1 | Train Loss: 2 | Acc: 0.1 | Val Loss: 3 | Acc: 0.2\n")
    #expect(reader.series["Acc"]?.last.y == 0.1)
    #expect(reader.series["val Acc"]?.last.y == 0.2)
  }

  @Test func `objects name what is inside them`() {
    let reader = read("{\"val\": {\"loss\": 2.5}, \"lr\": null, \"step\": 4}\n")
    #expect(reader.series["val/loss"]?.last == Point(x: 4, time: nil, y: 2.5))
  }

  @Test func `colours and titles are stripped`() {
    let text = "\u{1B}[32mstep 5\u{1B}[0m | \u{1B}]0;title\u{7}loss: \u{1B}[1m2.5\u{1B}[0m\n"
    #expect(curve(text, "loss") == [[5, 2.5]])
    #expect(read(text).lastLine == "step 5 | loss: 2.5")
  }

  @Test func `a table is read by its header`() {
    let reader = read("\u{FEFF}epoch,  train/loss, val_acc\r\n0, 1.5, 10%\r\n1, 1.25,\r\n")
    #expect(reader.series["train/loss"]?.last == Point(x: 1, time: nil, y: 1.25))
    #expect(reader.series["val_acc"]?.count == 1)
    #expect(reader.series["epoch"] == nil)
  }

  @Test func `a table of something else is no log`() {
    let reader = read("PMID,Proband,File Name\n28832562,0204301,0204301\n")
    #expect(!reader.isLog)
    #expect(reader.summaries.isEmpty)
  }

  @Test func `a box is one record`() {
    let reader = read(
      "| rollout/           |          |\n|    ep_rew_mean     | -77.6    |\n"
        + "|    total_timesteps | 2048     |\n--------------------------------\n")
    #expect(reader.series["rollout/ep_rew_mean"]?.last == Point(x: 2048, time: nil, y: -77.6))
  }

  @Test func `a traceback at the end is a crash, one in the middle is not`() {
    let traceback = "Traceback (most recent call last):\n  File \"a.py\", line 3\nValueError: no\n"
    #expect(read("step 1 loss 3\n\(traceback)").end == .crashed)
    #expect(read("\(traceback)step 1 loss 3\n").end == .completed)
    let stop = traceback.replacing("ValueError: no", with: "KeyboardInterrupt")
    #expect(read("step 1 loss 3\n\(stop)").end == .interrupted)
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
