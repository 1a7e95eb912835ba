/// The screen for a state and a snapshot; any size, also none.
package func render(
  _ state: ViewState, _ snapshot: Snapshot, size: Size, capabilities: Capabilities
) -> Grid {
  drawScreen(state, snapshot, size: size, capabilities: capabilities).grid
}

/// The screen with what the mouse reaches on it.
func drawScreen(
  _ state: ViewState, _ snapshot: Snapshot, size: Size, capabilities: Capabilities
) -> Pen {
  var pen = drawLayers(state, snapshot, size: size, capabilities: capabilities)
  // A box or a label may have covered one half of what is two columns wide.
  pen.grid.mendHalves()
  return pen
}

private func drawLayers(
  _ state: ViewState, _ snapshot: Snapshot, size: Size, capabilities: Capabilities
) -> Pen {
  var pen = Pen(size: size, capabilities: capabilities)
  var state = state
  state.size = size
  let smallest = OverviewLayout.smallest
  guard size.width >= smallest.width, size.height >= smallest.height else {
    let text = "pawl needs \(smallest.width)x\(smallest.height)"
    for (row, line) in Paragraph.lines(text, width: size.width).enumerated() {
      pen.put(line, .text, row: row, column: 0, width: size.width)
    }
    return pen
  }
  if state.isHelpOpen {
    HelpPage(state).draw(into: &pen)
    return pen
  }
  drawPage(state, snapshot, size, into: &pen)
  HintLine(state: state, snapshot: snapshot).draw(
    into: &pen, row: size.height - 1, width: size.width)
  if let prompt = state.prompt {
    if prompt.question == .palette {
      PaletteBox(state: state, snapshot: snapshot, prompt: prompt).draw(into: &pen, size: size)
    } else if prompt.isAboutRules {
      RulesBox(prompt: prompt, snapshot: snapshot).draw(into: &pen, size: size)
    } else if prompt.isMenu {
      MenuBox(prompt: prompt, snapshot: snapshot).draw(into: &pen, size: size)
    } else {
      PromptBar(prompt: prompt, snapshot: snapshot, isStory: state.page == .events)
        .draw(into: &pen, size: size)
    }
  }
  return pen
}

private func drawPage(
  _ state: ViewState, _ snapshot: Snapshot, _ size: Size, into pen: inout Pen
) {
  if state.isZoomed {
    return ZoomPage(state: state, snapshot: snapshot, size: size).draw(into: &pen)
  }
  switch state.page {
  case .overview: Overview(state: state, snapshot: snapshot, size: size).draw(into: &pen)
  case .experiments: ExperimentTable(state, snapshot, size: size).draw(into: &pen)
  case .curves: CurvesPage(state: state, snapshot: snapshot, size: size).draw(into: &pen)
  case .ratchet: RatchetPage(state: state, snapshot: snapshot, size: size).draw(into: &pen)
  case .lanes: LanesPage(state: state, snapshot: snapshot, size: size).draw(into: &pen)
  case .events: EventsPage(state: state, snapshot: snapshot, size: size).draw(into: &pen)
  case .experiment: ExperimentPage(state, snapshot).draw(into: &pen, size: size)
  }
}
