internal import Core

/// All actions there are, in the order hints and help show them.
package enum ActionTable {
  package static let all: [Action] =
    moving + screens + steering + lanes + looking + reading + charting + program

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  /// The action with this name.
  static func named(_ name: ActionName) -> Action? { byName[name] }

  private static let moving: [Action] = [
    Action(
      .down, [.letter("j"), Key(.down)], .moving, "down", "the next row",
      places: Place.everywhere),
    Action(
      .up, [.letter("k"), Key(.up)], .moving, "up", "the row before", places: Place.everywhere),
    Action(
      .left, [.letter("h"), Key(.left)], .moving, "left",
      "the list before; on an experiment's page and the ratchet, the try before; on curves, the crosshair",
      places: Place.everywhere),
    Action(
      .right, [.letter("l"), Key(.right)], .moving, "right",
      "the next list; on an experiment's page and the ratchet, the next try; on curves, the crosshair",
      places: Place.everywhere),
    Action(
      .first, [.letter("g"), Key(.home)], .moving, "first", "to the top",
      places: Place.everywhere),
    Action(
      .last, [.letter("G"), Key(.end)], .moving, "last", "to the bottom",
      places: Place.everywhere),
    Action(
      .pageDown, [Key(.pageDown)], .moving, "page down", "a screenful on",
      places: Place.everywhere),
    Action(
      .pageUp, [Key(.pageUp)], .moving, "page up", "a screenful back", places: Place.everywhere),
    Action(
      .nextPane, [Key(.tab)], .moving, "next pane",
      "the next list or part; where there is one lower part, what it shows"),
    Action(.previousPane, [Key(.backTab)], .moving, "pane before", "the other way round"),
    Action(
      .open, [Key(.enter)], .moving, "open",
      "an experiment's page: verdict, runs, pairs, diff; on a lane, what it does",
      places: Place.lists,
      hindrance: { context in
        context.subject.isLane ? nil : needsExperiment("nothing to open")(context)
      }),
    Action(
      .back, [Key(.escape)], .moving, "back", "one step back; never quits",
      places: Place.everywhere),
    Action(
      .zoom, [.letter("z")], .moving, "zoom", "what is in front takes the whole screen; again: back"
    ),
    Action(
      .next, [.letter("!")], .moving, "next", "the next thing that waits for you",
      hint: Hint(target: .pawl, rank: 1),
      hindrance: { context in
        Need.all(context.snapshot).contains { $0.focus != nil } ? nil : "nothing waits for you"
      }),
    Action(
      .follow, [.letter("f")], .moving, "follow",
      "keep the cursor on the newest experiment; in a text, at its end",
      hindrance: { context in
        context.snapshot.record.experiments.isEmpty
          && ![.text, .transcript].contains(context.state.place)
          ? "there is no experiment yet" : nil
      }),
  ]

  private static let screens: [Action] = zip(
    Page.numbered,
    [
      ActionName.showOverview, .showExperiments, .showCurves, .showRatchet, .showLanes, .showEvents,
    ]
  ).enumerated().map { index, screen in
    Action(
      screen.1, [.letter(Character("\(index + 1)"))], .screens, screen.0.name, help(screen.0),
      places: Place.everywhere)
  }

  private static func help(_ page: Page) -> String {
    switch page {
    case .overview: "everything at a glance"
    case .experiments: "all of them as a table, to sort, filter and mark"
    case .curves: "what is marked or runs, in one chart with the champion"
    case .ratchet: "what was kept, and what it rests on"
    case .lanes: "what every agent does, and what it was told"
    case .events, .experiment: "everything that happened, and who caused it"
    }
  }

  private static let program: [Action] = [
    Action(
      .palette, [.letter(":")], .pawl, "all", "every action by name, and some that take words",
      hint: Hint(target: .pawl, rank: 3)),
    Action(
      .theme, [.letter("T")], .pawl, "themes", "other colours, shown as the cursor moves",
      hindrance: { $0.snapshot.themes.isEmpty ? "there are no themes here" : nil }),
    Action(
      .mouse, [.letter("M")], .pawl, "mouse",
      "report the mouse or leave it to the terminal, which then selects text"),
    Action(
      .help, [.letter("?")], .pawl, "help", "this page", places: Place.everywhere,
      hint: Hint(target: .pawl, rank: 0)),
    Action(
      .redraw, [.control("l")], .pawl, "redraw", "draw the whole screen anew",
      places: Place.everywhere),
    Action(
      .suspend, [.control("z")], .pawl, "suspend", "to the shell; fg comes back",
      places: Place.everywhere),
    Action(
      .quit, [.letter("q")], .pawl, "leave",
      "asks: leave it running, stop after the runs, stop now",
      danger: .asks, hint: Hint(target: .pawl, rank: 7)),
  ]
}
