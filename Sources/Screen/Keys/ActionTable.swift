internal import Core

/// All actions there are, in the order hints and help show them.
package enum ActionTable {
  package static let all: [Action] = moving + steering + looking + program

  /// The action with this name.
  static func named(_ name: ActionName) -> Action? { all.first { $0.name == name } }

  /// What a key does in a place; nil for nothing.
  package static func action(for key: Key, in place: Place) -> Action? {
    let key = key.plain
    return all.first { $0.places.contains(place) && $0.keys.contains(key) }
  }

  private static let everywhere = Set(Place.allCases)

  private static let moving: [Action] = [
    Action(
      .down, [.letter("j"), Key(.down)], .moving, "down", "the next row", places: everywhere),
    Action(.up, [.letter("k"), Key(.up)], .moving, "up", "the row before", places: everywhere),
    Action(
      .left, [.letter("h"), Key(.left)], .moving, "left",
      "the list before; on an experiment's page, the experiment before",
      places: everywhere),
    Action(
      .right, [.letter("l"), Key(.right)], .moving, "right",
      "the next list; on an experiment's page, the next experiment", places: everywhere),
    Action(
      .first, [.letter("g"), Key(.home)], .moving, "first", "to the top", places: everywhere),
    Action(
      .last, [.letter("G"), Key(.end)], .moving, "last", "to the bottom", places: everywhere),
    Action(
      .pageDown, [Key(.pageDown)], .moving, "page down", "a screenful on", places: everywhere),
    Action(.pageUp, [Key(.pageUp)], .moving, "page up", "a screenful back", places: everywhere),
    Action(
      .nextPane, [Key(.tab)], .moving, "next pane",
      "the next list; where there is one lower part, what it shows", places: [.overview]),
    Action(
      .previousPane, [Key(.backTab)], .moving, "pane before", "the other way round",
      places: [.overview]),
    Action(
      .next, [.letter("!")], .moving, "next", "the next thing that waits for you",
      hint: Hint(target: .pawl, rank: 1),
      hindrance: { context in
        Need.all(context.snapshot).contains { $0.focus != nil } ? nil : "nothing waits for you"
      }),
    Action(
      .follow, [.letter("f")], .moving, "follow", "keep the cursor on the newest experiment",
      places: [.overview],
      hindrance: { $0.snapshot.record.experiments.isEmpty ? "there is no experiment yet" : nil }),
    Action(
      .open, [Key(.enter)], .moving, "open", "an experiment's page: verdict, runs, pairs, diff",
      places: [.overview], hindrance: needsExperiment("nothing to open")),
    Action(
      .back, [Key(.escape)], .moving, "back", "one step back; never quits", places: everywhere),
  ]

  private static let looking: [Action] = [
    Action(
      .curve, [.letter("c")], .looking, "curve", "its loss over the champion's",
      places: [.overview], hint: Hint(target: .experiment, rank: 8),
      hindrance: {
        $0.state.view == .curve && !$0.state.isReading ? "the curve is on the screen already" : nil
      }),
    Action(
      .diff, [.letter("d")], .looking, "diff", "what it changes, to scroll", places: [.overview],
      hint: Hint(target: .experiment, rank: 3), hindrance: needsExperiment("no diff")),
    Action(
      .output, [.letter("o")], .looking, "output", "what its run prints, to scroll",
      places: [.overview], hint: Hint(target: .experiment, rank: 5),
      hindrance: { $0.subject.run == nil ? "no output: nothing has run here" : nil }),
    Action(
      .transcript, [.letter("t")], .looking, "transcript", "its lane and what it did",
      places: [.overview], hindrance: needsLane("no transcript")),
    Action(
      .copy, [.letter("y")], .looking, "copy", "put its number on the clipboard",
      hindrance: needsExperiment("nothing to copy")),
  ]

  private static let program: [Action] = [
    Action(
      .help, [.letter("?")], .pawl, "help", "this page", places: everywhere,
      hint: Hint(target: .pawl, rank: 0)),
    Action(
      .redraw, [.control("l")], .pawl, "redraw", "draw the whole screen anew", places: everywhere),
    Action(
      .suspend, [.control("z")], .pawl, "suspend", "to the shell; fg comes back",
      places: everywhere),
    Action(
      .quit, [.letter("q")], .pawl, "leave",
      "asks: leave it running, stop after the runs, stop now",
      danger: .asks, hint: Hint(target: .pawl, rank: 6)),
  ]
}
