internal import Core

/// A lane under the cursor: what it is doing, what its agent says, or what it was told and did lately.
struct LanePane {
  let state: ViewState
  let snapshot: Snapshot
  let lane: Lane

  func draw(into pen: inout Pen, at area: Rect) {
    var area = area
    let account = LaneAccount(lane, snapshot, unicode: pen.unicode)
    if let transcript = TranscriptPane(state, snapshot, lane), area.height >= 4 {
      let inside = area.inset(left: 1, right: 1)
      // A question says itself what the lane does.
      let isAsking = lane.question != nil && lane.answer == nil
      let most = isAsking ? 0 : max(1, area.height / 4)
      let lines = account.head(inside.width).prefix(most)
      for (offset, line) in lines.enumerated() {
        pen.put(line, row: inside.row + offset, column: inside.column, within: inside)
      }
      return transcript.draw(into: &pen, at: area.inset(top: lines.isEmpty ? 0 : lines.count + 1))
    }
    QuestionBox(state, snapshot, lane)?.draw(into: &pen, under: &area)
    let inside = area.inset(left: 1, right: 1)
    guard !inside.isEmpty else { return }
    // What happens now is worth a third; what is known does not change while one looks.
    let story = inside.height >= 9 ? inside.height / 3 : 0
    let lines = account.lines(
      width: inside.width, height: inside.height - (story > 0 ? story + 1 : 0))
    for (offset, line) in lines.enumerated() {
      pen.put(line, row: inside.row + offset, column: inside.column, within: inside)
    }
    guard story > 0 else { return }
    LaneWords.drawStory(
      of: lane, snapshot, into: &pen, at: inside.inset(top: inside.height - story))
  }
}
