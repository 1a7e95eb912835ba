/// Words of a person on their way into a turn that is in progress.
package struct SpokenWords: Codable, Equatable, Sendable, Identifiable {
  /// Counted per lane from 1; the number of the driver's order.
  package var id: Int
  package var text: String
  /// How they arrived; nil while that is not known.
  package var delivery: Delivery?

  package init(id: Int, text: String, delivery: Delivery? = nil) {
    self.id = id
    self.text = text
    self.delivery = delivery
  }

  /// Whether they reached the turn that goes on.
  package var isHeard: Bool { delivery == .inTurn || delivery == .afterCancel }
}

/// What a person told lanes, until it is known how each of them heard it.
package struct Telling: Equatable, Sendable {
  /// The command that is answered then.
  package var command: Int
  package var by: Cause
  /// The number of the words in each lane that was not heard of yet.
  package var waiting: [LaneID: Int]
  package var now: [LaneID]
  package var later: [LaneID]
}

/// What an agent wants other lanes to know.
package struct LaneNote: Equatable, Sendable {
  package var lane: LaneID
  package var turn: Int
  package var text: String
  package var at: Timestamp

  /// Notes that are kept.
  package static let kept = 50
}
