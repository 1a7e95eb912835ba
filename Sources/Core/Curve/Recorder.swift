/// Puts the numbers of records on their axes and makes curves of them.
struct Recorder: Sendable {
  /// A new point, its series given by index until it is drained.
  struct Mark: Sendable {
    var entry: Int32
    var session: Int32
    var axis: Axis
    var point: Point
  }

  var table = SeriesTable()
  var marks: [Mark] = []
  /// Counted from 0; grows when the axis falls back to its beginning.
  var session = 0
  /// Seconds since the run began at which the bytes arrived.
  var time: Double?
  /// Lines seen, and the last ones that had an axis and that told final numbers.
  var line = 0
  var axisLine = -1
  var finalLine = -1
  /// Where the last line with an axis stood on it.
  var lastX: Double?
  var lastStep: Double?
  var lastEpoch: Double?
  /// How far the run says it is, 0...1.
  var progress: Double?
  /// Seconds the run says it still needs, when it last said so.
  var remaining: Double?
  /// The b of the run's bar `a/b`; 0 before there is one.
  var barTotal = 0.0
  /// Whether epochs are told in fractions, so that they are no rounds of their own in the log.
  var hasPartialEpochs = false
  /// Whether the counter with a stated end reached it; nil when none was stated.
  var reachedTotal: Bool?
  var finals: [String: Double] = [:]
  /// The tracks of a counter without a key and of an opening number.
  private var bare = [AxisTrack(), AxisTrack()]
  private var lastAxis = Axis.line

  /// Takes one record, its items in the order of the text.
  mutating func commit(_ record: LogRecord) {
    var best = -1
    var epoch = -1
    for (k, item) in record.items.enumerated() {
      guard let rank = table[item.entry].rank, item.number.value.isFinite else { continue }
      if rank == .epoch, epoch < 0 { epoch = k }
      if best < 0 || rank < rankOf(record.items[best]) { best = k }
    }
    let epochValue = epoch < 0 ? nil : record.items[epoch].number.value
    note(record, best: best, epoch: epoch)
    let hasOwn = best >= 0 || record.opening != nil
    var x: Double?
    var axis = Axis.step
    if best >= 0 {
      let item = record.items[best]
      axis = table[item.entry].rank?.axis ?? .step
      let hasCounter = (record.counter?.before ?? .max) < record.items.count
      if axis == .epoch, hasCounter, let counter = record.counter, counter.at <= counter.of {
        axis = .step
        x = placeBare(counter.at, counter.of, record.isValidation, epochValue)
      } else {
        x = place(item, record.isValidation, epochValue)
      }
    } else if let opening = record.opening {
      x = placeBare(opening, 0, record.isValidation, nil)
    } else if let counter = record.counter, counter.before < record.items.count {
      x = placeBare(counter.at, counter.of, record.isValidation, lastEpoch)
    }
    if let x, axis == .step { lastStep = x }
    for (k, item) in record.items.enumerated() where k != best && k != epoch {
      let isBeforeCounter = !hasOwn && k < (record.counter?.before ?? 0)
      let ownX = isBeforeCounter ? nil : x
      take(item, record, ownX, axis)
    }
    if best >= 0 || x != nil {
      axisLine = line
      lastX = x
      lastAxis = axis
      if let epochValue {
        lastEpoch = epochValue
        if epochValue != epochValue.rounded() { hasPartialEpochs = true }
      }
    }
  }

  private func rankOf(_ item: RecordItem) -> SeriesName.AxisRank {
    table[item.entry].rank ?? .epoch
  }

  private mutating func place(_ item: RecordItem, _ isValidation: Bool, _ epoch: Double?) -> Double
  {
    if item.number.value != item.number.value.rounded() || table[item.entry].rank == .epoch {
      // Epochs and fractions of them stand for themselves.
      let x = table[item.entry].tracks[0].place(
        item.number.value, total: 0, epoch: nil, cycles: false)
      if table[item.entry].tracks[0].restarted, !isValidation { session += 1 }
      return x
    }
    let side = isValidation ? 1 : 0
    let x = table[item.entry].tracks[side].place(
      item.number.value, total: item.number.total, epoch: epoch, cycles: false)
    if table[item.entry].tracks[side].restarted, side == 0 { session += 1 }
    return x
  }

