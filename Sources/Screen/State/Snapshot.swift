package import Core

/// A sentence that answers what a person did, shown for a few seconds.
package struct Notice: Equatable, Sendable {
  package var text: String
  /// Whether it says why something did not happen.
  package var isRefusal: Bool
  package var at: Timestamp

  /// Seconds it stays on the screen.
  package static let lifetime = 6.0

  package init(_ text: String, isRefusal: Bool = false, at: Timestamp) {
    self.text = text
    self.isRefusal = isRefusal
    self.at = at
  }
}

/// Everything a screen shows at one moment, read from the journal and the logs.
package struct Snapshot: Equatable, Sendable {
  package var record: CampaignRecord {
    didSet {
      if !isRefreshing { recount() }
    }
  }
  private var isRefreshing = false
  /// What follows from the record for all screens.
  package private(set) var digest: RecordDigest
  /// The list on the screen, worked out.
  var worked: WorkedList?
  /// The account of the campaign, worked out.
  private var accounted: CampaignAccount?
  package var now: Timestamp
  /// The time of day where the person sits, `HH:MM`, and how far that is from UTC in seconds.
  package var clock: String
  package var utcOffset: Int
  package var engineRunning: Bool
  package var readOnly: Bool
  package var reviewMode: ReviewMode
  /// What ``Demand`` asked for, as far as it was read.
  package var curves: [RunID: RunCurve]
  /// The same, read into what charts draw.
  package var traces: [RunID: PreparedTrace]
  /// Finished runs of the champion's code, the newest first, and of how many curves there are.
  package var championRuns: [RunID]
  /// How far kept runs once lay behind.
  package private(set) var recoveries = Recoveries()
  /// Charts as they were drawn last.
  package var kept = KeptCharts()
  /// A few values of a run's main curve, the oldest first.
  package var sparklines: [RunID: [Double]]
  package var patch: Patch? {
    didSet { diff = nil }
  }
  package var patchOf: Int?
  /// The patch laid out where it is shown, and where in it the screen is.
  package var diff: DiffPage?
  package var diffState: DiffState
  /// The part of a long text that was asked for, and the view of it that this part answers.
  package var text: TextPage
  package var textOf: TextSource?
  package var textView: TextView
  /// What happened in the turn that was asked for, laid out where it is shown; nil where nothing
  /// but text is known of it.
  package var transcript: Transcript?
  package var transcriptOf: TextSource?
  package var transcriptPage: TranscriptPage?
  package var transcriptView: TranscriptView
  /// What lanes are at, in a few words, where that is known.
  package var activities: [LaneID: String]
  /// The part of the story that was asked for, oldest first.
  package var events: [EventLine]
  /// Whether nothing comes before that part, and nothing after it.
  package var eventsReachStart: Bool
  package var eventsReachEnd: Bool
  /// How many lines the story has.
  package var eventCount: Int
  /// How much of its budget a run has used, 0...1; without an entry it is unknown.
  package var progress: [RunID: Double]
  /// The newest answer to a command.
  package var notice: Notice?
  /// The agents that a lane can be added for, by the names `pawl.yaml` gives them.
  package var agents: [String]
  /// The coding agents on this machine.
  package var found: [FoundAgent]
  /// The file that tells the agents what to do; nil while unknown.
  package var instructions: String?
  /// The themes there are, and the one in use.
  package var themes: [String]
  package var theme: String

  /// Brings the record up to date in place.
  ///
  /// - Parameter bring: says whether anything changed; without a change nothing is counted anew.
  package mutating func refreshRecord(
    _ bring: (inout CampaignRecord) throws -> Bool
  ) rethrows {
    isRefreshing = true
    defer { isRefreshing = false }
    if try bring(&record) { recount() }
  }

  private mutating func recount() {
    digest = RecordDigest(record)
    worked = nil
    accounted = nil
  }

  /// What the campaign has done so far.
  package var account: CampaignAccount { accounted ?? CampaignAccount(record, digest.ratchet) }

  /// Works out, for as long as the record stays, what a page asks of all of it.
  package mutating func workOut(for page: Page) {
    if page == .ratchet, accounted == nil { accounted = account }
  }

  package init(record: CampaignRecord, now: Timestamp, clock: String = "", utcOffset: Int = 0) {
    self.record = record
    digest = RecordDigest(record)
    self.now = now
    self.clock = clock
    self.utcOffset = utcOffset
    engineRunning = true
    readOnly = false
    reviewMode = .flagged
    curves = [:]
    traces = [:]
    championRuns = []
    sparklines = [:]
    diffState = DiffState()
    text = TextPage()
    textView = TextView()
    transcriptView = TranscriptView()
    activities = [:]
    events = []
    eventsReachStart = true
    eventsReachEnd = true
    eventCount = 0
    progress = [:]
    agents = []
    found = []
    themes = []
    theme = ""
  }

  /// Takes note of how far kept runs once lay behind, where their curves were read for it.
  ///
  /// - Parameter isComplete: whether all of the curves that were asked for are there.
  package mutating func noteRecoveries(_ demand: Demand, isComplete: Bool) {
    if recoveries.series != demand.series { recoveries = Recoveries(series: demand.series) }
    recoveries.isOfWholes = demand.window == nil
    guard isComplete, recoveries.isOfWholes, !demand.witnesses.isEmpty else { return }
    for n in Hopeless.asked(in: self) where recoveries.gaps[n] == nil {
      recoveries.gaps.updateValue(Hopeless.widestGap(of: n, in: self), forKey: n)
    }
  }
}
