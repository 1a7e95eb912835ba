import Benchmark
import Core
import Foundation
import Journal
import Screen

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.cpuTotal, .wallClock, .throughput, .peakMemoryResident], maxDuration: .seconds(3))

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
      let journal = try Journal(path: folder + "/journal.sqlite")
      var state = CampaignState()
      for event in events {
        let reduction = CampaignState.reduce(&state, event)
        try journal.append(event, reduction, state: state)
      }
    } catch {
      benchmark.error("\(error)")
    }
  }

  for size in [Size(width: 80, height: 24), Size(width: 120, height: 36)] {
    let snapshot = Snapshot(record: Material.record(experiments: 500), now: 1000)
    let view = ViewState(size: size)
    Benchmark("overview of 500 experiments at \(size.width)x\(size.height)") { _ in
      blackHole(render(view, snapshot, size: size, capabilities: Capabilities()))
    }
  }

  Benchmark("decision rule, 5 simulated campaigns of 700 proposals") { _ in
    blackHole(Simulation.run(world: SimulatedWorld(), rule: .standard, campaigns: 5, seed: 1))
  }
}
