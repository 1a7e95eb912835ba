import Core
import Foundation
import Glibc

// What the dialect wants done, and what people want.
extension AgentDriver {
  func perform(_ steps: [DialectStep]) {
    for step in steps {
      switch step {
      case .event(let event): note(event)
      case .send(let line):
        raw.note(.in, AgentLine(text: line), at: clock.wall())
        process?.send(line + "\n")
      case .over: over()
      case .file(let id, let request):
        let result = files.perform(request)
        perform(dialect?.fileDone(id, result) ?? [])
      }
    }
  }

  func note(_ event: AgentEvent) {
    var event = event
    switch event {
    case .finished(let ending):
      if tally.ending != nil { return }
      event = .finished(verdict ?? ending)
    case .retrying(_, _, let delay, _, _): silence.announce(delay ?? 0)
    default: break
    }
    tally.note(event)
    transcript.append(event, at: clock.wall(), now: clock.now())
    switch event {
    case .ask, .answered: holdSilence()
    default: break
    }
  }

  /// The protocol is through; the program gets the time to leave by itself.
  private func over() {
    isOver = true
    process?.closeInput()
    stop.begin(.terminate, at: clock.now() + (stop.isHurried ? 0.1 : 3))
  }

  /// While it waits for a person or is stopped, its silence says nothing.
  private func holdSilence() {
    silence.hold(isPaused || !tally.asks.isEmpty, now: clock.now())
  }

  // MARK: Orders

  func readOrders() {
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(orders, $0.baseAddress, $0.count) }
    guard count > 0 else {
      if count == 0 || (errno != EAGAIN && errno != EINTR) { orders = -1 }
      return
    }
    bytes.withUnsafeBytes { all in
      orderLines.feed(UnsafeRawBufferPointer(rebasing: all[..<count])) { line in
        if let order = try? JSONDecoder().decode(DriverOrder.self, from: Data(line.text.utf8)) {
          self.obey(order)
        }
      }
    }
  }

  func obey(_ order: DriverOrder) {
    switch order {
    case .say(let id, let text): say(id, text)
    case .answer(let ask, let answer):
      guard tally.asks.contains(ask) else { return }
      note(.answered(ask: ask, answer))
      perform(dialect?.answer(ask, answer) ?? [])
    case .interrupt: interrupt(.interrupted)
    case .pause: pause(true)
    case .resume: pause(false)
    }
  }

  private func say(_ id: Int, _ text: String) {
    guard !isOver, verdict == nil, let (delivery, steps) = dialect?.say(text) else {
      return note(.told(text, .nextTurn))
    }
    if delivery != .nextTurn { tally.hear(id) }
    note(.told(text, delivery))
    perform(steps)
  }

  private func pause(_ pauses: Bool) {
    guard pauses != isPaused, verdict == nil else { return }
    isPaused = pauses
    process?.signal(pauses ? SIGSTOP : SIGCONT)
    holdSilence()
    note(.paused(pauses))
  }

  // MARK: Ending it

  /// Ends the turn in steps; the first reason is the one that counts.
  func interrupt(_ reason: AgentEnding) {
    if isPaused { pause(false) }
    guard verdict == nil else { return }
    verdict = reason
    if isOver { return }
    let steps = dialect?.interrupt() ?? []
    stop.begin(.interrupt, at: clock.now() + (steps.isEmpty ? 0 : stop.isHurried ? 0.1 : 2))
    perform(steps)
  }

  /// Somebody ends this process and will not wait for a second.
  func endNow() {
    if stop.isHurried { return }
    stop.hurry()
    if isPaused { process?.signal(SIGCONT) }
    interrupt(.interrupted)
    stop.begin(.interrupt, at: clock.now() + 0.1)
  }

  /// Does what its time has come for.
  func keepTime(_ now: Double) {
    if let due = silence.due, now >= due, verdict == nil, !isOver {
      interrupt(.silent(task.silence))
    }
    switch stop.take(now: now) {
    case .interrupt: process?.signalGroup(SIGINT)
    case .terminate: process?.signal(SIGTERM)
    case .kill: process?.signal(SIGKILL)
    case nil: break
    }
  }
}
