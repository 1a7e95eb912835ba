import CSupervise
import Foundation
package import Core
import Synchronization

/// How the coding agents of this machine are found.
package struct AgentFinder: Sendable {
  /// Which ones there are; answers at once.
  package var look: @Sendable () -> [FoundAgent]
  /// The same with what they say their versions are; takes as long as their programs do.
  package var ask: @Sendable () -> [FoundAgent]

  package init(
    look: @escaping @Sendable () -> [FoundAgent], ask: @escaping @Sendable () -> [FoundAgent]
  ) {
    self.look = look
    self.ask = ask
  }
}

/// Asks the agents of this machine for their versions, once and beside everything else.
final class AgentSearch: Sendable {
  private let finder: AgentFinder
  private let reader: Int32
  private let writer: Int32
  private let result = Mutex<[FoundAgent]?>(nil)
  private let isStarted = Mutex(false)

  init(_ finder: AgentFinder) {
    self.finder = finder
    var ends: [Int32] = [-1, -1]
    _ = pawl_pipe(&ends)
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    for end in [reader, writer] where end >= 0 { close(end) }
  }

  /// Readable once there is something to take.
  var fileDescriptor: Int32 { reader }

  /// Which agents there are, before any was asked.
  var there: [FoundAgent] { finder.look() }

  /// Begins to ask, unless that was done before.
  func start() {
    let isFirst = isStarted.withLock { started in
      defer { started = true }
      return !started
    }
    guard isFirst else { return }
    Thread { [self] in
      let found = finder.ask()
      result.withLock { $0 = found }
      _ = pawl_wake(writer)
    }.start()
  }

  /// What they said, once; nil while nobody answered.
  func take() -> [FoundAgent]? {
    var bytes = [UInt8](repeating: 0, count: 8)
    _ = read(reader, &bytes, bytes.count)
    return result.withLock { found in
      defer { found = nil }
      return found
    }
  }
}
