import Core
import Foundation
import Journal
import Screen
import Terminal

/// The dashboard on a terminal: the journal in, commands out, one picture for each change.
@MainActor
package final class LiveDashboard {
  private let source: SnapshotSource
  private let terminal: TerminalScreen
  private let loop: TerminalLoop
  private let wait: JournalWait
  private var view: ViewState
  private var changed = true
  private var due = ContinuousClock.now
  private var title = ""

  /// Takes the terminal over.
  ///
  /// - Throws: `AccessError`, `JournalError`, `TerminalError`.
  package init(access: ProjectAccess, readOnly: Bool) throws {
    source = try SnapshotSource(access: access, readOnly: readOnly)
    wait = JournalWait(access.layout)
    terminal = try TerminalScreen(environment: ProcessInfo.processInfo.environment)
    loop = TerminalLoop(screen: terminal)
    view = ViewState(size: terminal.size)
  }

  /// Stays until the person leaves or the terminal goes away.
  package func run() {
    var handlers = LoopHandlers()
    handlers.onInput = { [self] inputs in
      for input in inputs { take(input) }
    }
    handlers.onWake = { [self] _ in
      wait.drain()
      changed = true
      loop.requestDraw()
    }
    handlers.onResize = { [self] size in view.size = size }
    handlers.onTimer = { [self] in
      due = nextTick()
      source.tick()
      loop.requestDraw()
    }
    handlers.deadline = { [self] in due }
    handlers.draw = { [self] in draw() }
    due = nextTick()
    _ = loop.run(wake: [wait.fileDescriptor], handlers: handlers)
    terminal.close()
  }

  private func draw() -> Grid? {
    if changed {
      changed = false
      let wasMoving = source.isMoving
      source.refresh()
      source.tick()
      if wasMoving != source.isMoving { due = nextTick() }
    }
    view.size = terminal.size
    source.load(Subject(view, source.snapshot))
    updateTitle()
    return render(
      view, source.snapshot, size: terminal.size, capabilities: terminal.capabilities)
  }

  /// Every second while something moves, else with the minute of the clock.
  private func nextTick() -> ContinuousClock.Instant {
    let seconds = source.isMoving ? 1.0 : 60 - source.snapshot.now.truncatingRemainder(dividingBy: 60)
    return .now + .milliseconds(Int64(max(0.05, seconds) * 1000))
  }

  private func take(_ input: Input) {
    let now = Date().timeIntervalSince1970
    for intent in handle(input, at: now, state: &view, snapshot: source.snapshot) {
      obey(intent)
    }
  }

  private func obey(_ intent: Intent) {
    switch intent {
    case .command(let command): source.send(command)
    // A stop that was asked for is a command of its own and was sent before.
    case .quit: loop.stop()
    case .suspend: terminal.suspend()
    case .redraw: terminal.repaint()
    case .copy(let text): copy(text)
    }
    if case .command = intent { due = nextTick() }
  }

  private func copy(_ text: String) {
    terminal.copy(text)
    source.say("\(text) sent to the terminal's clipboard")
  }

  private func updateTitle() {
    guard let summary = source.snapshot.record.summary else { return }
    let best = summary.best.map { " " + $0.mean.text(noise: summary.noise) } ?? ""
    let text = "pawl \(summary.project)\(best), \(summary.kept) kept"
    guard text != title else { return }
    title = text
    terminal.setTitle(text)
  }
}
