/// Where experiments stand along a ratchet chart, over their numbers or over time, all of them or a
/// window.
struct RatchetPlaces: Equatable, Sendable {
  /// Columns there are.
  let width: Int
  /// The newest experiment.
  let last: Int
  /// All of the axis, and its shown part.
  let extent: ClosedRange<Double>
  let shown: ClosedRange<Double>
  /// Nil where the axis is stretched over all columns.
  private let columns: RatchetColumns?
  private let times: [Int: Double]?
  /// The tries by number; those without a place are missing.
  private let numbers: [Int]

  init(_ input: RatchetInput, last: Int, width: Int) {
    self.width = max(0, width)
    self.last = last
    if input.axis == .time {
      var times: [Int: Double] = [0: 0]
      for attempt in input.tries {
        if let time = attempt.time, time.isFinite, time >= 0 { times[attempt.n] = time }
      }
      self.times = times
      numbers = input.tries.map(\.n).filter { times[$0] != nil }.sorted {
        (times[$0] ?? 0, $0) < (times[$1] ?? 0, $1)
      }
      let latest = times.values.max() ?? 0
      extent = 0...(latest > 0 ? Viewport.widened(latest, from: 0) : 1)
    } else {
      times = nil
      numbers = input.tries.map(\.n).filter { $0 > 0 }.sorted()
      extent = 0...Double(max(1, last))
    }
    if let window = input.window, window.lowerBound < window.upperBound,
      window.lowerBound.isFinite, window.upperBound.isFinite
    {
      shown = window
      columns = nil
    } else {
      shown = extent
      columns = input.axis == .experiment ? RatchetColumns(last: last, width: width) : nil
    }
  }

  /// Where an experiment stands on the axis; nil without a time.
  func place(of n: Int) -> Double? {
    times == nil ? Double(n) : times?[n]
  }

  /// The column of an experiment; nil out of sight.
  func column(of n: Int) -> Int? {
    guard let place = place(of: n) else { return nil }
    if let columns { return columns.column(of: n) }
    let column = stretched(place)
    return column >= 0 && column < width ? column : nil
  }

  /// The column where something begins that goes on to the right: held inside the plot.
  func start(of n: Int) -> Int {
    if let columns { return columns.column(of: n) }
    return max(0, min(width, stretched(place(of: n) ?? after(n))))
  }

  /// The column after the newest experiment's, or the last one in sight.
  var end: Int {
    if let columns { return columns.end }
    let newest = times.map { $0.values.max() ?? 0 } ?? Double(last)
    return max(0, min(width, stretched(newest) + 1))
  }

  /// Whether something is drawn from one experiment to the next.
  func isInSight(from n: Int, to next: Int?) -> Bool {
    guard columns == nil else { return true }
    let begin = place(of: n) ?? after(n)
    let end = next.map { place(of: $0) ?? after($0) } ?? .infinity
    return begin <= shown.upperBound && end >= shown.lowerBound
  }

  /// The tries of a column, in the order of the axis.
  func experiments(at column: Int) -> [Int] {
    if let columns {
      guard let range = columns.experiments(at: column) else { return [] }
      return RatchetPlaces.within(range, numbers)
    }
    return numbers.filter { self.column(of: $0) == column }
  }

  /// All tries that have a place, in the order of the axis.
  var inOrder: [Int] { numbers }

  private func stretched(_ place: Double) -> Int {
    let span = shown.upperBound - shown.lowerBound
    // Experiments are as wide as they are apart; the last one is in sight whole.
    let width = Double(width) / (times == nil ? span + 1 : span)
    let column = ((place - shown.lowerBound) * width).rounded(.down)
    return Int(max(-1e6, min(1e6, column)))
  }

  /// The time of the first try from a number on that has one.
  private func after(_ n: Int) -> Double {
    times?.filter { $0.key >= n }.min { $0.key < $1.key }?.value ?? extent.upperBound
  }

  private static func within(_ range: ClosedRange<Int>, _ sorted: [Int]) -> [Int] {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return Array(sorted[low...].prefix { $0 <= range.upperBound })
  }
}
