internal import GRDB

/// The tables, as a list of named steps that only ever grows.
enum Schema {
  static let migrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 campaign") { db in
      try db.execute(sql: events)
      try db.execute(sql: records)
      try db.execute(sql: live)
    }
    return migrator
  }()

  /// What happened, and its story in sentences.
  private static let events = """
    CREATE TABLE event (
      seq INTEGER PRIMARY KEY, at REAL NOT NULL, cause TEXT NOT NULL, kind TEXT NOT NULL,
      payload TEXT NOT NULL);
    CREATE TABLE note (
      id INTEGER PRIMARY KEY, event INTEGER NOT NULL, at REAL NOT NULL, cause TEXT NOT NULL,
      kind TEXT NOT NULL, experiment INTEGER, lane TEXT, run INTEGER, text TEXT NOT NULL);
    CREATE INDEX note_experiment ON note (experiment) WHERE experiment IS NOT NULL;
    """

  /// What follows from the events.
  ///
  /// `rev` is the event that last changed a row, a row without a
  /// body is gone, `place` is the position in the campaign's list.
  private static let records = """
    CREATE TABLE experiment (
      n INTEGER PRIMARY KEY, era INTEGER NOT NULL, rev INTEGER NOT NULL, lane TEXT, agent TEXT,
      state TEXT, title TEXT, verified REAL, delta REAL, created REAL, ended REAL, body TEXT);
    CREATE INDEX experiment_rev ON experiment (rev);
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, era INTEGER NOT NULL, rev INTEGER NOT NULL, experiment INTEGER,
      state TEXT, slot TEXT, seed INTEGER, score REAL, body TEXT);
    CREATE INDEX run_rev ON run (rev);
    CREATE TABLE lane (
      place INTEGER PRIMARY KEY, id TEXT, era INTEGER NOT NULL, rev INTEGER NOT NULL, body TEXT);
    CREATE TABLE slot (
      place INTEGER PRIMARY KEY, id TEXT, era INTEGER NOT NULL, rev INTEGER NOT NULL, body TEXT);
    CREATE TABLE keep (
      place INTEGER PRIMARY KEY, id TEXT, era INTEGER NOT NULL, rev INTEGER NOT NULL, body TEXT);
    CREATE TABLE rule (
      place INTEGER PRIMARY KEY, id TEXT, era INTEGER NOT NULL, rev INTEGER NOT NULL, body TEXT);
    CREATE TABLE meta (key TEXT PRIMARY KEY, rev INTEGER NOT NULL, value TEXT) WITHOUT ROWID;
    """

  /// What is not decided by events: texts, curves, how far runs are, what people ask for.
  private static let live = """
    CREATE TABLE patch (n INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE point (
      run INTEGER NOT NULL, series TEXT NOT NULL, axis TEXT NOT NULL, role TEXT NOT NULL,
      chunk INTEGER NOT NULL, count INTEGER NOT NULL, x BLOB NOT NULL, t BLOB NOT NULL,
      y BLOB NOT NULL, first REAL, last REAL, min REAL, max REAL,
      PRIMARY KEY (run, series, chunk));
    CREATE TABLE progress (
      run INTEGER PRIMARY KEY, at REAL, fraction REAL, step REAL, line TEXT NOT NULL);
    CREATE TABLE command (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, by TEXT NOT NULL,
      engine TEXT NOT NULL, body TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'taken', 'answered', 'expired')),
      accepted INTEGER, answer TEXT, answered_at REAL);
    CREATE INDEX command_open ON command (state) WHERE state IN ('pending', 'taken');
    """
}
