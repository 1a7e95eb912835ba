/// A titled part of the screen: its heading's row and what is below.
struct Section: Equatable {
  var heading: Rect
  var body: Rect

  /// Takes so many rows of content and one for the heading off the top of a rectangle.
  init(taking rows: Int, from area: inout Rect) {
    heading = Rect(row: area.row, column: area.column, width: area.width, height: 1)
    let rows = max(0, min(rows, area.height - 1))
    body = Rect(row: area.row + 1, column: area.column, width: area.width, height: rows)
    area = Rect(
      row: area.row + 1 + rows, column: area.column, width: area.width,
      height: max(0, area.height - 1 - rows))
  }
}

/// How the overview divides a screen.
struct OverviewLayout: Equatable {
  enum Form: Equatable { case narrow, compact, full }

  static let smallest = Size(width: 20, height: 5)

  var form: Form
  var ratchet: Section?
  var running: Section?
  var lanes: Section?
  var experiments: Section?
  /// What belongs to the thing under the cursor.
  var subject: Section?
  /// The column of the line between left and right, and the rows of the headings it meets.
  var divider: Int?
  /// The row of a closing line above the last row.
  var closing: Int?
  var hints: Int

  /// - Parameters:
  ///   - slots, lanes: how many rows the lists would like.
  init(size: Size, slots: Int, lanes: Int) {
    let (slots, lanes) = (max(1, slots), max(1, lanes))
    hints = size.height - 1
    let area = Rect(row: 2, column: 0, width: size.width, height: max(0, size.height - 3))
    if size.width >= 100, size.height >= 30 {
      form = .full
      layFull(area, slots: slots, lanes: lanes)
    } else if size.width >= 80 {
      form = .compact
      layCompact(area, rows: max(slots, lanes))
    } else {
      form = .narrow
      layNarrow(area, slots: slots, lanes: lanes)
    }
  }

  private mutating func layFull(_ area: Rect, slots: Int, lanes: Int) {
    var area = area
    let chart = min(13, 5 + (area.height + 3 - 30) / 3)
    ratchet = Section(taking: chart, from: &area)
    area.height -= 1
    closing = area.endRow
    let middle = min(79, area.width * 2 / 5 - 1)
    divider = middle
    var left = Rect(row: area.row, column: 0, width: middle, height: area.height)
    let most = max(2, (left.height - 3) / 3)
    running = Section(taking: min(slots, most), from: &left)
    self.lanes = Section(taking: min(lanes, most), from: &left)
    experiments = Section(taking: left.height - 1, from: &left)
    var right = Rect(
      row: area.row, column: middle + 1, width: area.width - middle - 1, height: area.height)
    subject = Section(taking: right.height - 1, from: &right)
  }

  private mutating func layCompact(_ area: Rect, rows: Int) {
    var area = area
    let height = area.height + 3
    let rows = max(1, min(rows, max(2, height / 4 - 1), area.height - 1))
    let middle = area.width / 2 - 1
    divider = middle
    var right = area.inset(left: middle + 1)
    var left = Rect(row: area.row, column: 0, width: middle, height: area.height)
    running = Section(taking: rows, from: &left)
    lanes = Section(taking: rows, from: &right)
    area = area.inset(top: rows + 1)
    if height >= 20 { ratchet = Section(taking: min(9, 5 + (height - 24) / 4), from: &area) }
    if area.height >= 22 {
      subject = Section(taking: max(12, area.height / 2), from: &area)
      experiments = Section(taking: area.height - 1, from: &area)
    } else if area.height >= 3 {
      subject = Section(taking: area.height - 1, from: &area)
    }
  }

  private mutating func layNarrow(_ area: Rect, slots: Int, lanes: Int) {
    var area = area
    let most = max(1, area.height / 2 - 1)
    running = Section(taking: min(slots, most), from: &area)
    if area.height >= 2 {
      self.lanes = Section(taking: min(lanes, max(1, area.height - 1)), from: &area)
    }
    if area.height >= 26 { ratchet = Section(taking: 6, from: &area) }
    if area.height >= 14 {
      subject = Section(taking: max(8, area.height / 2 - 1), from: &area)
      experiments = Section(taking: area.height - 1, from: &area)
    } else if area.height >= 3 {
      subject = Section(taking: area.height - 1, from: &area)
    }
  }

  /// Whether the lower part has to show the experiments, too.
  var sharesSubject: Bool { experiments == nil }
}
