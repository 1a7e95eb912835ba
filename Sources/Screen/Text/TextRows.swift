/// The rows that the lines of a page take on a screen.
struct TextRows {
  /// The first row of every line, and the number of rows at the end.
  private let starts: [Int]

  init(_ page: TextPage, wraps: Bool, width: Int) {
    var starts = [0]
    starts.reserveCapacity(page.lines.count + 1)
    var next = 0
    for line in page.lines {
      next += wraps ? TextWrap.count(of: line.text, width: width) : 1
      starts.append(next)
    }
    self.starts = starts
  }

  var count: Int { starts[starts.count - 1] }

  /// A row of a line; the line's last one where it has fewer.
  func row(line: Int, part: Int) -> Int {
    guard line + 1 < starts.count else { return max(0, count - 1) }
    return min(starts[line] + part, starts[line + 1] - 1)
  }

  func place(of row: Int) -> (line: Int, part: Int) {
    var low = 0
    var high = starts.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle } else { high = middle }
    }
    return (low, max(0, row - starts[low]))
  }
}
