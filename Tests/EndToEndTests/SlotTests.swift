import Core
import Foundation
import Glibc
import Journal
import Testing

extension EndToEnd {
  @Suite struct Slots {
    @Test func `two slots run at once, each on its own core, while lanes draft at once`()
      async throws
    {
      let lab = try await Lab(
        .init(plan: ["a1": ["hold-gate", "bad"], "a2": ["hold-gate", "bad"]]))
      let engine = try lab.engine(["--experiments", "4"])
      try await lab.untilHeld("a1", 1)
      try await lab.untilHeld("a2", 1)
      #expect(try lab.record().lanes.map(\.state) == [.drafting, .drafting])
      try lab.release("a1", 1)
      try lab.release("a2", 1)
      let first = try await lab.untilWaiting(1)
      let second = try await lab.untilWaiting(2)
      #expect(first.slot != second.slot)
      let slots = try await lab.json("status", "--json")["slots"].items
      #expect(slots.allSatisfy { $0["state"].text == "busy" })
      #expect(Set(slots.map { $0["run"].number }) == [Double(first.id), Double(second.id)])
      for run in [first, second] {
        let child = try lab.supervisor(of: JobName.training(run.id)).child
        let slot = slots.first { $0["id"].text == run.slot }
        let cores = slot?["cores"].items.compactMap(\.number).map { "\(Int($0))" }
        #expect(Processes.cores(child) == cores?.joined(separator: ","))
      }
      let gates = Gatekeeper(lab)
      #expect(try await engine.ending().status == 0)
      gates.stop()
      try await Invariants.check(lab, experiments: 4)
      let runs = try lab.record().runs.values.filter { $0.started != nil && $0.ended != nil }
      let overlap = runs.filter { one in
        runs.contains { other in
          other.slot != one.slot && (other.started ?? 0) < (one.ended ?? 0)
            && (one.started ?? 0) < (other.ended ?? 0)
        }
      }
      #expect(overlap.count > 2)
    }
  }
}
