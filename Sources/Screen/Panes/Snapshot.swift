package import Core

/// The curve of the run under the cursor.
package struct CurveData: Equatable, Sendable {
  package var runID: RunID
  /// What is drawn: `train loss`.
  package var title: String
  package var series: Series
  /// The champion's curve of the same name; nil where it has none.
  package var reference: Series?

  package init(runID: RunID, title: String, series: Series, reference: Series?) {
    self.runID = runID
    self.title = title
    self.series = series
    self.reference = reference
  }
}

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
  package var record: CampaignRecord
  package var now: Timestamp
  /// The time of day where the person sits, `HH:MM`, and how far that is from UTC in seconds.
  package var clock: String
  package var utcOffset: Int
  package var engineRunning: Bool
  package var readOnly: Bool
  package var reviewMode: ReviewMode
  /// What belongs to the thing under the cursor, see ``Subject``; nil until it was read.
  package var curve: CurveData?
  package var patch: Patch?
  package var patchOf: Int?
  /// The last lines of a run's output, sanitised, oldest first.
  package var output: [String]
  package var outputOf: RunID?
  /// The last events, oldest first.
  package var events: [EventLine]
  /// How much of its budget a run has used, 0...1; without an entry it is unknown.
  package var progress: [RunID: Double]
  /// The newest answer to a command.
  package var notice: Notice?

  package init(record: CampaignRecord, now: Timestamp, clock: String = "", utcOffset: Int = 0) {
    self.record = record
    self.now = now
    self.clock = clock
    self.utcOffset = utcOffset
    engineRunning = true
    readOnly = false
    reviewMode = .flagged
    output = []
    events = []
    progress = [:]
  }
}
