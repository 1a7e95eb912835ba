extension TextView {
  /// Which part of the text a screen of so many rows needs.
  package func demand(height: Int) -> TextDemand {
    let rows = max(1, height)
    let reach = min(4096, abs(owed))
    var demand = TextDemand(
      anchor: anchor, before: anchor == .end ? rows * 3 : rows * 2,
      after: anchor == .end ? 0 : rows * 3)
    if owed < 0 { demand.before += reach } else { demand.after += reach }
    demand.insists = owed != 0
    demand.newsFrom = leftAt
    demand.search = isSearching ? search : nil
    return demand
  }

  /// Goes where moving and searching lead, as far as the page reaches.
  ///
  /// - Parameters:
  ///   - width: columns for text, see ``TextPane/textWidth(_:page:width:)``.
  ///   - height: rows for text.
  /// - Returns: whether another page is needed: ``demand(height:)`` then asks for it.
  package mutating func settle(_ page: TextPage, width: Int, height: Int) -> Bool {
    self.height = max(1, height)
    guard !page.lines.isEmpty else {
      _ = take(page.finding)
      (anchor, owed, leftAt, top) = (.end, 0, nil, Top())
      return false
    }
    let rows = TextRows(page, wraps: wraps, width: width)
    let last = max(0, rows.count - self.height)
    if take(page.finding), let current {
      let row = rows.row(line: page.index(of: current.lowerBound), part: 0)
      let first = firstRow(page, rows, last)
      let isOnPage = page.lines[page.index(of: current.lowerBound)].start == current.lowerBound
      guard isOnPage, row >= first, row < first + self.height else {
        go(to: .line(current.lowerBound, part: 0))
        owed = -(self.height / 3)
        return true
      }
      let place = rows.place(of: first)
      go(to: .line(page.lines[place.line].start, part: place.part))
    }
    return move(page, rows, last)
  }

  /// Which row of a page comes first, before any moving.
  func firstRow(_ page: TextPage, _ rows: TextRows, _ last: Int) -> Int {
    let row: Int
    switch anchor {
    case .end: return last
    case .line(let start, let part): row = rows.row(line: page.index(of: start), part: part)
    case .share: row = rows.row(line: page.home, part: 0)
    }
    // A screen is never half empty while there are lines above.
    return page.reachesEnd ? min(row, last) : row
  }

  /// Moves as far as the page reaches; true if that is not far enough.
  private mutating func move(_ page: TextPage, _ rows: TextRows, _ last: Int) -> Bool {
    let first = firstRow(page, rows, last)
    let goal = first + owed
    let row = max(0, min(goal, page.reachesEnd ? last : rows.count - 1))
    let isDown = owed > 0
    let isMoved = owed != 0
    owed = goal < 0 ? (page.reachesStart ? 0 : goal) : page.reachesEnd ? 0 : goal - row
    let place = rows.place(of: row)
    let line = page.lines[place.line]
    top = Top(line: line.start..<line.end, part: place.part)
    let isAtEnd = page.reachesEnd && row >= last && owed == 0
    let follows: Bool
    switch anchor {
    case .end, .share: follows = isAtEnd
    case .line: follows = isAtEnd && (isDown || isMoved && last == 0)
    }
    if follows {
      anchor = .end
      leftAt = nil
    } else {
      anchor = .line(line.start, part: place.part)
      leftAt = leftAt ?? page.size
    }
    return owed != 0 || isMoved && row > last
  }

  /// Takes what a search says; true when it has found a line.
  private mutating func take(_ finding: TextFinding?) -> Bool {
    guard isSearching, let finding, finding.ticket == search?.ticket else { return false }
    outcome = finding.outcome
    isAround = finding.isAround
    guard case .found(let line) = finding.outcome else { return false }
    current = line
    return true
  }
}
