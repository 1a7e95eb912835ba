@testable import Screen

/// A page of lines, as if each took its bytes and a newline of a text.
func page(_ lines: [String], from start: Int = 0, of size: Int? = nil) -> TextPage {
  var page = TextPage()
  var offset = start
  for line in lines {
    page.lines.append(
      TextLine(start: offset, end: offset + line.utf8.count + 1, text: line))
    offset += line.utf8.count + 1
  }
  page.size = size ?? offset
  page.reachesStart = start == 0
  page.reachesEnd = offset >= page.size
  return page
}

/// A text of numbered lines that answers demands as a reader of files does.
struct NumberedText {
  var count: Int
  /// Lines that one answer reaches at most on either side.
  var reach = Int.max

  static let width = 10

  func answer(_ demand: TextDemand) -> TextPage {
    let size = count * Self.width
    let home: Int
    switch demand.anchor {
    case .end: home = max(0, count - 1)
    case .line(let offset, _): home = min(offset / Self.width, max(0, count - 1))
    case .share(let share): home = min(Int(Double(count) * share), max(0, count - 1))
    }
    let first = max(0, home - min(reach, demand.before))
    let last = demand.anchor == .end ? count : min(count, home + max(1, min(reach, demand.after)))
    var page = page(
      (first..<last).map { index in
        let digits = String(index)
        return "line " + String(repeating: "0", count: 4 - digits.count) + digits
      }, from: first * Self.width, of: size)
    page.home = home - first
    return page
  }

  /// The first and the last line on the screen once the view is where it wants to be.
  func settle(_ view: inout TextView, height: Int) -> ClosedRange<Int> {
    for _ in 0..<100 {
      let page = answer(view.demand(height: height))
      if view.settle(page, width: 20, height: height) { continue }
      let rows = TextPane(view, page, capabilities: Capabilities())
        .visible(width: 20, height: height)
      let numbers = rows.map { page.lines[$0.line].start / Self.width }
      return (numbers.first ?? -1)...(numbers.last ?? -1)
    }
    return -2...(-2)
  }
}
