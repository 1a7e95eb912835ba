import Core
import Screen

/// The last lines of a run's output, for a pane that shows nothing else of it.
struct LogWindow {
  private(set) var run: RunID?
  private(set) var lines: [String] = []
  private var reader: TextReader?
  private var last: TextPage?
  private static let kept = 200

  /// Looks again if it is another run, or the file has grown.
  mutating func show(_ run: RunID, path: String) {
    let reader = self.run == run ? self.reader : nil
    let asked = reader ?? TextReader(TextFile(path: path))
    let page = asked.answer(TextDemand(anchor: .end, before: Self.kept, after: 0))
    self.run = run
    self.reader = asked
    guard page != last else { return }
    last = page
    lines = page.lines.lazy.filter { !$0.text.isEmpty }.suffix(Self.kept).map {
      $0.text.count > 400 ? $0.text.prefix(399) + "…" : $0.text
    }
  }
}
