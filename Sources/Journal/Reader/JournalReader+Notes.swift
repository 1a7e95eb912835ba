package import Core
internal import GRDB

extension JournalReader {
  private static let columns = "id, at, cause, kind, experiment, lane, run, CAST(text AS BLOB)"

  /// The story from after the line numbered `after`, at most `limit` lines, oldest first.
  package func notes(after: Int, limit: Int) throws -> [EventLine] {
    try notes("WHERE id > ? ORDER BY id LIMIT ?", [after, limit])
  }

  /// The newest lines of the story, oldest of them first.
  package func notes(last count: Int) throws -> [EventLine] {
    try notes("ORDER BY id DESC LIMIT ?", [count]).reversed()
  }

  /// The lines before the one numbered `seq`, the newest `limit` of them, oldest first.
  package func notes(before seq: Int, limit: Int) throws -> [EventLine] {
    try notes("WHERE id < ? ORDER BY id DESC LIMIT ?", [seq, max(0, limit)]).reversed()
  }

  /// The newest `limit` lines that contain `text`, oldest first; `seq` bounds them from above.
  ///
  /// Small and capital letters from A to Z are the same; every character stands for itself.
  package func notes(
    matching text: String, before seq: Int? = nil, limit: Int
  ) throws -> [EventLine] {
    try notes(
      "WHERE id < ? AND text LIKE ? ESCAPE '\\' ORDER BY id DESC LIMIT ?",
      [seq ?? .max, Self.pattern(text), max(0, limit)]
    ).reversed()
  }

  /// The oldest `limit` lines after the one numbered `seq` that contain `text`, oldest first.
  package func notes(matching text: String, after seq: Int, limit: Int) throws -> [EventLine] {
    try notes(
      "WHERE id > ? AND text LIKE ? ESCAPE '\\' ORDER BY id LIMIT ?",
      [seq, Self.pattern(text), max(0, limit)])
  }

  /// What LIKE takes for a text anywhere in a line.
  private static func pattern(_ text: String) -> String {
    var pattern = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if "%_\\".unicodeScalars.contains(scalar) { pattern.append("\\") }
      pattern.append(scalar)
    }
    return "%\(String(pattern))%"
  }

  /// How many lines the story has.
  package func noteCount() throws -> Int {
    // They are numbered without gaps, and the numbers are an index.
    try read { db in
      try Int.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM note")) ?? 0
    }
  }

  /// The story of one experiment, oldest first.
  package func notes(experiment n: Int) throws -> [EventLine] {
    try notes("WHERE experiment = ? ORDER BY id", [n])
  }

  private func notes(_ clause: String, _ arguments: StatementArguments) throws -> [EventLine] {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: "SELECT \(Self.columns) FROM note \(clause)"),
        arguments: arguments)
      var lines: [EventLine] = []
      while let row = try rows.next() {
        let text: WholeText = row[7]
        lines.append(
          EventLine(
            seq: row[0], at: row[1], cause: row[2], kind: row[3], experiment: row[4], lane: row[5],
            run: row[6], text: text.text))
      }
      return lines
    }
  }
}
