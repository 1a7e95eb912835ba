import Benchmark
import Core
import Foundation
import Journal
import Material
import Screen
import Terminal

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.cpuTotal, .wallClock, .throughput, .peakMemoryResident],
    maxDuration: .seconds(3))

  let log = Material.log(lines: 150_000)
  Benchmark("log reader, \(log.count / 1_000_000) MB of progress lines") { _ in
    var reader = LogReader()
    for start in stride(from: 0, to: log.count, by: 1 << 18) {
      reader.feed(Array(log[start..<min(log.count, start + (1 << 18))]))
      blackHole(reader.drainNewPoints())
    }
  }

  let events = Material.events(experiments: 1000)
  Benchmark("campaign of 1000 experiments, \(events.count) events reduced") { _ in
    var state = CampaignState()
    for event in events { blackHole(CampaignState.reduce(&state, event)) }
  }

  Benchmark("journal, \(events.count) events reduced and written") { benchmark in
    let folder = FileManager.default.temporaryDirectory.path + "/pawl-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try write(events, to: folder + "/journal.sqlite")
    } catch {
      benchmark.error("\(error)")
    }
  }

  Benchmark("decision rule, 5 simulated campaigns of 700 proposals") { _ in
    blackHole(await Simulation.run(world: SimulatedWorld(), rule: .standard, campaigns: 5, seed: 1))
  }

  screens()
  charts()
  diffs()
  input()
}

private func write(_ events: [StampedEvent], to path: String) throws {
  let journal = try Journal(path: path)
  var state = CampaignState()
  for event in events {
    let reduction = CampaignState.reduce(&state, event)
    try journal.append(event, reduction, state: state)
  }
}

/// Whole screens, and what is read for the first of them.
private func screens() {
  for experiments in [500, 10_000] {
    let snapshot = Snapshot(record: Material.record(experiments: experiments), now: 1000)
    for size in [Size(width: 120, height: 40), Size(width: 200, height: 60)] {
      let view = ViewState(size: size)
      Benchmark("overview of \(experiments) experiments at \(size.width)x\(size.height)") { _ in
        blackHole(render(view, snapshot, size: size, capabilities: Capabilities()))
      }
    }
  }

  let path = FileManager.default.temporaryDirectory.path + "/pawl-\(UUID().uuidString).sqlite"
  Benchmark(
    "journal of 10 000 experiments read",
    closure: { benchmark in
      do { blackHole(try JournalReader(path: path).record()) } catch {
        benchmark.error("\(error)")
      }
    },
    setup: { try write(Material.events(experiments: 10_000), to: path) },
    teardown: {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    })
}

/// Curves in the pane they have on a screen of 120x40, and in a full one of 200x60.
private func charts() {
  for points in [10_000, 1_000_000] {
    var input = CurveInput(
      subject: Material.series(points: points, run: 2), subjectName: "#143",
      reference: Material.series(points: points, run: 1), smoothing: 0.98)
    input.budgetFraction = 0.6
    for area in [
      Rect(row: 0, column: 0, width: 72, height: 16),
      Rect(row: 0, column: 0, width: 200, height: 58),
    ] {
      Benchmark("two curves of \(points) points each in \(area.width)x\(area.height)") { _ in
        var grid = Grid(size: Size(width: area.width, height: area.height))
        CurveChart().draw(input, into: &grid, at: area, capabilities: Capabilities())
        blackHole(grid)
      }
    }
  }
}

private func diffs() {
  let text = Material.patch(lines: 50_000)
  Benchmark("diff of 50 000 lines opened") { _ in
    blackHole(DiffRows(Patch(parsing: text)))
  }
  let area = Rect(row: 0, column: 0, width: 160, height: 60)
  for layout in [DiffLayout.unified, .sideBySide] {
    let rows = DiffRows(Patch(parsing: text), layout: layout)
    Benchmark("diff of 50 000 lines, one page \(layout)") { _ in
      var grid = Grid(size: Size(width: area.width, height: area.height))
      rows.draw(from: 25_000, into: &grid, at: area, capabilities: Capabilities())
      blackHole(grid)
    }
  }
}

private func input() {
  var bytes: [UInt8] = []
  while bytes.count < 1 << 20 {
    bytes += Array("jjkk\u{1B}[A\u{1B}[1;5C\u{1B}OB\u{1B}[<0;12;7M\u{1B}[<0;12;7mgä\u{1B}[6~".utf8)
  }
  let keys = bytes
  Benchmark("decoder, 1 MiB of keys and mouse") { _ in
    var decoder = Decoder()
    for start in stride(from: 0, to: keys.count, by: 4096) {
      blackHole(decoder.feed(keys[start..<min(keys.count, start + 4096)]))
    }
  }
  let paste = Array("\u{1B}[200~".utf8) + [UInt8](repeating: 0x61, count: 1 << 20)
  Benchmark("decoder, a paste of 1 MiB") { _ in
    var decoder = Decoder()
    blackHole(decoder.feed(paste))
    blackHole(decoder.feed(Array("\u{1B}[201~".utf8)))
  }
}
