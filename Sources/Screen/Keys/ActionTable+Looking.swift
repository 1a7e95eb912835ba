internal import Core

extension ActionTable {
  static let looking: [Action] = [
    Action(
      .curve, [.letter("c")], .looking, "curve", "its loss over the champion's",
      hint: Hint(target: .experiment, rank: 9),
      hindrance: { context in
        let (state, page) = (context.state, context.state.page)
        if page != .curves, !state.showsSubject(of: context.snapshot) {
          return context.subject.run == nil ? "no curve: nothing has run here" : nil
        }
        return state.view == .curve && !state.isReading
          ? "the curve is on the screen already" : nil
      }),
    Action(
      .diff, [.letter("d")], .looking, "diff", "what it changes, to scroll",
      hint: Hint(target: .experiment, rank: 3), hindrance: needsExperiment("no diff")),
    Action(
      .output, [.letter("o")], .looking, "output", "what its run prints, to scroll",
      hint: Hint(target: .experiment, rank: 5),
      hindrance: { $0.subject.run == nil ? "no output: nothing has run here" : nil }),
    Action(
      .transcript, [.letter("t")], .looking, "transcript", "its lane, and what its agent says",
      hindrance: needsLane("no transcript")),
    Action(
      .filter, [.letter("/")], .looking, "filter",
      "a list: \(Query.help); a text: search it", hint: Hint(target: .pawl, rank: 4),
      label: { [.diff, .text, .transcript].contains($0.state.place) ? "search" : "filter" }),
    Action(
      .nextMatch, [.letter("n")], .looking, "next match", "the next place that was searched for"),
    Action(
      .previousMatch, [.letter("N")], .looking, "match before", "the place before"),
    Action(
      .sort, [.letter("O")], .looking, "sort",
      "by newest, gain, metric, lane, verdict or time; a header's name clicked: by that",
      places: [.overview, .experiments]),
    Action(
      .mark, [Key(.character(" "))], .looking, "mark", "for comparison on the curves screen",
      places: Place.lists,
      hint: Hint(target: .experiment, rank: 10),
      label: { context in
        context.subject.experiment.map { context.state.marks.contains($0.n) } == true
          ? "unmark" : "mark"
      }, hindrance: needsExperiment("nothing to mark")),
    Action(
      .copy, [.letter("y")], .looking, "copy",
      "its number; in a diff the patch, in a text the line and its file's path",
      hindrance: { context in
        [.text, .transcript].contains(context.state.place)
          ? nil : needsExperiment("nothing to copy")(context)
      }),
  ]

  /// What only makes sense inside a diff or a text.
  static let reading: [Action] = [
    Action(
      .nextHunk, [.letter(".")], .looking, "next hunk", "the next change of a diff",
      places: [.diff], hint: Hint(target: .experiment, rank: 6)),
    Action(
      .previousHunk, [.letter(",")], .looking, "hunk before", "the change before",
      places: [.diff]),
    Action(
      .wrap, [.letter("w")], .looking, "wrap", "long lines are wrapped or cut",
      places: [.diff, .text], hint: Hint(target: .experiment, rank: 8)),
    Action(
      .unfold, [Key(.enter)], .looking, "unfold", "all of the part in focus; again: a few lines",
      places: [.transcript], hint: Hint(target: .lane, rank: 3)),
    Action(
      .unfoldAll, [.letter("e")], .looking, "unfold all", "all of every part; again: a few lines",
      places: [.transcript], hint: Hint(target: .lane, rank: 6),
      label: { $0.state.transcript.unfoldsAll ? "fold all" : "unfold all" }),
    Action(
      .nextFold, [.letter(".")], .looking, "next part", "the next part that has more to show",
      places: [.transcript], hint: Hint(target: .lane, rank: 5)),
    Action(
      .previousFold, [.letter(",")], .looking, "part before", "the one before that",
      places: [.transcript]),
    Action(
      .earlierTurn, [.letter("<")], .looking, "turn before", "what the lane did before",
      places: turns, hint: Hint(target: .lane, rank: 8), hindrance: { noTurn($0, step: -1) }),
    Action(
      .laterTurn, [.letter(">")], .looking, "turn after", "what it did then", places: turns,
      hindrance: { noTurn($0, step: 1) }),
    Action(
      .pager, [.letter("|")], .looking, "pager", "open it in $PAGER",
      places: [.diff, .text, .transcript],
      hindrance: needsText),
    Action(
      .editor, [.letter("e")], .looking, "editor", "its files as proposed, in $EDITOR, to look at",
      places: [.diff, .experiment], hindrance: needsExperiment("nothing to open in an editor")),
  ]

  private static let turns: Set<Place> = [.lanes, .text, .transcript]

  /// Why a lane's other turn cannot be looked at.
  @Sendable private static func noTurn(_ context: ActionContext, step: Int) -> String? {
    let state = context.state
    guard state.page == .lanes || state.view == .transcript, let lane = context.subject.lane else {
      return "no turns: this is the output of a run"
    }
    guard let turn = Demand.turn(of: lane, state.transcript) else {
      return "no turn was made here yet"
    }
    if step < 0 { return turn > 1 ? nil : "this is \(lane.id)'s first turn" }
    return turn < max(lane.turns, lane.turn ?? 0) ? nil : "this is \(lane.id)'s newest turn"
  }

  @Sendable private static func needsText(_ context: ActionContext) -> String? {
    guard context.state.place == .diff else { return nil }
    return context.snapshot.patch == nil ? "the diff is not here yet" : nil
  }

  static let charting: [Action] = [
    chart(.smoother, "]", "smoother", "average over more points"),
    chart(.rougher, "[", "rougher", "average over fewer points"),
    chart(.panLeft, "<", "pan left", "show an earlier part", places: panned),
    chart(.panRight, ">", "pan right", "show a later part", places: panned),
    chart(.zoomIn, "+", "zoom in", "a shorter part of the curves", places: zoomed),
    chart(.zoomOut, "-", "zoom out", "a longer part", places: zoomed),
    chart(.fit, "0", "fit", "all of it again", places: panned),
    chart(.taller, "*", "taller", "zoom into the values, around the newest or the crosshair's"),
    chart(.flatter, "_", "flatter", "more of the values"),
    chart(
      .range, "=", "y range", "the values without outliers, all, all in sight, or these for good"),
    chart(.logarithmic, "L", "log axis", "logarithmic or linear values"),
    chart(
      .unit, "x", "x unit", "over steps, time or tokens; the ratchet over experiments or time",
      places: charts.union([.ratchet])),
    chart(.champion, "b", "champion", "the champion's curve, behind the others"),
    chart(
      .crosshair, ".", "crosshair", "read values off the curve; left and right move it"),
  ]

  private static let charts: Set<Place> = [.overview, .experiments, .curves, .experiment]
  private static let panned = charts.union([.ratchet])
  /// Elsewhere + and - are for lanes.
  private static let zoomed: Set<Place> = [.curves, .ratchet, .experiment]

  private static func chart(
    _ name: ActionName, _ key: Character, _ title: String, _ help: String,
    places: Set<Place> = charts
  ) -> Action {
    Action(
      name, [.letter(key)], .curves, title, help, places: places,
      hindrance: { context in
        context.state.page == .curves || context.state.page == .ratchet
          || context.state.view == .curve
          ? nil : "\(title): no curve is on the screen, c shows it"
      })
  }
}
