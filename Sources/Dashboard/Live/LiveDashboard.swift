import CSupervise
import Core
import Foundation
import Journal
import Screen
import Settings
import Terminal

/// The dashboard on a terminal: the journal in, commands out, one picture for each change.
@MainActor
package final class LiveDashboard {
  private let source: SnapshotSource
  private let terminal: TerminalScreen
  private let loop: TerminalLoop
  private let wait: JournalWait
  private let personal: PersonalSettings
  private let lender: Lender
  private let herald: Herald
  private let agents: AgentSearch
  private var view: ViewState
  private var changed = true
  private var due = ContinuousClock.now
  /// The last whole picture, and what it was drawn from.
  private var last: (grid: Grid, view: ViewState)?
  /// Since when the screen owes the whole picture, and for which state it got the first answer last.
  private var owing: (since: ContinuousClock.Instant, view: ViewState)?
  private var farewell: QuitChoice?
  private var sparedIn = 0
  /// Whether the person looks elsewhere, as far as the terminal says.
  private var isAway = false

  /// Takes the terminal over.
  ///
  /// - Throws: `AccessError`, `JournalError`, `TerminalError`.
  package init(access: ProjectAccess, readOnly: Bool, finder: AgentFinder) throws {
    pawl_memory_begin()
    let environment = ProcessInfo.processInfo.environment
    personal = PersonalSettings(environment: environment)
    source = try SnapshotSource(access: access, readOnly: readOnly)
    wait = JournalWait(access.layout)
    var problems = personal.problems
    var theme = TerminalTheme.standard
    var name = personal.chosenTheme
    do {
      theme = try personal.theme(named: name)
    } catch {
      problems.append("\(error)")
      name = ThemeLibrary.standard
    }
    terminal = try TerminalScreen(
      environment: environment, theme: theme, options: personal.terminalOptions)
    loop = TerminalLoop(screen: terminal)
    herald = Herald(terminal: terminal, bell: personal.preferences.bell)
    lender = Lender(
      access: access, reader: try access.reader(), terminal: terminal, programs: personal.programs)
    agents = AgentSearch(finder)
    view = ViewState(size: terminal.size)
    view.keys = personal.keys
    view.mouse = personal.preferences.mouse
    source.offer(themes: personal.themes, theme: name)
    source.offer(agents: agents.there)
    if let first = problems.first {
      let more = problems.count > 1 ? "; `pawl doctor` tells \(problems.count - 1) more" : ""
      source.say(first + more, isRefusal: true)
    }
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
      if let found = agents.take() { source.offer(agents: found) }
      changed = true
      loop.requestDraw()
    }
    handlers.onResize = { [self] size in view.size = size }
    handlers.onTimer = { [self] in
      if !wait.isTold { changed = true }
      source.tick()
      spare()
      due = nextTick()
      loop.requestDraw()
    }
    handlers.deadline = { [self] in due }
    handlers.draw = { [self] in draw() }
    due = nextTick()
    let ending = loop.run(
      wake: [wait.fileDescriptor, agents.fileDescriptor], handlers: handlers)
    terminal.close()
    return ending == .gone ? nil : farewellWords
  }

  /// Gives back, once a minute, what a busy minute has left behind.
  private func spare() {
    let minute = Int(source.snapshot.now / 60)
    if minute != sparedIn { pawl_memory_spare() }
    sparedIn = minute
  }

  // MARK: Drawing

  private func draw() -> Grid? {
    if let first = firstAnswer() {
      loop.drawAgain()
      return first
    }
    if changed {
      changed = false
      source.refresh()
      source.tick()
    }
    view.size = terminal.size
    source.load(Demand(view, source.snapshot))
    source.open(&view)
    var grid = picture()
    if grid.places != view.places {
      // What is drawn inside depends on where that is.
      source.note(grid.places, in: &view)
      source.open(&view)
      grid = picture()
      source.note(grid.places, in: &view)
    }
    source.keep(grid)
    // Half of what is resident by now was needed once, to start.
    if last == nil { pawl_memory_trim() }
    last = (grid, view)
    owing = nil
    due = min(due, nextTick())
    herald.tell(source.snapshot)
    return grid
  }

  /// Where the cursor is now, while what is under it is not read yet; not for long on end, so that a
  /// key that is held down shows what it passes.
  private func firstAnswer() -> Grid? {
    let since = owing?.since ?? .now
    guard let last, view != owing?.view, view.size == terminal.size,
      .now - since < .milliseconds(100)
    else { return nil }
    let first = glance(
      view, source.snapshot, capabilities: terminal.capabilities, over: last.grid, of: last.view)
    if first != nil { owing = (since, view) }
    return first
  }

  private func picture() -> Grid {
    render(view, source.snapshot, size: terminal.size, capabilities: terminal.capabilities)
  }

  /// At once while there is more to read, every second while something moves, or where nobody tells
  /// of changes; else with the minute of the clock.
  private func nextTick() -> ContinuousClock.Instant {
    if source.isBehind { return .now + .milliseconds(20) }
    if source.isFlowing, !isAway { return .now + .milliseconds(250) }
    let isMoving = !wait.isTold || source.isMoving(besides: view.notice)
    let now = Date().timeIntervalSince1970
    let seconds = isMoving ? (isAway ? 5.0 : 1.0) : 60 - now.truncatingRemainder(dividingBy: 60)
    return .now + .milliseconds(Int64(max(0.05, seconds) * 1000))
  }

  // MARK: What a person does

  private func take(_ input: Input) {
    if case .focus(let isHere) = input { isAway = !isHere }
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
      let outcome = terminal.copy(text)
      source.say("\(name): \(outcome.sentence)", isRefusal: outcome.way == nil)
    case .theme(let name, let keep): use(theme: name, keep: keep)
    case .mouse(let on): terminal.mouse = on
    case .findAgents: agents.start()
    case .page(.transcript) where source.snapshot.transcript != nil:
      let text = source.snapshot.transcript?.text(width: 100) ?? ""
      lend { $0.page(text: text) }
    case .page(let shown):
      lend { $0.page(shown, path: source.path(of:), lanes: source.snapshot.record.lanes) }
    case .report:
      let record = source.snapshot.record
      lend { lender in
        record.summary.map { lender.page(text: ReportText.text(record, $0)) }
          ?? .done(problem: "there is nothing to report yet")
      }
    case .edit(.instructions): lend { $0.editInstructions() }
    case .edit(.newExperiment):
      lend { $0.writeExperiment(on: source.snapshot.record.summary?.champion) }
    case .edit(.proposal(let n)):
      guard let experiment = source.snapshot.record.experiment(n) else { return }
      lend { $0.look(at: experiment) }
    }
  }

  private func use(theme name: String, keep: Bool) {
    do {
      terminal.theme = try personal.theme(named: name)
      source.offer(themes: personal.themes, theme: name)
      if keep {
        try personal.keep(theme: name)
        source.say("theme \(name), also next time")
      }
    } catch {
      source.say("\(error)", isRefusal: true)
    }
  }

  private func lend(_ body: (Lender) -> Lender.Outcome) {
    let outcome = body(lender)
    changed = true
    source.tick()
    switch outcome {
    case .done(let problem):
      if let problem { source.say(problem, isRefusal: true) }
    case .say(let text): source.say(text)
    case .proposal(let base, let patch, let what):
      view.prompt = Prompt(
        .propose(base: base, patch: patch, what: what), at: source.snapshot.now)
    }
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
