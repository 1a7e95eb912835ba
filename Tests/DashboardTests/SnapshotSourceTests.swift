import Core
import Foundation
import Journal
import Screen
import Testing

@testable import Dashboard

@MainActor
@Suite struct `What the screen is given` {
  private func points(_ steps: Range<Int>) -> [Point] {
    steps.map { Point(x: Double($0), time: Double($0), y: 5 - Double($0) / 1000) }
  }

  /// What a screen with the cursor on a run's slot asks for.
  private func demand(_ run: RunID, _ source: SnapshotSource) -> Demand {
    var view = ViewState(size: Size(width: 120, height: 36))
    let slot = source.snapshot.record.slots.first { $0.run == run }
    view.focus = slot.map { .slot($0.id) }
    return Demand(view, source.snapshot)
  }

  private func main(_ run: RunID, _ source: SnapshotSource) -> Series? {
    source.snapshot.curves[run]?.series(named: nil)
  }

  @Test func `it is what the journal says, also after it went on`() throws {
    let made = try MadeCampaign()
    try made.play(experiments: 12)
    let source = try SnapshotSource(access: made.access, readOnly: true)
    #expect(source.snapshot.record == made.state.record())
    #expect(source.snapshot.engineRunning == false)
    #expect(source.snapshot.readOnly)
    let view = ViewState(size: Size(width: 120, height: 36))
    source.load(Demand(view, source.snapshot))
    let lines = source.snapshot.events.count
    try made.play(experiments: 40)
    source.refresh()
    source.load(Demand(view, source.snapshot))
    #expect(source.snapshot.record == made.state.record())
    #expect(source.snapshot.events.count > lines)
    #expect(source.snapshot.events.count <= 200)
    #expect(source.snapshot.events.last?.seq == (try made.access.reader().notes(last: 1).last?.seq))
  }

  @Test func `the curve grows with its run, and its last points are not missed`() throws {
    let made = try MadeCampaign()
    let run = try made.playUntilRunning()
    let source = try SnapshotSource(access: made.access, readOnly: true)
    func file(_ steps: Range<Int>) throws {
      try made.journal.appendPoints(run: run, [("loss", .step, .trainLoss, points(steps))])
    }
    source.load(demand(run, source))
    #expect(main(run, source) == nil)
    try file(0..<40)
    source.refresh()
    source.load(demand(run, source))
    #expect(main(run, source)?.points.count == 40)
    for end in [100, 900, 2400] {
      let start = main(run, source)?.points.count ?? 0
      try file(start..<end)
      source.refresh()
      source.load(demand(run, source))
      #expect(main(run, source)?.points == points(0..<end))
    }
    // The end of a run comes together with its last points.
    let ended = demand(run, source)
    try file(2400..<2410)
    try made.end(run)
    source.refresh()
    source.load(ended)
    #expect(main(run, source)?.points.count == 2410)
  }

  @Test func `a training loss that begins late takes the place of what was there before`() throws {
    let made = try MadeCampaign()
    let run = try made.playUntilRunning()
    let source = try SnapshotSource(access: made.access, readOnly: true)
    try made.journal.appendPoints(run: run, [("lr", .step, .other, points(0..<600))])
    source.refresh()
    source.load(demand(run, source))
    #expect(main(run, source)?.name == "lr")
    try made.journal.appendPoints(
      run: run,
      [("lr", .step, .other, points(600..<900)), ("loss", .step, .trainLoss, points(600..<1300))])
    source.refresh()
    source.load(demand(run, source))
    try made.journal.appendPoints(run: run, [("lr", .step, .other, points(900..<1300))])
    source.refresh()
    source.load(demand(run, source))
    source.refresh()
    source.load(demand(run, source))
    #expect(main(run, source)?.name == "loss")
    #expect(main(run, source)?.title == "train loss")
  }

  @Test func `the output is the end of the log, made safe`() throws {
    let made = try MadeCampaign()
    let run = try made.playUntilRunning()
    let folder = made.access.layout.job(JobName.training(run))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let log = URL(fileURLWithPath: folder + "/out.log")
    var text = (0..<5000).map { "step \($0) loss 1.0\n" }.joined()
    try text.write(to: log, atomically: true, encoding: .utf8)
    let source = try SnapshotSource(access: made.access, readOnly: true)
    // The screen first says where it shows a text.
    var view = ViewState(size: Size(width: 120, height: 36))
    view.places.text = Rect(row: 20, column: 50, width: 60, height: 10)
    source.open(&view)
    #expect(source.snapshot.text.lines.last?.text == "step 4999 loss 1.0")
    #expect(source.snapshot.text.lines.count < 200, "only what is near is read")
    text += "\u{1B}[31mred\u{1B}[0m\r\nhalf a li"
    try text.write(to: log, atomically: true, encoding: .utf8)
    source.open(&view)
    #expect(source.snapshot.text.lines.suffix(2).map(\.text) == ["red", "half a li"])
    #expect(source.snapshot.textOf == .output(run))
    // Another thing under the cursor has none of it.
    let nothing = Snapshot(record: CampaignRecord(), now: 0)
    source.load(Demand(ViewState(size: Size(width: 80, height: 24)), nothing))
    view.places.text = nil
    source.open(&view)
    #expect(source.snapshot.text.lines.isEmpty && source.snapshot.textOf == nil)
    #expect(source.snapshot.curves.isEmpty)
  }

  @Test func `a command that nobody would take is answered at once`() throws {
    let made = try MadeCampaign()
    let source = try SnapshotSource(access: made.access, readOnly: false)
    source.send(.pause(lanes: nil))
    #expect(source.snapshot.notice?.isRefusal == true)
    #expect(source.snapshot.notice?.text.contains("no engine") == true)
    let looking = try SnapshotSource(access: made.access, readOnly: true)
    looking.send(.pause(lanes: nil))
    #expect(looking.snapshot.notice == nil)
  }

  @Test func `something moves while a run is on or a notice is shown`() throws {
    let made = try MadeCampaign()
    let source = try SnapshotSource(access: made.access, readOnly: true)
    let quiet =
      !made.state.record().lanes.contains { $0.turn != nil }
      && !made.state.record().slots.contains { $0.run != nil }
    #expect(source.isMoving(besides: nil) == !quiet)
    #expect(source.isMoving(besides: Notice("new", at: source.snapshot.now)))
  }

  @Test func `whoever waits is told of a change`() throws {
    let made = try MadeCampaign()
    let wait = JournalWait(made.access.layout)
    try made.play(experiments: 1)
    var request = pollfd(fd: wait.fileDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&request, 1, 5000) == 1)
    wait.drain()
    request.revents = 0
    #expect(poll(&request, 1, 0) == 0)
  }
}
