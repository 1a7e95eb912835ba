import Core
import Foundation
import Synchronization
import Testing

@testable import Dashboard

@Suite struct `Agents that a lane can be added for` {
  @Test func `those of pawl.yaml come first, with the versions that are known`() {
    let found = [FoundAgent(name: "claude", version: "2.1"), FoundAgent(name: "kimi")]
    let lines = AgentTable.lines(named: ["mine", "claude"], found: found)
    #expect(
      lines.prefix(3) == [
        "  mine                          in pawl.yaml",
        "  claude  2.1                   in pawl.yaml",
        "  kimi    version not told yet  found on this machine",
      ])
    #expect(AgentTable.lines(named: [], found: []).count == 1)
  }

  @Test func `they are asked once, beside everything else`() {
    let asked = Mutex(0)
    let search = AgentSearch(
      AgentFinder(
        look: { [FoundAgent(name: "kimi")] },
        ask: {
          asked.withLock { $0 += 1 }
          return [FoundAgent(name: "kimi", version: "1.51.0")]
        }))
    #expect(search.there == [FoundAgent(name: "kimi")])
    #expect(search.take() == nil)
    search.start()
    search.start()
    var told = pollfd(fd: search.fileDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&told, 1, 60_000) == 1)
    #expect(search.take() == [FoundAgent(name: "kimi", version: "1.51.0")])
    #expect(search.take() == nil)
    search.start()
    #expect(asked.withLock { $0 } == 1)
  }
}
