package import Core

/// What screens ask of all experiments in every frame, counted once for each change of the record.
package struct RecordDigest: Equatable, Sendable {
  /// All numbers, the newest first.
  package private(set) var newest: [Int] = []
  /// Experiments whose idea has been tried, and how many of them since the last keep.
  package private(set) var tried = 0
  package private(set) var triedSinceKeep = 0
  /// The numbers of those that wait for a person, that are being confirmed, and that were kept.
  package private(set) var review: [Int] = []
  package private(set) var confirming: [Int] = []
  package private(set) var kept: [Int] = []
  /// What every lane has proposed.
  private(set) var lanes: [LaneID: Proposals] = [:]
  /// The widest title and the widest metric among the newest, in columns.
  package private(set) var titleWidth = 0
  package private(set) var metricWidth = 0
  /// What the ratchet's chart draws of it all; nil before there is a baseline to draw.
  private(set) var ratchet: RatchetInput?

  /// The numbers of a lane's experiments and of those without a verdict, the oldest first; how many
  /// were kept.
  struct Proposals: Equatable, Sendable {
    var numbers: [Int] = []
    var open: [Int] = []
    var kept = 0
  }

  /// How many of the newest experiments say how wide a column is: those out of sight count, too, so
  /// that scrolling moves nothing sideways.
  private static let measured = 200

  package init(_ record: CampaignRecord) {
    let all = record.experiments
    newest = Array((1..<all.count + 1).reversed())
    let keep = record.keeps.last { $0.experiment != nil && !$0.revoked }
    for index in all.indices {
      let (n, state) = (all.n(at: index), all.state(at: index))
      note(n, state, of: all.lane(at: index))
      switch state {
      case .review: review.append(n)
      case .confirming: confirming.append(n)
      case .kept: kept.append(n)
      case .queued, .running, .discarded, .crashed, .refused, .vetoed, .revoked: break
      }
      guard Snapshot.isTried(state) else { continue }
      tried += 1
      guard let keep, let last = keep.experiment, n != last else { continue }
      if all.ended(at: index).map({ $0 > keep.at }) ?? (n > last) { triedSinceKeep += 1 }
    }
    let noise = record.summary?.noise
    for index in all.indices.suffix(RecordDigest.measured) {
      titleWidth = max(titleWidth, CellWidth.columns(of: all.title(at: index)))
      if let value = all.verified(at: index) {
        metricWidth = max(metricWidth, NumberText.metric(value, noise: noise).count)
      }
    }
    ratchet = RatchetPane.base(record)
  }

  init() {}

  private mutating func note(_ n: Int, _ state: ExperimentState, of lane: LaneID) {
    lanes[lane, default: Proposals()].numbers.append(n)
    if !state.isVerdict { lanes[lane]?.open.append(n) }
    if state == .kept { lanes[lane]?.kept += 1 }
  }
}

/// A list that was worked out, for as long as record, filter and marks stay.
package struct WorkedList: Equatable, Sendable {
  var list: ListState
  var marks: [Int]
  var numbers: [Int]
}