  private mutating func placeBare(
    _ value: Double, _ total: Double, _ isValidation: Bool, _ epoch: Double?
  ) -> Double {
    let side = isValidation ? 1 : 0
    let x = bare[side].place(value, total: total, epoch: epoch, cycles: true)
    if bare[side].restarted, side == 0 { session += 1 }
    return x
  }

  private mutating func take(
    _ item: RecordItem, _ record: LogRecord, _ x: Double?, _ axis: Axis
  ) {
    var index = item.entry
    guard table[index].rank == nil, !table[index].isTotal, item.number.total == 0 else { return }
    // Prose is full of words before numbers; `val loss 0.5` is more than that.
    if x == nil, !item.isSeparated, !table[index].isSplitLoss { return }
    if table[index].line == line, !record.isTable {
      guard let twin = twin(of: index, record) else { return }
      index = twin
    }
    var y = item.number.value
    let scale = item.number.secondsPerUnit
    if scale > 0 {
      if table[index].secondsPerUnit == 0 { table[index].secondsPerUnit = scale }
      if table[index].secondsPerUnit != scale { y *= scale / table[index].secondsPerUnit }
    }
    table[index].line = line
    table[index].value = y
    table[index].decimals = item.number.decimals
    if let x {
      if table[index].axis == nil { table[index].pending = [] }
      if let known = table[index].axis, known != axis {
        if known == .line {
          restart(index)
        } else {
          guard let other = sibling(of: index, axis) else { return }
          index = other
          table[index].line = line
          table[index].value = y
        }
      }
      table[index].axis = axis
      append(index, Point(x: x, time: time, y: y))
    } else if record.isTable {
      table[index].axis = .line
      append(index, Point(x: Double(table[index].count), time: time, y: y))
    } else if record.saysFinal {
      keepFinal(index, y)
    } else {
      loose(index, y, record)
    }
  }

  /// A number without an axis on its line: after three it is a curve, over the last axis above or
  /// over its own order.
  private mutating func loose(_ index: Int, _ y: Double, _ record: LogRecord) {
    guard table[index].axis == nil || !table[index].pending.isEmpty || table[index].hasLooseAxis
    else { return }
    let isNear = lastX != nil && line - axisLine <= 40
    let point = PendingPoint(
      carried: isNear ? lastX : axisLine < 0 ? 0 : nil, carriedAxis: lastAxis,
      carriedLine: axisLine,
      line: Double(table[index].count + table[index].pending.count), time: time, y: y)
    if let axis = table[index].axis {
      if axis == .line {
        append(index, Point(x: point.line, time: time, y: y))
      } else if let x = point.carried, point.carriedAxis == axis {
        append(index, Point(x: x, time: time, y: y))
      }
      return
    }
    table[index].pending.append(point)
    let pending = table[index].pending
    guard pending.count == 3 else { return }
    // What comes before the first step is measured at the beginning.
    let isCarried = pending.allSatisfy {
      $0.carried != nil && ($0.carriedAxis == pending[2].carriedAxis || $0.carriedLine < 0)
    }
    let isOnce =
      pending[0].carriedLine < pending[1].carriedLine
      && pending[1].carriedLine < pending[2].carriedLine
    let isGrowing = (pending[0].carried ?? 0) < (pending[2].carried ?? 0)
    let usesCarried = isCarried && isOnce && isGrowing
    guard usesCarried || record.items.contains(where: { table[$0.entry].isMetric }) else {
      table[index].pending.removeFirst()
      return
    }
    table[index].axis = usesCarried ? pending[2].carriedAxis : .line
    table[index].hasLooseAxis = true
    table[index].pending = []
    for old in pending {
      append(index, Point(x: usesCarried ? old.carried ?? 0 : old.line, time: old.time, y: old.y))
    }
  }

  private mutating func append(_ index: Int, _ point: Point) {
    table[index].count += 1
    if !point.y.isFinite { table[index].nonfinite += 1 }
    if table[index].first == nil { table[index].first = point }
    table[index].last = point
    marks.append(
      Mark(
        entry: Int32(index), session: Int32(session), axis: table[index].axis ?? .line,
        point: point))
  }
}
