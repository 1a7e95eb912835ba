internal import Core

/// The last row: what can be done now and to what, from the table of actions.
struct HintLine {
  let state: ViewState
  let snapshot: Snapshot

  func draw(into pen: inout Pen, row: Int, width: Int) {
    let area = Rect(row: row, column: 0, width: width, height: 1)
    let context = ActionContext(state, snapshot)
    let actions = ActionTable.all.filter { action in
      action.hint != nil && action.places.contains(state.place) && action.disabled(context) == nil
        && !state.keys.keys(of: action.name).isEmpty
    }
    if let notice {
      let right = line(.pawl, actions.filter { $0.name == .help }, context)
      let style = Style(notice.isRefusal ? .warn : .accent)
      let fits = pen.columns(notice.text) + right.width + 5 <= width
      pen.put(
        [ChartSpan(" " + notice.text, style)], row: row, column: 0,
        within: area.inset(right: fits ? right.width + 2 : 1))
      if fits { pen.putRight(right, row: row, within: area.inset(right: 1)) }
      return
    }
    var shown = actions
    while true {
      let groups = Hint.Target.allCases.map { line($0, shown, context) }.filter { !$0.isEmpty }
      let gap = width >= 100 ? 5 : 3
      let needed = groups.reduce(2) { $0 + pen.columns($1) } + gap * max(0, groups.count - 1)
      guard needed > width, let worst = shown.compactMap({ $0.hint?.rank }).max(), worst > 0 else {
        return put(shown, context, gap: gap, into: &pen, area)
      }
      shown.removeAll { $0.hint?.rank == worst }
    }
  }

  /// The newer of the two, while it is new.
  private var notice: Notice? {
    let known = [state.notice, snapshot.notice].compactMap { $0 }
    return known.filter { notice in
      notice.at >= state.lastKey && snapshot.now - notice.at < Notice.lifetime
    }.max { $0.at < $1.at }
  }

  private func put(
    _ actions: [Action], _ context: ActionContext, gap: Int, into pen: inout Pen, _ area: Rect
  ) {
    var column = 1
    for target in [Hint.Target.experiment, .lane] {
      let spans = line(target, actions, context)
      guard !spans.isEmpty else { continue }
      column = pen.put(spans, row: area.row, column: column, within: area) + gap
    }
    pen.putRight(
      line(.pawl, actions, context), row: area.row, within: area.inset(right: 1), limit: 1)
  }

  private func line(_ target: Hint.Target, _ actions: [Action], _ context: ActionContext)
    -> [ChartSpan]
  {
    let isOne =
      context.subject.experiment == nil && context.subject.lane?.id == context.subject.name
    let actions = actions.filter { action in
      let own = action.hint?.target
      // What is done to a turn is done to its lane: one name for both.
      return (isOne && own == .experiment ? .lane : own) == target
    }
    guard !actions.isEmpty else { return [] }
    var spans: [ChartSpan] = []
    if let name = name(target, context.subject) {
      spans.append(ChartSpan(name, Style(.title, bold: true)))
    }
    for action in actions {
      if !spans.isEmpty { spans.append(ChartSpan("  ", .text)) }
      spans.append(ChartSpan(state.keys.keys(of: action.name).first?.text ?? "", .key))
      spans.append(ChartSpan(" " + action.label(context), .dim))
    }
    return spans
  }

  private func name(_ target: Hint.Target, _ subject: Subject) -> String? {
    switch target {
    case .experiment: subject.experiment.map { "#\($0.n)" } ?? subject.name
    case .lane: subject.lane?.id
    case .pawl: nil
    }
  }
}
