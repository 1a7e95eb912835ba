import Core
import Screen

/// A person at a screen: presses keys, a second apart, and sees what comes of it.
struct Driver {
  var snapshot: Snapshot { didSet { drawn = nil } }
  var state: ViewState { didSet { drawn = nil } }
  /// The screen as it is now, where it was drawn already.
  private var drawn: Grid?
  var now: Timestamp
  /// Everything asked of the world so far.
  var intents: [Intent] = []
  /// What is known of turns.
  var turns: [TextSource: Transcript]
  /// Points that every curve has at most.
  private let points: Int

  /// - Parameter points: 950 for curves as runs have them; fewer where it does not matter how they look.
  init(
    _ snapshot: Snapshot, _ width: Int, _ height: Int, points: Int = 60,
    turns: [TextSource: Transcript] = [:]
  ) {
    self.snapshot = snapshot
    self.turns = turns
    if points < 950 { self.snapshot.curves = [:] }
    self.points = points
    state = ViewState(size: Size(width: width, height: height))
    now = snapshot.now
    if points < 950 { Fixture.answer(Demand(state, snapshot), &self.snapshot, points: points) }
  }

  /// Named keys or single characters; every one is answered by a dashboard that reads at once.
  mutating func press(_ names: String..., after seconds: Double = 1) {
    for name in names {
      now += seconds
      snapshot.now = now
      send(.key(Driver.key(name)))
    }
  }

  mutating func send(_ input: Input) {
    take(input)
    look()
  }

  /// Types faster than a screen is drawn.
  mutating func type(_ text: String) {
    for character in text {
      now += 0.05
      take(.key(Key(.character(character))))
    }
    look()
  }

  private mutating func take(_ input: Input) {
    var next = state
    intents += handle(input, at: now, state: &next, snapshot: snapshot)
    state = next
    let demand = Demand(state, snapshot)
    Fixture.answer(demand, &snapshot, points: points)
    snapshot.transcript = demand.transcript.flatMap { turns[$0] }
    snapshot.transcriptOf = snapshot.transcript == nil ? nil : demand.transcript
  }

  /// Draws, and lays out what is shown where it was drawn.
  mutating func look() {
    let grid = grid
    let isSettled =
      state.places == grid.places && grid.places.diff == nil && grid.places.transcript == nil
    var next = state
    next.note(grid.places, at: now)
    snapshot.layTranscript(
      &next.transcript, isRead: next.place == .transcript, area: grid.places.transcript)
    snapshot.layDiff(&next.diff, isRead: state.readsDiff, area: grid.places.diff)
    state = next
    if isSettled { drawn = grid }
  }

  var commands: [Command] {
    intents.compactMap { if case .command(let command) = $0 { command } else { nil } }
  }

  var cursor: Focus? { state.cursor(in: snapshot) }

  var grid: Grid {
    drawn
      ?? render(state, snapshot, size: state.size, capabilities: Capabilities())
  }

  var lastRow: String {
    text(of: grid).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().last.map(String.init) ?? ""
  }

  static func key(_ name: String) -> Key {
    switch name {
    case "enter": Key(.enter)
    case "esc": Key(.escape)
    case "tab": Key(.tab)
    case "backtab": Key(.backTab)
    case "down": Key(.down)
    case "up": Key(.up)
    case "pgdn": Key(.pageDown)
    case "pgup": Key(.pageUp)
    case "backspace": Key(.backspace)
    case "space": Key(.character(" "))
    case "home": Key(.home)
    case "left": Key(.left)
    case "right": Key(.right)
    default: Key(.character(name.first ?? " "))
    }
  }
}
