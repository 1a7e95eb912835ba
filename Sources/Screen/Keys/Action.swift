internal import Core

/// Everything a key can do, by the name settings use.
package enum ActionName: String, Hashable, Sendable, CaseIterable {
  case down, up, left, right, first, last
  case pageDown = "page-down", pageUp = "page-up"
  case nextPane = "next-pane", previousPane = "previous-pane"
  case open, back, zoom, next, follow
  case showOverview = "overview", showExperiments = "experiments", showCurves = "curves"
  case showRatchet = "ratchet", showLanes = "lanes", showEvents = "events"
  case veto, rerun, approve, allowAlways = "allow-always", deny, pause, pauseAll = "pause-all",
    steer, steerAll = "steer-all"
  case undo, write, instructions, addLane = "add-lane", removeLane = "remove-lane", review
  case curve, diff, output, transcript
  case filter, nextMatch = "next-match", previousMatch = "previous-match", sort, mark, copy
  case nextHunk = "next-hunk", previousHunk = "previous-hunk", wrap, pager, editor
  case unfold, unfoldAll = "unfold-all", nextFold = "next-fold", previousFold = "previous-fold"
  case earlierTurn = "earlier-turn", laterTurn = "later-turn"
  case smoother, rougher, panLeft = "pan-left", panRight = "pan-right"
  case zoomIn = "zoom-in", zoomOut = "zoom-out", fit, logarithmic = "log-axis"
  case taller, flatter, range = "y-range"
  case unit = "x-unit", champion, crosshair
  case palette, theme, mouse, help, redraw, suspend, quit
}

/// The parts of the help page.
package enum ActionGroup: String, Sendable, CaseIterable {
  case moving, screens, steering, looking, curves, pawl
}

/// What can go wrong with an action pressed by mistake.
package enum Danger: Sendable {
  case none
  /// It asks first, or needs something on the screen, and ignores keys typed ahead.
  case asks
}

/// Where an action appears in the bottom line.
package struct Hint: Sendable {
  /// What the action is done to, and so where in the line it stands.
  package enum Target: Sendable, CaseIterable { case experiment, lane, pawl }

  package var target: Target
  /// Hints of a higher rank go first where the line is short.
  package var rank: Int
}

/// One thing a person can do: the only source for keys, hints and help.
package struct Action: Sendable {
  package let name: ActionName
  package let keys: [Key]
  package let group: ActionGroup
  package let places: Set<Place>
  package let title: String
  package let help: String
  package let danger: Danger
  /// Whether it changes the campaign.
  package let writes: Bool
  package let hint: Hint?
  /// Its title for what is under the cursor.
  let label: @Sendable (ActionContext) -> String
  /// Why it cannot be done now; nil when it can.
  let hindrance: @Sendable (ActionContext) -> String?

  init(
    _ name: ActionName, _ keys: [Key], _ group: ActionGroup, _ title: String, _ help: String,
    places: Set<Place> = Place.work, danger: Danger = .none, writes: Bool = false,
    hint: Hint? = nil, label: (@Sendable (ActionContext) -> String)? = nil,
    hindrance: @escaping @Sendable (ActionContext) -> String? = { _ in nil }
  ) {
    self.name = name
    self.keys = keys
    self.group = group
    self.places = places
    self.title = title
    self.help = help
    self.danger = danger
    self.writes = writes
    self.hint = hint
    self.label = label ?? { _ in title }
    self.hindrance = hindrance
  }

  /// Whether it asks for words, which fast hands type before they look.
  var asksForWords: Bool {
    switch name {
    case .veto, .deny, .steer, .steerAll: true
    default: false
    }
  }

  /// Why it cannot be done now, whatever the reason; nil when it can.
  package func disabled(_ state: ViewState, _ snapshot: Snapshot) -> String? {
    disabled(ActionContext(state, snapshot))
  }

  func disabled(_ context: ActionContext) -> String? {
    if writes {
      if context.snapshot.readOnly { return "\(title): this screen is read-only" }
      if !context.snapshot.engineRunning {
        return "\(title): the engine is stopped, nobody would answer"
      }
    }
    return hindrance(context)
  }
}

/// What an action is asked about.
struct ActionContext {
  let state: ViewState
  let snapshot: Snapshot
  let subject: Subject

  init(_ state: ViewState, _ snapshot: Snapshot) {
    self.state = state
    self.snapshot = snapshot
    subject = Subject(state, snapshot)
  }

  /// The lane under the cursor, where its agent waits to be allowed something.
  var asking: (lane: Lane, question: AgentQuestion)? {
    guard subject.isLane || state.view == .transcript, let lane = subject.lane,
      let question = lane.question, lane.answer == nil
    else { return nil }
    return (lane, question)
  }

  /// What is under the cursor when it is no experiment, for reasons.
  var insteadOfExperiment: String {
    switch subject.focus {
    case .slot(let id):
      subject.run.map { "\(id) measures unchanged code, \($0.role.text)" }
        ?? "the cursor is on a slot with no run"
    case .lane(let id): "\(id) has nothing in review and no turn in progress"
    case .experiment, nil: "there is no experiment yet"
    }
  }
}
