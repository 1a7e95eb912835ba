import Core
import Screen

/// A person at a screen: presses keys, a second apart, and sees what comes of it.
struct Driver {
  var snapshot: Snapshot
  var state: ViewState
  var now: Timestamp
  /// Everything asked of the world so far.
  var intents: [Intent] = []

  init(_ snapshot: Snapshot, _ width: Int, _ height: Int) {
    self.snapshot = snapshot
    state = ViewState(size: Size(width: width, height: height))
    now = snapshot.now
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
    intents += handle(input, at: now, state: &state, snapshot: snapshot)
    Fixture.answer(Demand(state, snapshot), &snapshot)
    let drawn = grid
    state.places = drawn.places
    snapshot.layDiff(&state.diff, isRead: state.readsDiff, area: drawn.places.diff)
  }

  mutating func type(_ text: String) {
    for character in text {
      now += 0.05
      send(.key(Key(.character(character))))
    }
  }

  var commands: [Command] {
    intents.compactMap { if case .command(let command) = $0 { command } else { nil } }
  }

  var cursor: Focus? { state.cursor(in: snapshot) }

  var grid: Grid {
    render(state, snapshot, size: state.size, capabilities: Capabilities())
  }

  var lastRow: String {
    text(of: grid).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().last.map(String.init) ?? ""
  }

  private static func key(_ name: String) -> Key {
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
