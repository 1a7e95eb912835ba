package import Core
internal import Foundation
internal import GRDB

extension JournalReader {
  /// All the projections as they are now.
  package func record() throws -> CampaignRecord {
    var record = CampaignRecord()
    var rev = 0
    _ = try refresh(&record, from: &rev)
    return record
  }

  /// Brings a record up to date, reading only what changed; true if anything did.
  ///
  /// `rev` says how new the record is: 0 for an empty one, then what the last call left in it. It
  /// has no other meaning. Where this throws, some of what is new may be in the record already, and the
  /// next call reads it once more.
  package func refresh(_ record: inout CampaignRecord, from rev: inout Int) throws -> Bool {
    let known = RecordMoment(rev)
    let (seen, changed) = try read { db in
      let now = try RecordMoment(db)
      guard now != known else { return (known, false) }
      if now.generation == known.generation, known.seq > 0 {
        // In place: a copy of a long campaign for every event would be most of what this costs.
        return (now, try RecordLoader(db: db, since: known.seq).load(&record))
      }
      var whole = CampaignRecord()
      _ = try RecordLoader(db: db, since: nil).load(&whole)
      record = whole
      return (now, true)
    }
    rev = seen.rev
    return changed
  }
}

/// How new a record is: the event it goes up to, and how often the tables were made anew.
private struct RecordMoment: Equatable {
  let generation: Int
  let seq: Int

  init(_ rev: Int) {
    generation = rev >> 40
    seq = rev & (1 << 40 - 1)
  }

  init(_ db: Database) throws {
    seq = try Int.fetchOne(db.cachedStatement(sql: "SELECT max(seq) FROM event")) ?? 0
    generation =
      try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'generation'")) ?? 0
  }

  var rev: Int { generation << 40 | seq }
}

/// Reads the rows that changed after an event; all of them when there is none.
private struct RecordLoader {
  let db: Database
  let since: Int?

  func load(_ record: inout CampaignRecord) throws -> Bool {
    var changed = false
    if since == nil {
      record.experiments.reserveCapacity(try count("experiment"))
      record.runs.reserveCapacity(try count("run"))
    }
    try rows("run", "id") { id, text in
      changed = true
      record.runs[id] = try text.map { try Run(stored: $0) }
    }
    try rows("experiment", "n") { _, text in
      guard var experiment = try text.map({ try Experiment(stored: $0) }) else { return }
      changed = true
      shareNames(of: &experiment, &record.runs)
      if experiment.n <= record.experiments.count {
        record.experiments[experiment.n - 1] = experiment
      } else {
        record.experiments.append(experiment)
      }
    }
    changed = try list("lane", &record.lanes) || changed
    changed = try list("slot", &record.slots) || changed
    changed = try list("keep", &record.keeps) || changed
    changed = try list("rule", &record.rules) || changed
    return try summary(&record) || changed
  }

  /// Commits are named by the experiment, by its runs, and by those that stand on them.
  private func shareNames(of experiment: inout Experiment, _ runs: inout RunRecords) {
    experiment.proposal = runs.shared(experiment.proposal)
    experiment.base = runs.shared(experiment.base)
    experiment.candidate = experiment.candidate.map { runs.shared($0) }
    experiment.opponent = experiment.opponent.map { runs.shared($0) }
    experiment.kept = experiment.kept.map { runs.shared($0) }
  }

  private func count(_ table: String) throws -> Int {
    try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM \(table)")) ?? 0
  }

  private func list<Item: Decodable>(_ table: String, _ items: inout [Item]) throws -> Bool {
    var changed = false
    try rows(table, "place") { place, text in
      changed = true
      guard let item = try text.map({ try JSONText.decode(Item.self, from: $0) }) else {
        items.removeSubrange(min(place, items.count)...)
        return
      }
      if place < items.count { items[place] = item } else { items.append(item) }
    }
    return changed
  }

  private func summary(_ record: inout CampaignRecord) throws -> Bool {
    let text = try Data.fetchOne(
      db.cachedStatement(sql: "SELECT value FROM meta WHERE key = 'summary' AND rev > ?"),
      arguments: [since ?? -1])
    guard let text else { return false }
    record.summary = try JSONText.decode(CampaignSummary.self, from: text)
    return true
  }

  /// Hands out the key of every row with its JSON, nil when it is gone.
  private func rows(
    _ table: String, _ key: String, _ body: (Int, Data?) throws -> Void
  ) throws {
    let filter = since == nil ? "" : "WHERE rev > ?"
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT \(key), body FROM \(table) \(filter) ORDER BY \(key)"),
      arguments: since.map { [$0] } ?? [])
    while let row = try rows.next() {
      // Looked at where the database has it, without a copy.
      try row.withUnsafeData(atIndex: 1) { try body(row[0], $0) }
    }
  }
}
