internal import Core

/// What lies under a place of the screen, from the same layout that drawing uses.
struct HitMap {
  enum Target: Equatable {
    case thing(Focus)
    case sort(SortKey)
    case page(Page)
    case view(SubjectView)
  }

  let state: ViewState
  let snapshot: Snapshot

  init(_ state: ViewState, _ snapshot: Snapshot) {
    self.state = state
    self.snapshot = snapshot
  }

  func target(row: Int, column: Int) -> Target? {
    switch state.page {
    case .overview: overview(row: row, column: column)
    case .experiments: table(row: row, column: column)
    case .lanes, .curves, .ratchet, .events, .experiment: nil
    }
  }

  private func overview(row: Int, column: Int) -> Target? {
    let layout = Overview.layout(snapshot, size: state.size)
    let cursor = state.cursor(in: snapshot)
    func thing(_ section: Section?, _ all: [Focus]) -> Target? {
      guard let body = section?.body, body.contains(row: row, column: column) else { return nil }
      let selected = cursor.flatMap { all.firstIndex(of: $0) }
      let top = ListWindow.top(of: selected, count: all.count, height: body.height)
      let index = top + row - body.row
      return all.indices.contains(index) ? .thing(all[index]) : nil
    }
    let numbers = snapshot.numbers(in: state.list, marks: state.marks)
    let found =
      thing(layout.running, snapshot.record.slots.map { .slot($0.id) })
      ?? thing(layout.lanes, snapshot.lanes.map { .lane($0.id) })
      ?? thing(layout.experiments, numbers.map { .experiment($0) })
    if let found { return found }
    if let ratchet = layout.ratchet?.body, ratchet.contains(row: row, column: column) {
      return .page(.ratchet)
    }
    return nil
  }

  private func table(row: Int, column: Int) -> Target? {
    let rows = ExperimentTable.rows(state.size)
    guard column < rows.width else { return nil }
    if row == rows.row - 1 {
      let columns = TableColumns(snapshot, width: rows.width)
      return columns.column(at: column).flatMap { TableColumns.sortKey($0) }.map { .sort($0) }
    }
    let visible = ExperimentTable.visible(state, snapshot)
    let index = row - rows.row
    return visible.indices.contains(index) ? .thing(.experiment(visible[index])) : nil
  }
}
