package import Core
internal import Foundation
internal import GRDB
internal import Synchronization

extension Journal {
  /// Writes an event with all that came of it, and answers the commands it obeyed.
  ///
  /// `state` is the campaign after the event. Gives the event's number, counted from 1.
  ///
  /// - Throws: `JournalError`; nothing is written then.
  @discardableResult
  package func append(
    _ event: StampedEvent, _ reduction: Reduction, state: CampaignState
  ) throws -> Int {
    let cause = try JSONText.encode(event.cause)
    let payload = try JSONText.encode(event.event)
    let summary = state.summary()
    return try written.withLock { written in
      var next = written
      let seq = try write { db in
        try db.cachedStatement(
          sql: "INSERT INTO event (at, cause, kind, payload) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [event.at, cause, event.event.kind, payload])
        let seq = Int(db.lastInsertedRowID)
        try next.write(db, seq: seq, reduction, state: state)
        try next.write(db, seq: seq, summary: summary)
        try Journal.answer(db, reduction.answers, at: event.at)
        return seq
      }
      written = next
      return seq
    }
  }

  /// Every event, oldest first.
  package func events() throws -> [StampedEvent] {
    var events: [StampedEvent] = []
    try replay { events.append($0) }
    return events
  }

  /// Hands out every event, oldest first, some at a time: `body` may write to the journal.
  package func replay(_ body: (StampedEvent) throws -> Void) throws {
    var last = 0
    while true {
      let page = try JournalError.translating(path) {
        try queue.unsafeRead { try Journal.page($0, after: last, path: path) }
      }
      guard let end = page.last?.seq else { return }
      for entry in page { try body(entry.event) }
      last = end
    }
  }

  static func page(
    _ db: Database, after last: Int, path: String
  ) throws -> [(seq: Int, event: StampedEvent)] {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT seq, at, cause, payload FROM event WHERE seq > ? ORDER BY seq LIMIT 1000"),
      arguments: [last])
    var page: [(seq: Int, event: StampedEvent)] = []
    while let row = try rows.next() {
      let seq: Int = row[0]
      do {
        page.append(
          (
            seq,
            StampedEvent(
              at: row[1], cause: try JSONText.decode(Cause.self, from: row[2]),
              event: try JSONText.decode(Event.self, from: row[3]))
          ))
      } catch is DecodingError {
        throw JournalError.unreadable(path, why: "event \(seq) is not one this pawl knows")
      }
    }
    return page
  }

  /// Makes the tables that screens read anew from the events.
  ///
  /// No event, curve, diff or command is changed. Readers notice and read all again.
  package func rebuild() throws {
    try written.withLock { written in
      var next = Projections()
      try write { db in
        for table in ["note", "experiment", "run", "lane", "slot", "keep", "rule"] {
          try db.execute(sql: "DELETE FROM \(table)")
        }
        try db.execute(sql: "DELETE FROM meta WHERE key = 'summary'")
        var state = CampaignState()
        var last = 0
        while case let page = try Journal.page(db, after: last, path: path), !page.isEmpty {
          for (seq, event) in page {
            let reduction = CampaignState.reduce(&state, event)
            try next.write(db, seq: seq, reduction, state: state)
            last = seq
          }
        }
        try next.write(db, seq: last, summary: state.summary())
        try db.execute(
          sql: """
            INSERT INTO meta (key, rev, value) VALUES ('generation', 0, '1')
            ON CONFLICT (key) DO UPDATE SET value = value + 1
            """)
      }
      written = next
    }
  }
}
