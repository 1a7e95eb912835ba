import Core
import Foundation
import Screen
import Terminal

/// A dashboard without a terminal: keys from a script, screens out as text.
///
/// It looks at a journal as it was left: its clock stands at the last thing that happened and goes on
/// only when the script says so, so the same script over the same journal gives the same screens.
@MainActor
package final class ScriptedDashboard {
  private let source: SnapshotSource
  private let clock: ScriptClock
  private var view: ViewState
  private var capabilities = Capabilities()
  private var out = ""

  /// The time that a script has.
  private final class ScriptClock {
    var now: Timestamp = 0
  }

  /// - Throws: `AccessError`, `JournalError`.
  package init(access: ProjectAccess, readOnly: Bool = false) throws {
    let clock = ScriptClock()
    self.clock = clock
    source = try SnapshotSource(access: access, readOnly: readOnly) { clock.now }
    clock.now = source.newest ?? 0
    source.tick()
    view = ViewState(size: Size(width: 120, height: 36))
  }

  /// Plays a script; what it says is the screens that were asked for, and what would have been done.
  ///
  /// - Parameters:
  ///   - text: steps, one a line.
  ///   - file: where they come from, for problems.
  package func play(_ text: String, file: String) throws(ScriptError) -> String {
    let steps = try ScriptReader.steps(text, file: file)
    out = ""
    look()
    for step in steps { take(step) }
    return out
  }

  private func take(_ step: ScriptStep) {
    switch step {
    case .key(let key):
      // A person's next key comes after what the one before it did was seen.
      pass(1)
      press(.key(key))
    case .type(let text):
      pass(1)
      for character in text { press(.key(Key(.character(character)))) }
    case .paste(let text): press(.paste(text))
    case .click(let row, let column):
      pass(1)
      press(.mouse(.press, row: row, column: column))
    case .wait(let seconds): pass(seconds)
    case .resize(let size):
      view.size = size
      look()
    case .glyphs(let glyphs):
      capabilities.glyphs = glyphs
      capabilities.unicode = glyphs != .ascii
    case .screen(let plane): show(plane)
    }
  }

  private func pass(_ seconds: Double) {
    clock.now += seconds
    source.tick()
  }

  private func press(_ input: Input) {
    for intent in handle(input, at: clock.now, state: &view, snapshot: source.snapshot) {
      out += "-- \(IntentWords.describe(intent))\n"
    }
    look()
  }

  /// Reads what the screen needs, until there is no more of it.
  private func look() {
    for _ in 0..<64 {
      source.load(Demand(view, source.snapshot))
      source.open(&view)
      source.note(picture().places, in: &view)
      source.open(&view)
      if !source.isBehind { return }
    }
  }

  /// The screen as it is now.
  func picture() -> Grid {
    render(view, source.snapshot, size: view.size, capabilities: capabilities)
  }

  private func show(_ plane: ScriptStep.Plane?) {
    let grid = picture()
    out += "-- screen \(view.size.width)x\(view.size.height)\n" + grid.text
    switch plane {
    case .styles: out += "-- styles\n" + grid.styles
    case .mono: out += "-- mono\n" + Palette(theme: .standard, depth: .monochrome).plane(of: grid)
    case nil: break
    }
  }
}
