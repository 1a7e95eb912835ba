internal import Core

extension Keyboard {
  /// What the mouse does: the wheel moves or scrolls, a click puts the cursor there or sorts.
  mutating func mouse(_ kind: MouseKind, row: Int, column: Int) -> [Intent] {
    guard state.prompt == nil else { return [] }
    switch kind {
    case .wheelUp: move(by: -3)
    case .wheelDown: move(by: 3)
    case .press: press(row: row, column: column)
    case .release, .drag: break
    }
    return []
  }

  private mutating func press(row: Int, column: Int) {
    guard !state.isHelpOpen, !state.isZoomed else { return }
    switch HitMap(state, snapshot).target(row: row, column: column) {
    case .thing(let focus):
      // A second click on the same thing opens it.
      if state.cursor(in: snapshot) == focus, !state.isReading, subject.experiment != nil {
        return open()
      }
      state.isReading = false
      put(focus)
    case .sort(let key): sort(by: key)
    case .page(let page): show(page: page)
    case .view(let view): show(view)
    case nil: break
    }
  }
}
