/// One number of a record, its key already known.
struct RecordItem: Sendable {
  /// Index into the table of series.
  var entry: Int
  var number: ScannedNumber
  var isSeparated: Bool
  var isBracketed = false
}

/// The numbers that belong together: of one line, one row, one object or one box.
struct LogRecord: Sendable {
  var items: [RecordItem] = []
  /// A counter without a key, and how many items stand before it.
  var counter: (at: Double, of: Double, before: Int)?
  /// A number that opens the line and counts.
  var opening: Double?
  /// A percentage without a key, and how many items stand before it.
  var percent: (value: Double, before: Int)?
  var isValidation = false
  /// Whether the line speaks of a final or best result.
  var saysFinal = false
  /// Whether every number counts even without an axis, as in a table.
  var isTable = false

  /// Empties it, keeping its memory.
  mutating func clear() {
    items.removeAll(keepingCapacity: true)
    (counter, opening, percent) = (nil, nil, nil)
    (isValidation, saysFinal, isTable) = (false, false, false)
  }
}
