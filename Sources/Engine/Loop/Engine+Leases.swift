import Core
import Foundation
import Journal

/// Getting hold of a slot's hardware, which other projects of this account may have.
extension Engine {
  /// Waits until a slot's hardware is this project's and free; false when the run is not wanted any
  /// more.
  func hold(_ slot: Slot, for run: Run, performer: RunPerformer) async -> Bool {
    let jobs = [
      JobName.training(run.id), JobName.evaluation(run.id), JobName.predict(run.id),
    ]
    let goesOn = slot.pairOf != nil
    var told = false
    while !ended.isRaised {
      guard let now = state.runs[run.id], now.state != .ended else { return false }
      let isAdopted = jobs.contains { runner.state(of: $0) != .absent }
      // What has begun is followed to its end, wanted or not: until then it holds the hardware.
      guard isAdopted || now.ending == nil else { return false }
      var holder = await leases.take(slot, jobs: jobs.map(layout.job), goesOn: goesOn)
      if holder == nil {
        guard !isAdopted else { return true }
        guard let stranger = await performer.gpus.foreign(on: slot.gpus, jobs: []) else {
          return true
        }
        await leases.give(slot)
        holder = SlotLeases.Holder(name: stranger)
      }
      if !told, let name = holder?.name {
        told = true
        post.yield(
          StampedEvent(at: Self.clock(), cause: .rule, event: .slotHeld(slot.id, by: name)))
      }
      await ended.wait(atMost: .milliseconds(Self.pauseBetweenTries))
    }
    return false
  }

  /// Milliseconds between two looks at whether a slot is free.
  private static let pauseBetweenTries = 500
}
