package import Core
internal import GRDB

extension JournalReader {
  /// Every series of a run, in the order in which they began.
  package func series(run: RunID) throws -> [Series] {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT series, axis, role, x, t, y, chunk FROM point WHERE run = ? ORDER BY rowid
            """),
        arguments: [run])
      var places: [String: Int] = [:]
      var all: [Series] = []
      while let row = try rows.next() {
        let name: String = row[0]
        let place = places[name] ?? all.count
        if place == all.count {
          places[name] = place
          all.append(Series(name: name, axis: .line, role: .other))
        }
        all[place].axis = Axis(rawValue: row[1]) ?? .line
        all[place].role = SeriesRole(rawValue: row[2]) ?? .other
        all[place].points += PointChunk(x: row[3], t: row[4], y: row[5]).points
      }
      return all
    }
  }

  /// How far the runs in progress are.
  package func progress() throws -> [RunID: RunProgress] {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: "SELECT run, at, fraction, step, CAST(line AS BLOB) FROM progress"))
      var progress: [RunID: RunProgress] = [:]
      while let row = try rows.next() {
        let line: WholeText = row[4]
        progress[row[0]] = RunProgress(
          at: row[1], fraction: row[2], step: row[3], line: line.text)
      }
      return progress
    }
  }
}
