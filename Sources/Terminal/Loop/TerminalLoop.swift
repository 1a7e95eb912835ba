import CTerminal
package import Screen

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the loop calls, always on its own thread and never from within another call.
@MainActor
package struct LoopHandlers {
  /// What came from the terminal, in order.
  ///
  /// Ctrl-Z and Ctrl-L do not come; Ctrl-C is a key.
  package var onInput: ([Input]) -> Void = { _ in }
  /// A wake descriptor is readable; the handler empties it.
  package var onWake: (Int32) -> Void = { _ in }
  /// The size is another; a frame of that size is asked for next.
  package var onResize: (Size) -> Void = { _ in }
  /// The deadline passed.
  package var onTimer: () -> Void = {}
  /// When to call `onTimer` next; nil for never.
  ///
  /// Asked before each wait; the same instant fires once.
  package var deadline: () -> ContinuousClock.Instant? = { nil }
  /// The picture of now; nil when there is nothing to change.
  package var draw: () -> Grid? = { nil }

  package init() {}
}

/// Waits for the terminal, signals, descriptors and the deadline, and draws at most once for each wait.
///
/// It holds its thread, which is to be the process's main one, until ``stop()`` or until the terminal is
/// gone. With nothing to do it does not wake.
@MainActor
package final class TerminalLoop {
  package enum Ending: Equatable, Sendable {
    case stopped
    /// The terminal went away: nothing more can be shown or asked.
    case gone
  }

  private let screen: TerminalScreen
  private let clock = ContinuousClock()
  private var pacer = FramePacer()
  private var ending: Ending?
  private var blocked = false
  private var size: Size
  private var inputDeadline: ContinuousClock.Instant?
  private var fired: ContinuousClock.Instant?
  /// How often it has waited: with nothing to do this does not grow.
  package private(set) var turns = 0

  package init(screen: TerminalScreen) {
    self.screen = screen
    size = screen.size
  }

  /// Ends the loop after the handler that says so.
  package func stop() { ending = ending ?? .stopped }

  /// Asks for a frame soon, as new data does.
  package func requestDraw() { pacer.noteData() }

  /// Asks for another frame as soon as what was typed meanwhile has been taken.
  package func drawAgain() { pacer.noteInput() }

  /// Runs until stopped.
  /// - Parameter wake: descriptors that say by being readable that there is news.
  package func run(wake: [Int32], handlers: LoopHandlers) -> Ending {
    ending = nil
    pacer.noteInput()
    var wake = wake
    drawIfDue(handlers)
    while ending == nil {
      waitForSomething(&wake, handlers)
      if ending == nil { drawIfDue(handlers) }
    }
    return ending ?? .stopped
  }

  // MARK: Waiting

  private func waitForSomething(_ wake: inout [Int32], _ handlers: LoopHandlers) {
    let terminalEvents = POLLIN | (blocked ? POLLOUT : 0)
    var waits = [
      pollfd(fd: screen.descriptor, events: Int16(terminalEvents), revents: 0),
      pollfd(fd: pawl_term_signal_descriptor(), events: Int16(POLLIN), revents: 0),
    ]
    // News that comes while a frame is due anyway can wait for it: one transaction of a busy
    // writer is many changes. A negative descriptor is passed over.
    for descriptor in wake {
      let heard = pacer.dataWaits ? ~descriptor : descriptor
      waits.append(pollfd(fd: heard, events: Int16(POLLIN), revents: 0))
    }
    let deadline = handlers.deadline().flatMap { $0 == fired ? nil : $0 }
    turns += 1
    let ready = poll(&waits, nfds_t(waits.count), timeout(to: deadline))
    // Nothing that goes on failing is tried again and again.
    if ready < 0, errno != EINTR, errno != EAGAIN { ending = ending ?? .gone }
    if ready > 0 {
      readSignals(waits[1], handlers)
      readTerminal(waits[0], handlers)
      readWakes(waits.dropFirst(2), &wake, handlers)
    }
    guard ending == nil else { return }
    let now = clock.now
    if let until = inputDeadline, until <= now { deliver(screen.flushInput(), handlers) }
    if let deadline, deadline <= now, ending == nil {
      fired = deadline
      handlers.onTimer()
      pacer.noteData()
    }
  }

  /// Milliseconds to the first thing that is due, rounded up so that it is due then; -1 for no end.
  private func timeout(to deadline: ContinuousClock.Instant?) -> Int32 {
    let now = clock.now
    let frame = blocked ? nil : pacer.due(now: now)
    guard let first = [deadline, inputDeadline, frame].compactMap({ $0 }).min() else { return -1 }
    let (seconds, attoseconds) = max(.zero, now.duration(to: first)).components
    guard seconds < 86_400 else { return 86_400_000 }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  // MARK: What came

  private func readTerminal(_ wait: pollfd, _ handlers: LoopHandlers) {
    let events = Int32(wait.revents)
    if events & (POLLHUP | POLLERR | POLLNVAL) != 0 {
      ending = ending ?? .gone
      return
    }
    if events & POLLOUT != 0 {
      switch screen.drain() {
      case .bytes: blocked = false
      case .busy: break
      case .gone: ending = ending ?? .gone
      }
    }
    guard events & POLLIN != 0, ending == nil else { return }
    let background = screen.backgroundColor
    guard let inputs = screen.readInput() else {
      ending = ending ?? .gone
      return
    }
    // The looks may depend on it.
    if screen.backgroundColor != background { pacer.noteInput() }
    deliver(inputs, handlers)
  }

  private func deliver(_ inputs: [Input], _ handlers: LoopHandlers) {
    inputDeadline = screen.inputPatience.map { clock.now + $0 }
    var batch: [Input] = []
    func hand() {
      guard !batch.isEmpty, ending == nil else { return }
      handlers.onInput(batch)
      batch.removeAll()
      pacer.noteInput()
    }
    for input in inputs {
      switch input {
      case .key(Key(.character("z"), control: true)):
        hand()
        if ending == nil { suspend() }
      case .key(Key(.character("l"), control: true)):
        screen.repaint()
        pacer.noteInput()
      default: batch.append(input)
      }
    }
    hand()
  }

  private func readSignals(_ wait: pollfd, _ handlers: LoopHandlers) {
    guard Int32(wait.revents) & POLLIN != 0 else { return }
    let signals = Int(pawl_term_take_signals())
    if signals & PAWL_TERM_STOP != 0 {
      suspend()
    } else if signals & PAWL_TERM_CONTINUED != 0 {
      screen.recover()
      pacer.noteInput()
    }
    // Even back at the old size the terminal may have moved what it shows.
    if signals & PAWL_TERM_RESIZED != 0 { screen.repaint() }
    // The size may have changed while nobody listened.
    if signals != 0 { pacer.noteResize() }
  }

  private func suspend() {
    screen.suspend()
    pacer.noteInput()
    pacer.noteResize()
  }

  private func readWakes(
    _ waits: ArraySlice<pollfd>, _ wake: inout [Int32], _ handlers: LoopHandlers
  ) {
    for wait in waits where wait.revents != 0 && ending == nil {
      if Int32(wait.revents) & POLLIN != 0 {
        handlers.onWake(wait.fd)
        pacer.noteData()
      } else {
        // Its other end is gone; listening on would never wait again.
        wake.removeAll { $0 == wait.fd }
      }
    }
  }

  // MARK: Drawing

  private func drawIfDue(_ handlers: LoopHandlers) {
    let now = clock.now
    guard !blocked, let due = pacer.due(now: now), due <= now else { return }
    // Also unasked: of a change while another program had the terminal nobody tells.
    if screen.size != size {
      size = screen.size
      handlers.onResize(size)
    }
    guard ending == nil else { return }
    pacer.drew(now: now)
    guard let grid = handlers.draw() else { return }
    switch screen.present(grid) {
    case .bytes: blocked = screen.drain() == .busy
    case .busy:
      blocked = true
      // The frame is owed as soon as the terminal has taken the one before.
      pacer.noteInput()
    case .gone: ending = ending ?? .gone
    }
  }
}
