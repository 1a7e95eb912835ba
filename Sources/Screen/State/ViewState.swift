package import Core

/// What can be scrolled, by rows from the top.
package enum ScrollArea: Hashable, Sendable {
  case page, help
}

/// Since when an experiment's diff has been on the screen, whole and in front.
package struct ShownDiff: Equatable, Sendable {
  package var n: Int
  package var since: Timestamp

  package init(n: Int, since: Timestamp) {
    self.n = n
    self.since = since
  }
}

/// Since when a question of an agent has been on the screen.
package struct ShownQuestion: Equatable, Sendable {
  package var id: String
  package var since: Timestamp

  package init(id: String, since: Timestamp) {
    self.id = id
    self.since = since
  }
}

/// Why there is no question on the screen for the words that a person may be typing.
package struct TypedAhead: Equatable, Sendable {
  /// Seconds after a key within which the next one belongs to the same words.
  package static let gap = 0.7

  package var why: String
  package var until: Timestamp

  package init(why: String, until: Timestamp) {
    self.why = why
    self.until = until
  }
}

/// What a person is looking at.
package struct ViewState: Equatable, Sendable {
  /// The terminal's size; whoever draws keeps it up to date.
  package var size: Size
  package var page: Page
  /// Where leaving an experiment's page leads.
  package var origin: Page
  /// The thing under the cursor, the same on every screen; nil until a person moved it.
  package var focus: Focus?
  /// What is shown of it.
  package var view: SubjectView
  /// Whether keys scroll what is shown instead of moving the cursor.
  package var isReading: Bool
  /// Whether what is shown has the whole screen.
  package var isZoomed: Bool
  package var isHelpOpen: Bool
  /// Whether the cursor goes to every new experiment.
  package var follows: Bool
  package var list: ListState
  /// Experiments that were marked for comparison, in the order they were.
  package var marks: [Int]
  package var chart: ChartState
  package var ratchet: RatchetState
  package var events: EventWindow
  package var prompt: Prompt?
  /// Why the last key did nothing.
  package var notice: Notice?
  /// Set when something that asks for words was refused: those may be on their way already.
  package var typedAhead: TypedAhead?
  /// When the last key was pressed; older answers have been seen.
  package var lastKey: Timestamp
  package var scroll: [ScrollArea: Int]
  /// Where the last screen had its large things; whoever draws keeps it up to date.
  package var places: ShownPlaces
  /// Where the diff is read, and how.
  package var diff: DiffState
  /// What is seen of the text that is being read.
  package var text: TextView
  /// What is seen of a lane's transcripts.
  package var transcript: TranscriptView
  /// Since when an agent's question has been on the screen.
  package var asked: ShownQuestion?
  /// The row of its list where the cursor stays, as far as there are rows; nil is the middle.
  package var anchor: Int?
  package var shown: ShownDiff?
  /// What can be taken back, the newest last.
  package var undo: [Undo]
  package var keys: KeyMap
  /// Whether the terminal reports the mouse.
  package var mouse: Bool

  package init(size: Size) {
    self.size = size
    page = .overview
    origin = .overview
    view = .curve
    isReading = false
    isZoomed = false
    isHelpOpen = false
    follows = false
    list = ListState()
    marks = []
    chart = ChartState()
    ratchet = RatchetState()
    events = EventWindow()
    lastKey = 0
    scroll = [:]
    places = ShownPlaces()
    diff = DiffState()
    text = TextView()
    transcript = TranscriptView()
    undo = []
    keys = .standard
    mouse = false
  }

  /// Where keys go.
  package var place: Place {
    if isHelpOpen { return .help }
    if isReading {
      switch view {
      case .diff: return .diff
      case .output: return .text
      case .transcript: return places.transcript == nil ? .text : .transcript
      case .curve: return .curves
      case .experiments: return .overview
      }
    }
    switch page {
    case .overview: return .overview
    case .experiments: return .experiments
    case .curves: return .curves
    case .ratchet: return .ratchet
    case .lanes: return .lanes
    case .events: return .events
    case .experiment: return .experiment
    }
  }

  /// Notes what was drawn, and since when a question is there to be answered.
  package mutating func note(_ drawn: ShownPlaces, at now: Timestamp) {
    places = drawn
    if asked?.id != drawn.question {
      asked = drawn.question.map { ShownQuestion(id: $0, since: now) }
    }
  }

  /// Whether the diff on the screen is there to be read, not only to be glanced at.
  package var readsDiff: Bool {
    if case .experiment = page { return !isHelpOpen && view == .diff }
    return place == .diff
  }

  /// Whether the open page has room for what is under the cursor.
  func showsSubject(of snapshot: Snapshot) -> Bool {
    switch page {
    case .overview: Overview.layout(snapshot, size: size).subject != nil
    case .experiments: ExperimentTable.hasSubject(size)
    case .experiment: true
    case .curves, .ratchet, .lanes, .events: false
    }
  }

  /// The thing under the cursor as it is now; what is gone is replaced by the most useful thing.
  package func cursor(in snapshot: Snapshot) -> Focus? {
    if case .experiment(let n) = page { return .experiment(n) }
    if follows, let newest = snapshot.record.experiments.last { return .experiment(newest.n) }
    switch focus {
    case .slot(let id): if snapshot.slot(id) != nil { return focus }
    case .lane(let id): if snapshot.lanes.contains(where: { $0.id == id }) { return focus }
    case .experiment(let n): if snapshot.record.experiment(n) != nil { return focus }
    case nil: break
    }
    let busy = snapshot.record.slots.first { snapshot.run(in: $0)?.experiment != nil }
    if let slot = busy ?? snapshot.record.slots.first { return .slot(slot.id) }
    if let lane = snapshot.lanes.first { return .lane(lane.id) }
    return snapshot.record.experiments.last.map { .experiment($0.n) }
  }
}
