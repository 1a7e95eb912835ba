/// Where experiments stand along a ratchet chart: so many columns each while there are few, several
/// to a column when there are more than fit.
package struct RatchetColumns: Equatable, Sendable {
  /// Columns there are.
  package let width: Int
  /// The newest experiment.
  package let last: Int
  /// Columns per try, or tries per column; one of the two is 1.
  package let spread: Int
  private let capacity: Int

  package init(last: Int, width: Int) {
    self.last = max(0, last)
    self.width = max(0, width)
    let count = self.last + 1
    if count <= self.width {
      spread = min(4, self.width / count)
      capacity = self.width
    } else {
      // Room for a twelfth more, so that not every new try moves all the others.
      spread = 1
      let room = max(1, self.width / 12)
      capacity = self.width == 0 ? 1 : (count + room - 1) / room * room
    }
  }

  /// The first column of an experiment; the baseline, number 0, has the first one.
  package func column(of n: Int) -> Int {
    guard width > 0 else { return 0 }
    let n = min(max(0, n), last)
    return last + 1 <= width ? n * spread : n * width / capacity
  }

  /// The column after the newest experiment's.
  package var end: Int {
    last + 1 <= width ? (last + 1) * spread : min(width, column(of: last) + 1)
  }

  /// The experiments of a column; empty right of the newest one.
  package func experiments(at column: Int) -> ClosedRange<Int>? {
    guard column >= 0, column < end else { return nil }
    if last + 1 <= width { return (column / spread)...(column / spread) }
    let low = (column * capacity + width - 1) / width
    let high = min(last, ((column + 1) * capacity + width - 1) / width - 1)
    return low <= high ? low...high : nil
  }
}
