internal import Core

/// What the palette offers: actions by name, and commands that take words.
struct Palette {
  struct Item: Equatable {
    enum What: Equatable {
      case action(ActionName)
      /// A command that is complete as it stands.
      case intent(Intent)
      case sort(SortKey)
      case filter(String)
      case goTo(Int)
    }

    var what: What
    var title: String
    var help: String
    var keys: String
    /// Why it cannot be done now.
    var hindrance: String?
  }

  let state: ViewState
  let snapshot: Snapshot

  /// What fits to what was typed, the best first.
  func items(_ typed: String) -> [Item] {
    let words = typed.split(separator: " ", maxSplits: 1).map(String.init)
    let name = words.first?.lowercased() ?? ""
    let rest = words.count > 1 ? words[1] : ""
    var items = commands(name, rest)
    guard rest.isEmpty || items.isEmpty else { return items }
    let context = ActionContext(state, snapshot)
    let found = ActionTable.all.enumerated().compactMap { offset, action in
      Palette.rank(typed.lowercased(), in: action).map {
        // Nobody opens the palette to move the cursor.
        (rank: $0, offset: action.group == .moving ? offset + 1000 : offset, action: action)
      }
    }.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }
    items += found.map { item($0.action, context) }
    return items
  }

  private func item(_ action: Action, _ context: ActionContext) -> Item {
    let isHere = action.places.contains(state.place)
    let hindrance = isHere ? action.disabled(context) : "not on this screen"
    return Item(
      what: .action(action.name), title: action.label(context), help: action.help,
      keys: state.keys.keys(of: action.name).map(\.text).joined(separator: " "),
      hindrance: hindrance)
  }

  /// Lower is better; nil for what does not fit.
  private static func rank(_ typed: String, in action: Action) -> Int? {
    guard !typed.isEmpty else { return 0 }
    let names = [action.title.lowercased(), action.name.rawValue]
    if names.contains(typed) { return 0 }
    if names.contains(where: { $0.hasPrefix(typed) }) { return 1 }
    if names.contains(where: { $0.contains(" " + typed) || $0.contains("-" + typed) }) { return 2 }
    if names.contains(where: { $0.contains(typed) }) { return 3 }
    if action.help.lowercased().contains(typed) { return 4 }
    return names.contains(where: { isSubsequence(typed, of: $0) }) ? 5 : nil
  }

  private static func isSubsequence(_ typed: String, of name: String) -> Bool {
    var rest = typed[...]
    for character in name where character == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }

  // MARK: Commands with words

  private func commands(_ name: String, _ rest: String) -> [Item] {
    if let n = Int(name.drop { $0 == "#" }), rest.isEmpty { return goTo(n) }
    var items: [Item] = []
    func fits(_ word: String) -> Bool { !name.isEmpty && word.hasPrefix(name) }
    if fits("review") {
      items += ReviewMode.allCases.filter { fitsRest(rest, $0.rawValue) }.map { mode in
        Item(
          what: .intent(.command(.review(mode))), title: "review \(mode.rawValue)",
          help: "when to ask before a proposal runs", keys: "", hindrance: writeHindrance("review"))
      }
    }
    if fits("theme") {
      items += snapshot.themes.filter { fitsRest(rest, $0) }.map { theme in
        Item(
          what: .intent(.theme(theme, keep: true)), title: "theme \(theme)",
          help: theme == snapshot.theme ? "in use" : "", keys: "")
      }
    }
    if fits("sort") {
      items += SortKey.allCases.filter { fitsRest(rest, $0.rawValue) }.map { key in
        Item(
          what: .sort(key), title: "sort \(key.rawValue)", help: "the list of experiments", keys: ""
        )
      }
    }
    if name == "filter", !rest.isEmpty {
      items.append(
        Item(
          what: .filter(rest), title: "filter \(rest)", help: Query(rest).problem ?? "", keys: ""))
    }
    if fits("report") {
      items.append(
        Item(
          what: .intent(.report), title: "report",
          help: "what was found and what it cost, in $PAGER", keys: ""))
    }
    if fits("fresh") { items += fresh(rest) }
    if name == "say", !rest.isEmpty {
      items.append(
        Item(
          what: .intent(.command(.steer(lane: nil, text: rest))), title: "say \(rest)",
          help: "to every lane", keys: "", hindrance: writeHindrance("say")))
    }
    return items
  }

  /// A new conversation for the lane under the cursor, or for the one that was named.
  private func fresh(_ rest: String) -> [Item] {
    let here = Subject(state, snapshot).lane.map { [$0] } ?? []
    let lanes = rest.isEmpty ? here : snapshot.lanes.filter { fitsRest(rest, $0.id) }
    guard !lanes.isEmpty else {
      return [
        Item(
          what: .action(.steer), title: "fresh", help: "a new conversation for a lane", keys: "",
          hindrance: rest.isEmpty
            ? "there is no lane under the cursor" : "no lane is called \(rest)")
      ]
    }
    return lanes.map { lane in
      Item(
        what: .intent(.command(.freshConversation(lane.id))), title: "fresh \(lane.id)",
        help: "a new conversation, with its next turn", keys: "",
        hindrance: lane.agent == "sweep"
          ? "\(lane.id) is driven by sweep, which keeps no conversation" : writeHindrance("fresh"))
    }
  }

  private func fitsRest(_ rest: String, _ word: String) -> Bool {
    rest.isEmpty || word.hasPrefix(rest.lowercased())
  }

  private func writeHindrance(_ title: String) -> String? {
    if snapshot.readOnly { return "\(title): this screen is read-only" }
    return snapshot.engineRunning ? nil : "\(title): the engine is stopped"
  }

  private func goTo(_ n: Int) -> [Item] {
    guard let experiment = snapshot.record.experiment(n) else {
      let newest = snapshot.record.experiments.count
      return [
        Item(
          what: .goTo(n), title: "#\(n)", help: "", keys: "",
          hindrance: newest == 0 ? "there is no experiment yet" : "the newest is #\(newest)")
      ]
    }
    return [Item(what: .goTo(n), title: "#\(n)", help: experiment.title, keys: "")]
  }
}

