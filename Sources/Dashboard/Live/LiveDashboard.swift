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
  private var news: News?
  private var farewell: QuitChoice?

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
  ///
  /// - Returns: what a person who left should know, for the terminal they are back in.
  package func run() -> String? {
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
      if !wait.isTold { changed = true }
      source.tick()
      due = nextTick()
      loop.requestDraw()
    }
    handlers.deadline = { [self] in due }
    handlers.draw = { [self] in draw() }
    due = nextTick()
    let ending = loop.run(wake: [wait.fileDescriptor], handlers: handlers)
    terminal.close()
    return ending == .gone ? nil : farewellWords
  }

  private func draw() -> Grid? {
    if changed {
      changed = false
      source.refresh()
      source.tick()
    }
    view.size = terminal.size
    source.load(Demand(view, source.snapshot))
    due = min(due, nextTick())
    tellNews()
    return render(
      view, source.snapshot, size: terminal.size, capabilities: terminal.capabilities)
  }

  /// Every second while something moves, or where nobody tells of changes; else with the minute
  /// of the clock.
  private func nextTick() -> ContinuousClock.Instant {
    let isMoving = !wait.isTold || source.isMoving(besides: view.notice)
    let now = Date().timeIntervalSince1970
    let seconds = isMoving ? 1.0 : 60 - now.truncatingRemainder(dividingBy: 60)
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
    case .quit(let choice):
      farewell = choice
      loop.stop()
    case .suspend: terminal.suspend()
    case .redraw: terminal.repaint()
    case .copy(let text, let name):
      terminal.copy(text)
      source.say("\(name) sent to the terminal's clipboard")
    case .mouse(let on): terminal.mouse = on
    case .theme, .page, .edit, .report: break
    }
  }

  // MARK: Beyond the screen

  /// What somebody who looks elsewhere is told by the window's title and the bell.
  private struct News: Equatable {
    var kept: Int
    var waits: Bool
    var runs: Bool
  }

  private func tellNews() {
    guard let summary = source.snapshot.record.summary else { return }
    let waits = source.snapshot.waitsForPerson
    let now = News(
      kept: summary.kept, waits: waits, runs: source.snapshot.engineRunning && !summary.finished)
    if let news, now.kept > news.kept || now.waits && !news.waits || news.runs && !now.runs {
      terminal.bell()
    }
    news = now
    let best = summary.best.map { " " + $0.mean.text(noise: summary.noise) } ?? ""
    let text = "\(waits ? "! " : "")pawl \(summary.project)\(best), \(summary.kept) kept"
    guard text != title else { return }
    title = text
    terminal.setTitle(text)
  }

  private var farewellWords: String? {
    guard source.snapshot.engineRunning, !source.snapshot.readOnly else { return nil }
    switch farewell {
    case .leave: return "pawl goes on without a screen; `pawl` opens it again, `pawl stop` ends it"
    case .stopAfterRuns: return "pawl stops after the current runs; `pawl status` tells how far"
    case .stopNow: return "pawl ends every run and stops; `pawl` goes on from there"
    case nil: return nil
    }
  }
}
