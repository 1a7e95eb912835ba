extension DiffState {
  /// Searches as a person types: goes to the first hit at or below the top; no text ends the search.
  package mutating func find(_ text: String, on page: DiffPage) {
    guard !text.isEmpty, page.rows.count > 0 else {
      hits = nil
      return
    }
    var hits = DiffHits(text, in: page.rows)
    hits.current = hits.first(from: page.rows.entry(at: min(top, page.rows.count - 1)))
    self.hits = hits
    showHit(on: page)
  }

  package mutating func endSearch() { hits = nil }

  /// Goes to a hit so many further on, or back; behind the last one comes the first.
  @discardableResult
  package mutating func moveHit(by step: Int, on page: DiffPage) -> Bool {
    guard let here = hits?.current, let count = hits?.count, count > 0 else { return false }
    hits?.current = ((here + step) % count + count) % count
    showHit(on: page)
    return true
  }

  /// Searches again after the layout changed and stays at the same hit.
  mutating func searchAgain(on page: DiffPage, at place: DiffPlace?) {
    guard let text = hits?.text else { return }
    var hits = DiffHits(text, in: page.rows)
    let row = place.map { page.rows.row(of: $0) } ?? 0
    hits.current = page.rows.count > 0 ? hits.first(from: page.rows.entry(at: row)) : nil
    self.hits = hits
  }

  /// Brings the hit into sight, with a third of the page above it when it has to move.
  private mutating func showHit(on page: DiffPage) {
    guard let hits, let current = hits.current else { return }
    let row = page.rows.row(ofFindIn: Int(hits.entries[current]), hits.search)
    if row < top || row >= top + page.height { top = page.clamped(row - page.height / 3) }
    file = page.rows.file(at: row) ?? file
    hunk = page.rows.hunk(at: row) ?? hunk
  }
}
