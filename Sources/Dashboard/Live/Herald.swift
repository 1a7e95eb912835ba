import Core
import Screen
import Settings
import Terminal

/// Tells somebody who looks elsewhere, by the window's title and the bell.
@MainActor
final class Herald {
  private let terminal: TerminalScreen
  private let bell: Set<BellReason>
  private var title = ""
  private var news: News?

  private struct News: Equatable {
    var kept: Int
    var waits: Bool
    var runs: Bool
  }

  init(terminal: TerminalScreen, bell: Set<BellReason>) {
    self.terminal = terminal
    self.bell = bell
  }

  /// Rings at a new best, at something that waits for the person and when the engine has stopped;
  /// nothing rings for what was so before the first look.
  func tell(_ snapshot: Snapshot) {
    guard let summary = snapshot.record.summary else { return }
    let waits = snapshot.waitsForPerson
    let now = News(
      kept: summary.kept, waits: waits, runs: snapshot.engineRunning && !summary.finished)
    if let news {
      let reasons: [BellReason?] = [
        now.kept > news.kept ? .kept : nil, now.waits && !news.waits ? .needsYou : nil,
        news.runs && !now.runs ? .stopped : nil,
      ]
      if reasons.contains(where: { $0.map(bell.contains) == true }) { terminal.bell() }
    }
    news = now
    let best = summary.best.map { " " + $0.mean.text(noise: summary.noise) } ?? ""
    let text = "\(waits ? "! " : "")pawl \(summary.project)\(best), \(summary.kept) kept"
    guard text != title else { return }
    title = text
    terminal.setTitle(text)
  }
}
