import Core
import Journal
import Screen

/// The transcripts of turns: follows the one that is looked at, and knows of others what they are at.
final class TurnDesk {
  private let layout: Layout
  private var followed: (source: TextSource, files: [TurnFile], generations: [Int])?
  private var glances: [LaneID: (turn: Int, glance: TurnGlance)] = [:]
  /// Transcripts that were begun.
  private var made = 0
  /// Whether more is there already than was read.
  private(set) var isBehind = false
  /// Whether the last call brought something.
  private(set) var isFlowing = false
  /// Jobs that one turn may have.
  private static let attempts = 4

  init(layout: Layout) {
    self.layout = layout
  }

  /// Brings a transcript up to date; nil where there is none of this turn.
  ///
  /// - Parameters:
  ///   - source: the turn; nil forgets what was followed.
  ///   - transcript: what was read of it so far.
  ///   - isSame: whether that is of the same turn.
  func read(_ source: TextSource?, into transcript: inout Transcript?, isSame: Bool) {
    isBehind = false
    isFlowing = false
    guard case .transcript(let lane, let turn) = source, let source else {
      followed = nil
      transcript = nil
      return
    }
    var files = followed.flatMap { $0.source == source && isSame ? $0.files : nil } ?? []
    let generations = files.isEmpty ? [] : followed?.generations ?? []
    if files.isEmpty { transcript = nil }
    var news: [TimedAgentEvent] = []
    for attempt in 1...Self.attempts {
      if files.count < attempt {
        let job = layout.job(JobName.turn(lane, turn, attempt: attempt))
        files.append(TurnFile(path: job + "/transcript.jsonl"))
      }
      let file = files[attempt - 1]
      news += file.read()
      guard file.isThere else {
        files.removeLast(files.count - attempt + 1)
        break
      }
      if file.isBehind {
        isBehind = true
        break
      }
    }
    let now = files.map(\.generation)
    if now.prefix(generations.count) != generations[..<min(generations.count, now.count)] {
      // It is another file than the one that was read.
      followed = nil
      transcript = nil
      return read(source, into: &transcript, isSame: false)
    }
    followed = (source, files, now)
    guard !files.isEmpty else {
      transcript = nil
      return
    }
    if transcript == nil {
      made += 1
      transcript = Transcript(identity: made)
    }
    isFlowing = !news.isEmpty
    if !news.isEmpty { transcript?.append(news) }
    let bytes = files.reduce(0) { $0 + $1.bytesLeftOut }
    if transcript?.bytesLeftOut != bytes { transcript?.bytesLeftOut = bytes }
  }

  /// What lanes are at, by the ends of their transcripts.
  func activities(of lanes: [Lane]) -> [LaneID: String] {
    var known: [LaneID: (turn: Int, glance: TurnGlance)] = [:]
    for lane in lanes {
      guard let turn = lane.turn else { continue }
      var here = glances[lane.id]
      if here?.turn != turn { here = (turn, TurnGlance()) }
      let paths = (1...Self.attempts).map { attempt in
        layout.job(JobName.turn(lane.id, turn, attempt: attempt)) + "/transcript.jsonl"
      }
      here?.glance.look(paths)
      known[lane.id] = here
    }
    glances = known
    return known.compactMapValues(\.glance.activity)
  }
}
