/// What all full screens share: scoreboard, what needs you, a heading with the way to the others.
struct PageFrame {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  /// Where the page's own content goes: below the heading, above the last row.
  var body: Rect {
    Rect(row: 3, column: 0, width: size.width, height: max(0, size.height - 4))
  }

  /// Draws all but the body.
  ///
  /// - Parameters:
  ///   - title: the heading's left side.
  ///   - right: its right side; the names of the other screens where it is nil.
  ///   - divider: the column where a line goes down through the body.
  ///   - note: what stands beside the title where there is room for it and the screens.
  func draw(
    into pen: inout Pen, title: [ChartSpan], right: [ChartSpan]? = nil, divider: Int? = nil,
    note: [ChartSpan] = []
  ) {
    Scoreboard(snapshot: snapshot).draw(into: &pen, row: 0, width: size.width)
    Headline(snapshot: snapshot).draw(into: &pen, row: 1, width: size.width)
    var borders = Borders(pen.grid.size)
    borders.across(row: 2, columns: 0..<size.width)
    if let divider {
      borders.down(column: divider, rows: body.row..<body.endRow)
      borders.join(row: 2, column: divider, left: true, right: true, up: false, down: true)
    }
    borders.draw(into: &pen)
    let limit = divider.map { $0 - 1 } ?? size.width
    let area = Rect(row: 2, column: 0, width: divider ?? size.width, height: 1)
    let choices = right.map { [$0] } ?? Tabs.allCases.map(tabs)
    let least = choices.last.map { pen.columns($0) + 7 } ?? 0
    let noted = title + note
    let isRoomy = !note.isEmpty && pen.columns(noted) + least + 5 <= limit
    let end = Heading.draw(isRoomy ? noted : title, [], at: area, into: &pen)
    let whole = Rect(row: 2, column: 0, width: limit, height: 1)
    for choice in choices
    where end + pen.columns(choice) + 5 <= limit {
      Heading.drawRight(choice, at: whole, limit: end + 1, into: &pen)
      if right == nil { addTabs(choice, endingAt: limit - 2, into: &pen) }
      return
    }
  }

  /// What is clicked between two names belongs to the one before.
  private func addTabs(_ tabs: [ChartSpan], endingAt end: Int, into pen: inout Pen) {
    var column = end - pen.columns(tabs)
    var pages = Page.numbered.makeIterator()
    var page: Page?
    for span in tabs {
      let width = pen.columns(span.text)
      // Every screen begins with its number, and a gap before it.
      let isNumber = span.text.last?.isNumber == true
      if isNumber { page = pages.next() }
      let gap = isNumber ? width - 1 : 0
      if let page {
        pen.hits.add(
          Rect(row: 2, column: column + gap, width: width - gap, height: 1), .page(page))
      }
      column += width
    }
  }

  /// How much of the screens' names is said: all of them, the open one's, none.
  private enum Tabs: CaseIterable {
    case named, open, numbered
  }

  /// The screens and their keys, the open one bright.
  private func tabs(_ tabs: Tabs) -> [ChartSpan] {
    Page.numbered.enumerated().flatMap { index, page -> [ChartSpan] in
      let isOpen = page == state.page
      let gap = index == 0 ? "" : tabs == .named ? "   " : "  "
      let key = ChartSpan("\(gap)\(index + 1)", isOpen ? Style(.key) : Style(.dim))
      guard tabs == .named || tabs == .open && isOpen else { return [key] }
      return [key, ChartSpan(" " + page.name, isOpen ? Style(.title, bold: true) : Style(.dim))]
    }
  }
}

/// `─ title ──────── right ─`, on a line that is drawn already.
enum Heading {
  /// Draws both sides, the right one where there is room; answers the column after the left one.
  @discardableResult
  static func draw(
    _ title: [ChartSpan], _ right: [ChartSpan], at area: Rect, into pen: inout Pen
  ) -> Int {
    let inside = area.inset(left: 1, right: 1)
    let space = [ChartSpan(" ", .border)]
    let width = pen.columns(right)
    let reserved = width == 0 ? 0 : width + 5
    let fits = area.width >= reserved + 12
    let end = pen.put(
      space + title, row: area.row, column: inside.column,
      within: inside.inset(right: (fits ? reserved : 0) + 1))
    pen.put(space, row: area.row, column: end, within: inside)
    if fits, width > 0 { drawRight(right, at: area, limit: end + 1, into: &pen) }
    return end + 1
  }

  static func drawRight(
    _ right: [ChartSpan], at area: Rect, limit: Int, into pen: inout Pen
  ) {
    let space = [ChartSpan(" ", .border)]
    pen.putRight(
      space + right + space, row: area.row, within: area.inset(left: 1, right: 1), limit: limit)
  }
}