extension Keyboard {
  /// A key while the palette is open.
  mutating func answerPalette(_ key: Key, _ prompt: Prompt) -> [Intent] {
    let items = Palette(state: state, snapshot: snapshot).items(prompt.field.trimmed)
    switch key.code {
    case .down: state.prompt?.choice = min(items.count - 1, prompt.choice + 1)
    case .up: state.prompt?.choice = max(0, prompt.choice - 1)
    case .pageDown: state.prompt?.choice = min(items.count - 1, prompt.choice + 8)
    case .pageUp: state.prompt?.choice = max(0, prompt.choice - 8)
    case .tab:
      guard items.indices.contains(prompt.choice) else { return [] }
      state.prompt?.field = TextField(items[prompt.choice].title)
      state.prompt?.choice = 0
    case .enter:
      state.prompt = nil
      guard items.indices.contains(prompt.choice) else {
        refuse("nothing is called \(prompt.field.trimmed)")
        return []
      }
      return take(items[prompt.choice])
    default:
      var field = prompt.field
      guard field.take(key) else { return [] }
      state.prompt?.field = field
      state.prompt?.choice = 0
    }
    return []
  }

  private mutating func take(_ item: Palette.Item) -> [Intent] {
    if let why = item.hindrance {
      refuse(why)
      return []
    }
    switch item.what {
    case .action(let name): return ActionTable.named(name).map { attempt($0) } ?? []
    case .intent(let intent): return [intent]
    case .sort(let key):
      if state.list.sort != key { sort(by: key) }
    case .filter(let text): state.list.query = Query(text)
    case .goTo(let n): openExperiment(n)
    }
    return []
  }
}
