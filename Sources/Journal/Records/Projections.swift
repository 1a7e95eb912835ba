internal import Core
internal import GRDB

/// Writes what follows from events into the tables that screens read.
///
/// Holds what it wrote last of the short lists, so that only what changed is written.
struct Projections {
  private var lanes: [Lane] = []
  private var slots: [Slot] = []
  private var keeps: [Keep] = []
  private var rules: [SteeringRule] = []
  private var summary: String?

  /// Writes the story and the touched rows of one event.
  mutating func write(
    _ db: Database, seq: Int, _ reduction: Reduction, state: CampaignState
  ) throws {
    try tell(db, seq: seq, reduction.lines)
    let touched = reduction.touched
    for n in touched.experiments.sorted() {
      if let experiment = state.experiment(n) { try store(db, seq: seq, experiment) }
    }
    for id in touched.runs.sorted() { try store(db, seq: seq, id, state.runs[id], era: state.era) }
    if !touched.lanes.isEmpty {
      try store(db, "lane", seq, state.lanes, over: &lanes) { ($0.id, state.era) }
    }
    if touched.slots {
      try store(db, "slot", seq, state.slots, over: &slots) { ($0.id, state.era) }
    }
    if touched.keeps {
      try store(db, "keep", seq, state.keeps, over: &keeps) { ($0.commit, $0.era) }
    }
    if touched.rules {
      try store(db, "rule", seq, state.rules, over: &rules) { (String($0.id), state.era) }
    }
  }

  /// Writes the scoreboard if it reads otherwise than before.
  mutating func write(_ db: Database, seq: Int, summary next: CampaignSummary?) throws {
    guard let next else { return }
    let text = try JSONText.encode(next)
    guard text != summary else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO meta (key, rev, value) VALUES ('summary', ?, ?)
        ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, value = excluded.value
        WHERE value IS NOT excluded.value
        """
    ).execute(arguments: [seq, text])
    summary = text
  }

  private func tell(_ db: Database, seq: Int, _ lines: [EventLine]) throws {
    guard !lines.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO note (event, at, cause, kind, experiment, lane, run, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT))
        """)
    for line in lines {
      try statement.execute(arguments: [
        seq, line.at, line.cause, line.kind, line.experiment, line.lane, line.run,
        WholeText(line.text),
      ])
    }
  }

  private func store(_ db: Database, seq: Int, _ experiment: Experiment) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO experiment
          (n, era, rev, lane, agent, state, title, verified, delta, created, ended, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (n) DO UPDATE SET era = excluded.era, rev = excluded.rev,
          lane = excluded.lane, agent = excluded.agent, state = excluded.state,
          title = excluded.title, verified = excluded.verified, delta = excluded.delta,
          created = excluded.created, ended = excluded.ended, body = excluded.body
        """
    ).execute(arguments: [
      experiment.n, experiment.era, seq, experiment.lane, experiment.agent,
      experiment.state.rawValue, experiment.title, experiment.verified, experiment.delta,
      experiment.created, experiment.ended, try JSONText.encode(experiment),
    ])
  }

  /// Writes a run, or that it is gone.
  private func store(_ db: Database, seq: Int, _ id: RunID, _ run: Run?, era: Int) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO run (id, era, rev, experiment, state, slot, seed, score, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET era = excluded.era, rev = excluded.rev,
          experiment = excluded.experiment, state = excluded.state, slot = excluded.slot,
          seed = excluded.seed, score = excluded.score, body = excluded.body
        """
    ).execute(arguments: [
      id, run?.era ?? era, seq, run?.experiment, run?.state.rawValue, run?.slot, run?.seed,
      run?.value, try run.map { try JSONText.encode($0) },
    ])
    guard run == nil || run?.state == .ended else { return }
    try db.cachedStatement(sql: "DELETE FROM progress WHERE run = ?").execute(arguments: [id])
  }

  /// Writes the places of a list that differ from what was written last.
  private func store<Item: Codable & Equatable>(
    _ db: Database, _ table: String, _ seq: Int, _ items: [Item], over last: inout [Item],
    label: (Item) -> (id: String, era: Int)
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO \(table) (place, id, era, rev, body) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (place) DO UPDATE SET id = excluded.id, era = excluded.era,
          rev = excluded.rev, body = excluded.body
        WHERE body IS NOT excluded.body
        """)
    for (place, item) in items.enumerated() where place >= last.count || last[place] != item {
      let (id, era) = label(item)
      try statement.execute(arguments: [place, id, era, seq, try JSONText.encode(item)])
    }
    if items.count < last.count || last.isEmpty {
      try db.cachedStatement(
        sql: """
          UPDATE \(table) SET body = NULL, id = NULL, rev = ?
          WHERE place >= ? AND body IS NOT NULL
          """
      ).execute(arguments: [seq, items.count])
    }
    last = items
  }
}
