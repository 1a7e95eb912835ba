/// How far a campaign is asked to stop.
package enum Stopping: Equatable, Sendable {
  case no, afterRuns, now
}

/// The whole of a campaign: rebuilt from its events, changed by nothing else.
package struct CampaignState: Equatable, Sendable {
  package internal(set) var settings: CampaignSettings?
  package internal(set) var era = 0
  package internal(set) var started: Timestamp = 0
  /// By number; `experiments[n - 1]` is #n.
  package internal(set) var experiments: [Experiment] = []
  /// Numbers of the experiments without a verdict, or with a run to come.
  package internal(set) var open: Set<Int> = []
  package internal(set) var runs: [RunID: Run] = [:]
  /// Runs that are not over.
  package internal(set) var live: Set<RunID> = []
  package internal(set) var lanes: [Lane] = []
  package internal(set) var slots: [Slot] = []
  package internal(set) var keeps: [Keep] = []
  package internal(set) var rules: [SteeringRule] = []
  /// What people proposed and no commit was made of yet, oldest first.
  package internal(set) var patches: [PatchProposal] = []
  /// What people told lanes and no answer was given to yet.
  package internal(set) var tellings: [Telling] = []
  /// What agents want each other to know, newest last.
  package internal(set) var notes: [LaneNote] = []
  package internal(set) var champion: CommitID?
  /// Scores of champions from runs that did not select them, by commit, newest last.
  package internal(set) var levels: [CommitID: [Double]] = [:]
  package internal(set) var baseline: [RunID] = []
  package internal(set) var noise = Noise()
  package internal(set) var seedIgnored = false
  /// The experiments whose pairs are run now, the first in line first.
  package internal(set) var queue: [Int] = []
  /// The audit in progress.
  package internal(set) var audit: Audit?
  package internal(set) var tally = Tally()
  /// The keep that is being taken back.
  package internal(set) var revoking: Int?
  package internal(set) var stopping = Stopping.no
  package internal(set) var finished = false
  /// Why nothing can go on without a person.
  package internal(set) var halted: String?
  package internal(set) var occupancy = OccupancyMeter()
  /// Idle seconds of slots that pawl caused, newest last.
  package internal(set) var overheads: [Double] = []

  var lastRun: RunID = 0
  var lastSeed = 0
  var lastRule = 0
  var lastAudit = 0
  var lastStartWasBaseline = false
  /// How often in a row the branch could not be moved although nobody else had moved it.
  var branchBusy = 0

  package init() {}

  /// The experiment whose confirmation is first in line.
  package var confirming: Int? { queue.first }

  package func experiment(_ n: Int) -> Experiment? {
    n >= 1 && n <= experiments.count ? experiments[n - 1] : nil
  }

  package func lane(_ id: LaneID) -> Lane? { lanes.first { $0.id == id } }

  /// When time alone makes something go on again: the end of the next limit after `now`, or nil.
  package func nextWake(after now: Timestamp) -> Timestamp? {
    lanes.compactMap(\.limitedUntil).filter { $0 > now }.min()
  }

  /// Measured baseline scores of this era, a repeated seed counted once.
  package var baselineScores: [Double] {
    var seen: Set<Int> = []
    var repeats: [Double] = []
    var scores: [Double] = []
    for id in baseline {
      guard let run = runs[id], let value = run.value else { continue }
      if seen.insert(run.seed).inserted {
        scores.append(value)
      } else {
        repeats.append(value)
      }
    }
    // A repeated seed is news only where repeating is not exact.
    scores.append(contentsOf: repeats.filter { !scores.contains($0) })
    return scores
  }

  /// The mean of the champion scores of a commit; nil when it was never measured.
  package func level(of commit: CommitID) -> Level? { Level(of: levels[commit] ?? []) }
}

/// Busy share of the slots over the time in which work was flowing.
package struct OccupancyMeter: Equatable, Sendable {
  private(set) package var possible = 0.0
  private(set) package var busy = 0.0
  private var mark: Timestamp?
  private var flowing = false
  private var busySlots = 0
  private var slots = 0

  /// The share, or nil before any time was counted.
  package var share: Double? { possible > 0 ? busy / possible : nil }

  /// Counts the time since the last change, then notes how things are from now on.
  mutating func advance(to now: Timestamp, flowing: Bool, busySlots: Int, slots: Int) {
    count(to: now)
    self.flowing = flowing
    self.busySlots = busySlots
    self.slots = slots
  }

  /// Leaves out the time in which no engine was there.
  mutating func restart(at now: Timestamp) {
    flowing = false
    mark = now
  }

  private mutating func count(to now: Timestamp) {
    if flowing, let mark, now > mark {
      possible += (now - mark) * Double(slots)
      busy += (now - mark) * Double(busySlots)
    }
    mark = max(now, mark ?? now)
  }
}
