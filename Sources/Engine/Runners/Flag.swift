import Synchronization

/// Something that happens once, and can be waited for with a limit.
final class Flag: Sendable {
  private struct State {
    var raised = false
    var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var next: UInt64 = 0
  }

  private let state = Mutex(State())

  var isRaised: Bool { state.withLock { $0.raised } }

  func raise() {
    let waiting = state.withLock { state in
      state.raised = true
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns when the flag is raised, or after a while.
  func wait(atMost duration: Duration) async {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    var timer: Task<Void, Never>?
    await withCheckedContinuation { continuation in
      let now = state.withLock { state in
        if state.raised { return true }
        state.waiting[number] = continuation
        return false
      }
      if now { return continuation.resume() }
      // Not before somebody waits: a time that is up already would wake nobody.
      timer = Task {
        try? await Task.sleep(for: duration)
        resume(number)
      }
    }
    timer?.cancel()
  }

  private func resume(_ number: UInt64) {
    state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
  }
}
