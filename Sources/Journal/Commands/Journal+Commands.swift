package import Core
internal import Foundation
internal import GRDB

extension Journal {
  /// Takes the commands that wait for this engine, oldest first; each is given out once.
  ///
  /// Those for another engine expire, those it does not understand are answered with a no.
  package func takeCommands(
    engine: String, now: Timestamp
  ) throws -> [(id: Int, by: String, command: Command)] {
    let waiting = try JournalError.translating(path) {
      try queue.unsafeRead { db in
        try Bool.fetchOne(
          db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM command WHERE state = 'pending')"))
      }
    }
    guard waiting == true else { return [] }
    return try write { db in
      try db.execute(
        sql: """
          UPDATE command SET state = 'expired', accepted = 0, answered_at = ?,
            answer = 'the engine it was meant for is gone'
          WHERE state = 'pending' AND engine <> ?
          """, arguments: [now, engine])
      let rows = try Row.fetchAll(
        db, sql: "SELECT id, by, body FROM command WHERE state = 'pending' ORDER BY id")
      return try rows.compactMap { try Journal.take(db, $0, now: now) }
    }
  }

  private static func take(
    _ db: Database, _ row: Row, now: Timestamp
  ) throws -> (id: Int, by: String, command: Command)? {
    let id: Int = row[0]
    guard let command = try? JSONText.decode(Command.self, from: row[2]) else {
      let no = Answer(command: id, accepted: false, text: "this engine does not know the command")
      try answer(db, [no], at: now)
      return nil
    }
    try db.execute(sql: "UPDATE command SET state = 'taken' WHERE id = ?", arguments: [id])
    return (id, row[1], command)
  }

  /// Ends the commands that an engine took and died over; for the start of the next one.
  ///
  /// Taking and obeying are two transactions, obeying and answering are one: what has no answer
  /// was not obeyed, `except` for what is answered by a later event.
  package func expireTakenCommands(now: Timestamp, except later: Set<Int> = []) throws {
    let kept = later.sorted().map(String.init).joined(separator: ", ")
    try write { db in
      try db.execute(
        sql: """
          UPDATE command SET state = 'expired', accepted = 0, answered_at = ?,
            answer = 'the engine ended before it could do it; ask again'
          WHERE state = 'taken' AND id NOT IN (\(kept))
          """, arguments: [now])
    }
  }

  static func answer(_ db: Database, _ answers: [Answer], at now: Timestamp) throws {
    for answer in answers {
      try db.cachedStatement(
        sql: """
          UPDATE command SET state = 'answered', accepted = ?, answer = CAST(? AS TEXT),
            answered_at = ?
          WHERE id = ?
          """
      ).execute(arguments: [answer.accepted, WholeText(answer.text), now, answer.command])
    }
  }
}
