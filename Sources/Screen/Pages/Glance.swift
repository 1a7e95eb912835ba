/// The screen's first answer to a key that moved the cursor: the lists as they are now, and all else as
/// the last picture had it.
///
/// What is under the cursor takes longer to read and to draw than the lists do, and stands under a
/// heading that names it; its picture, and with it the rest of the screen, is to follow at once.
///
/// - Parameters:
///   - last: the last whole picture, drawn from the same snapshot.
///   - seen: the state it was drawn from.
/// - Returns: nil where a key changed more than the cursor, or where nothing takes longer.
package func glance(
  _ state: ViewState, _ snapshot: Snapshot, capabilities: Capabilities, over last: Grid,
  of seen: ViewState
) -> Grid? {
  guard last.size == state.size, seen.size == state.size, state.page == .overview,
    !state.isZoomed, !state.isReading, !state.isHelpOpen, state.prompt == nil,
    seen.cursor(in: snapshot) != state.cursor(in: snapshot)
  else { return nil }
  var moved = seen
  moved.focus = state.focus
  moved.anchor = state.anchor
  moved.follows = state.follows
  // What only says when, or why not, is not in the lists.
  moved.lastKey = state.lastKey
  moved.notice = state.notice
  moved.typedAhead = state.typedAhead
  guard moved == state else { return nil }
  let overview = Overview(state: state, snapshot: snapshot, size: state.size)
  var pen = Pen(over: last, capabilities: capabilities)
  guard overview.drawCursor(into: &pen) else { return nil }
  pen.grid.mendHalves()
  return pen.grid
}
