internal import Core

/// The changes of the experiment under the cursor, and why its agent made them.
struct DiffPane {
  let snapshot: Snapshot
  let experiment: Experiment?

  /// The patch, if the dashboard has read this experiment's already.
  var patch: Patch? {
    snapshot.patchOf == experiment?.n && experiment != nil ? snapshot.patch : nil
  }

  /// - Parameter showsReason: whether the last row says why it was made.
  func draw(into pen: inout Pen, at area: Rect, showsReason: Bool = true) {
    guard !area.isEmpty else { return }
    pen.hits.add(area, wheel: .diff)
    guard let experiment else {
      return sentence("no experiment under the cursor", into: &pen, at: area)
    }
    let reason = showsReason ? experiment.reason : ""
    let room = area.height - (reason.isEmpty || area.height < 2 ? 0 : 1)
    let body = area.inset(bottom: area.height - room)
    pen.grid.places.diff = body
    guard patch != nil, let page = snapshot.diff else {
      return sentence("reading the diff of #\(experiment.n)", into: &pen, at: area)
    }
    page.draw(
      snapshot.diffState, into: &pen.grid, at: body, capabilities: pen.capabilities)
    guard room < area.height else { return }
    pen.put(
      [ChartSpan(" why  ", .dim), ChartSpan(reason, .text)],
      row: area.row + min(room, page.rows.count), column: area.column, within: area.inset(right: 1))
  }

  private func sentence(_ text: String, into pen: inout Pen, at area: Rect) {
    CurveChart.sentence(text, into: &pen.grid, area: area, capabilities: pen.capabilities)
  }

  /// The heading's right side: `train.py +1 -1`, and where in it a reader is.
  func heading(isRead: Bool) -> [ChartSpan] {
    guard let patch else { return [ChartSpan(fileSummary, .dim)] }
    guard isRead, let page = snapshot.diff else {
      return [ChartSpan(DiffHeader.summary(patch), .dim)]
    }
    let found = page.searched(snapshot.diffState).map { [ChartSpan($0 + "   ", .accent)] } ?? []
    return found + [ChartSpan(page.position(snapshot.diffState), .dim)]
  }

  private var fileSummary: String {
    guard let files = experiment?.files, let first = files.first else { return "" }
    let (added, removed) = files.reduce((0, 0)) { ($0.0 + $1.added, $0.1 + $1.removed) }
    let name = files.count == 1 ? first.path : "\(files.count) files"
    return "\(name) +\(added) -\(removed)"
  }
}

extension Snapshot {
  /// Lays the diff out where it is shown, and finds where in it the screen is.
  ///
  /// What is laid out stays while patch, choices and size do.
  ///
  /// - Parameters:
  ///   - state: how the person reads it; a diff that nobody reads is cut, and begins at its first
  ///     change, as a small pane has no room for what stands before it.
  package mutating func layDiff(_ state: inout DiffState, isRead: Bool, area: Rect?) {
    guard let patch, let area else {
      diff = nil
      return
    }
    let size = Size(width: area.width, height: area.height)
    var reading = isRead ? state : DiffState.glance
    if diff == nil {
      diff = DiffPage(patch, reading, size: size)
    } else {
      diff?.fit(&reading, to: size)
    }
    guard let page = diff else { return }
    if !isRead { reading.scroll(by: Snapshot.firstChange(patch, page), on: page) }
    diffState = reading
    if isRead { state = reading }
  }

  /// The row before the first changed line.
  private static func firstChange(_ patch: Patch, _ page: DiffPage) -> Int {
    guard let start = page.rows.hunkStarts.first, let hunk = patch.files.first?.hunks.first,
      let context = hunk.lines.firstIndex(where: { $0.kind != .context })
    else { return 0 }
    return max(0, start + context)
  }
}

extension DiffState {
  /// For a pane that shows only where a diff begins.
  static let glance: DiffState = {
    var state = DiffState()
    state.wraps = false
    state.showsFiles = false
    return state
  }()
}
