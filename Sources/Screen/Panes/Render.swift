/// The screen for a state and a snapshot; any size, also none.
package func render(
  _ state: ViewState, _ snapshot: Snapshot, size: Size, capabilities: Capabilities
) -> Grid {
  var pen = Pen(size: size, capabilities: capabilities)
  let smallest = OverviewLayout.smallest
  guard size.width >= smallest.width, size.height >= smallest.height else {
    let text = "pawl needs \(smallest.width)x\(smallest.height)"
    for (row, line) in Paragraph.lines(text, width: size.width).enumerated() {
      pen.put(line, .text, row: row, column: 0, width: size.width)
    }
    return pen.grid
  }
  if state.isHelpOpen {
    HelpPage.draw(into: &pen, size: size, from: state.scroll[.help] ?? 0)
    return pen.grid
  }
  switch state.page {
  case .overview: Overview(state: state, snapshot: snapshot, size: size).draw(into: &pen)
  case .experiment: ExperimentPage(state, snapshot).draw(into: &pen, size: size)
  }
  HintLine(state: state, snapshot: snapshot).draw(
    into: &pen, row: size.height - 1, width: size.width)
  if let prompt = state.prompt {
    PromptBar(prompt: prompt, snapshot: snapshot).draw(into: &pen, size: size)
  }
  return pen.grid
}
