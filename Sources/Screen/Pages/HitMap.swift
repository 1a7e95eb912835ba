/// What the mouse reaches on a screen: whatever is drawn says so while it is drawn.
struct HitMap {
  /// What a click is for.
  enum Target: Equatable {
    case thing(Focus)
    /// A line of the story, by its number.
    case line(Int)
    /// A ratchet chart in this rectangle; the column says which try.
    case tries(Rect)
    case sort(SortKey)
    case page(Page)
    /// A line of a menu.
    case choice(Int)
    /// A part of a transcript that has more to show.
    case fold(Int)
    /// An action whose key the bottom line shows.
    case action(ActionName)
  }

  /// What the wheel moves.
  enum Wheel: Equatable {
    case list(Pane)
    case story
    case choices
    /// Rows of a page of its own.
    case page(ScrollArea)
    case diff
    case text
    case transcript
    case curves
    case ratchet
  }

  private struct Place {
    var area: Rect
    var target: Target?
    var wheel: Wheel?
    var hidesOthers = false
  }

  private var places: [Place] = []

  init() {}

  /// What is on the screen for a state.
  init(_ state: ViewState, _ snapshot: Snapshot) {
    let pen = drawScreen(state, snapshot, size: state.size, capabilities: Capabilities())
    self = pen.hits
    if state.prompt == nil, !state.isHelpOpen { addHints(pen.grid, state) }
  }

  mutating func add(_ area: Rect, _ target: Target) {
    places.append(Place(area: area, target: target))
  }

  mutating func add(_ area: Rect, wheel: Wheel) {
    places.append(Place(area: area, wheel: wheel))
  }

  /// What was there is behind something now.
  mutating func cover(_ area: Rect) {
    places.append(Place(area: area, hidesOthers: true))
  }

  func target(row: Int, column: Int) -> Target? {
    find(row, column) { $0.target }
  }

  func wheel(row: Int, column: Int) -> Wheel? {
    find(row, column) { $0.wheel }
  }

  /// What was drawn last is in front.
  private func find<Value>(_ row: Int, _ column: Int, _ value: (Place) -> Value?) -> Value? {
    for place in places.reversed() where place.area.contains(row: row, column: column) {
      if place.hidesOthers { return nil }
      if let value = value(place) { return value }
    }
    return nil
  }

  /// In the bottom line every text in the style of keys is one, and its title follows.
  private mutating func addHints(_ grid: Grid, _ state: ViewState) {
    let row = grid.size.height - 1
    func isKey(_ column: Int) -> Bool {
      grid[row, column].style.role == .key && grid[row, column].text != " "
    }
    var column = 0
    while column < grid.size.width {
      guard isKey(column) else {
        column += 1
        continue
      }
      let start = column
      var name = ""
      while column < grid.size.width, isKey(column) {
        name += grid[row, column].text
        column += 1
      }
      // Two blanks end a hint.
      while column < grid.size.width,
        grid[row, column].text != " " || grid[row, column + 1].text != " "
      {
        column += 1
      }
      guard let key = Key(text: name), let action = state.keys.action(for: key, in: state.place)
      else { continue }
      add(Rect(row: row, column: start, width: column - start, height: 1), .action(action.name))
    }
  }
}
