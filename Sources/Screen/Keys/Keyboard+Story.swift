internal import Core

extension Keyboard {
  /// Along the story, by lines; after its newest line it is followed.
  mutating func moveStory(by lines: Int) {
    let events = snapshot.events
    guard let newest = events.last?.seq else { return }
    let here = state.events.last ?? newest
    let place = events.lastIndex { $0.seq <= here } ?? 0
    let wanted = place + max(-events.count, min(events.count, lines))
    select(events[max(0, min(events.count - 1, wanted))])
    if wanted >= events.count, snapshot.eventsReachEnd { state.events.last = nil }
  }

  mutating func moveStory(toStart: Bool) {
    if toStart {
      // Before the first line: what is read next begins there.
      state.events.last = 0
      if snapshot.eventsReachStart, let first = snapshot.events.first { select(first) }
    } else {
      if snapshot.eventsReachEnd, let last = snapshot.events.last { select(last) }
      state.events.last = nil
    }
  }

  /// Puts the cursor on a line, and on what it is about.
  mutating func select(_ line: EventLine) {
    state.events.last = line.seq
    if let n = line.experiment, snapshot.record.experiment(n) != nil {
      put(.experiment(n))
    } else if let lane = line.lane, snapshot.lanes.contains(where: { $0.id == lane }) {
      put(.lane(lane))
    }
  }
}
