/// Everything the reader keeps about one key.
struct SeriesEntry: Sendable {
  var name: String
  var hash: UInt64
  var role: SeriesRole
  var rank: SeriesName.AxisRank?
  var isTotal = false
  var isProgress = false
  /// Whether a person says where its numbers stand, so that nothing else is taken for them.
  var isNamed = false
  /// Whether its name alone makes a curve of it where nothing counts.
  var isMetric = false
  /// Whether the name itself says validation, or training.
  var isValidation = false
  var isTraining = false
  /// Whether the name says both a split of the data and a loss.
  var isSplitLoss = false
  /// Whether it counts, and was 0 once.
  var isFromZero = false
  /// What the curve counts; nil before it is one.
  var axis: Axis?
  var count = 0
  var nonfinite = 0
  var first: Point?
  var last: Point?
  /// The line of its last number, and the number.
  var line = -1
  var value = 0.0
  var decimals = 0
  /// Numbers without an axis of their own, until it shows whether they make a curve.
  var pending: [PendingPoint] = []
  /// Whether its axis comes from other lines than its own.
  var hasLooseAxis = false
  /// Seconds per unit of its first value; 0 when it had none.
  var secondsPerUnit = 0.0
  /// The entry for the same key on another axis, or twice in one line; -1 when there is none.
  var sibling = -1
  var twin = -1
  /// Where it counts, when it is an axis: on training lines and on validation lines.
  var tracks = [AxisTrack(), AxisTrack()]
}

/// A number whose axis is not decided yet.
struct PendingPoint: Sendable {
  /// The axis line above it, and where that line stood.
  var carried: Double?
  var carriedAxis: Axis
  var carriedLine: Int
  var line: Double
  var time: Double?
  var y: Double
}

/// All keys seen, found by hash without making text of them.
struct SeriesTable: Sendable {
  private(set) var entries: [SeriesEntry] = []
  private var slots: [Int32]
  private var used = 0
  /// Entries are found by the position of their pair in the line, as lines repeat.
  private var guesses: [Int32] = []
  /// Keys that only repeat a name under another hash.
  private var aliases: [(hash: UInt64, entry: Int32)] = []

  /// Further keys are ignored.
  static let limit = 4096

  init() {
    slots = Array(repeating: -1, count: 8 * Self.limit)
  }

  subscript(_ index: Int) -> SeriesEntry {
    _read { yield entries[index] }
    _modify { yield &entries[index] }
  }

  /// The entry of a hash at a position in the line; nil when it is new.
  @inline(__always)
  mutating func find(_ hash: UInt64, position: Int) -> Int? {
    if position < guesses.count {
      let guess = Int(guesses[position])
      if entries[guess].hash == hash { return guess }
    }
    guard let found = lookup(hash) else { return nil }
    if position < 64, position <= guesses.count {
      if position == guesses.count {
        guesses.append(Int32(found))
      } else {
        guesses[position] = Int32(found)
      }
    }
    return found
  }

  private func lookup(_ hash: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != -1 {
      let value = slots[slot]
      if value >= 0 {
        if entries[Int(value)].hash == hash { return Int(value) }
      } else {
        let alias = aliases[Int(-2 - value)]
        if alias.hash == hash { return Int(alias.entry) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a key; nil when there are too many.
  mutating func add(_ hash: UInt64, name: String) -> Int? {
    guard entries.count < Self.limit, used < 4 * Self.limit else { return nil }
    let words = SeriesName.words(name)
    var entry = SeriesEntry(
      name: name, hash: hash, role: SeriesName.role(name), rank: SeriesName.axisRank(name))
    entry.isTotal = SeriesName.isTotal(name)
    entry.isMetric = SeriesName.isMetric(name)
    entry.isProgress = SeriesName.isProgress(name)
    entry.isValidation = SeriesName.isValidation(words)
    entry.isTraining = SeriesName.isTraining(words)
    entry.isSplitLoss =
      words.count > 1 && entry.role != .other && (entry.isValidation || entry.isTraining)
    entries.append(entry)
    insert(hash, Int32(entries.count - 1))
    return entries.count - 1
  }

  /// Makes a hash stand for an entry that exists.
  mutating func alias(_ hash: UInt64, to entry: Int) {
    guard used < 4 * Self.limit else { return }
    aliases.append((hash, Int32(entry)))
    insert(hash, Int32(-1 - aliases.count))
  }

  private mutating func insert(_ hash: UInt64, _ value: Int32) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != -1 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = value
    used += 1
  }
}
