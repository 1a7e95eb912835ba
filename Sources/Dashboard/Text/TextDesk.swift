import Foundation
import Journal
import Screen

/// The long texts a person looks at: finds the file behind each and reads the part that is shown.
final class TextDesk {
  private let layout: Layout
  /// The last ones that were looked at, the newest last.
  private var readers: [(source: TextSource, reader: TextReader)] = []
  /// Whether a search or a long way goes on with the next call.
  private(set) var isBusy = false
  private static let kept = 4

  init(layout: Layout) {
    self.layout = layout
  }

  /// The page of a text for a view of it, which is moved to where it wants to be.
  ///
  /// - Parameters:
  ///   - width: columns of the pane the text is drawn in.
  ///   - height: rows of the pane.
  ///   - isLive: whether more may come.
  func read(
    _ source: TextSource, for view: inout TextView, width: Int, height: Int, isLive: Bool
  ) -> TextPage {
    read(reader(of: source), for: &view, width: width, height: height, isLive: isLive)
  }

  /// The same for a text that somebody else keeps.
  func read(
    _ reader: TextReader, for view: inout TextView, width: Int, height: Int, isLive: Bool
  ) -> TextPage {
    // A long way is gone in a few pages at a time; what is left is gone with the next call.
    for _ in 0..<8 {
      let page = reader.answer(view.demand(height: height), isLive: isLive)
      let columns = TextPane.textWidth(view, page: page, width: width)
      guard view.settle(page, width: columns, height: height) else {
        isBusy = view.isSearching
        return page
      }
    }
    isBusy = true
    return reader.answer(view.demand(height: height), isLive: isLive)
  }

  /// Where a text is on the disk.
  func path(of source: TextSource) -> String {
    switch source {
    case .output(let run): layout.job(JobName.training(run)) + "/out.log"
    case .errors(let run): layout.job(JobName.training(run)) + "/err.log"
    case .evaluation(let run): layout.job(JobName.evaluation(run)) + "/out.log"
    case .transcript(let lane, let turn): layout.job(JobName.turn(lane, turn)) + "/out.log"
    case .transcriptErrors(let lane, let turn): layout.job(JobName.turn(lane, turn)) + "/err.log"
    case .prompt(let lane, let turn): layout.job(JobName.turn(lane, turn)) + "/brief/prompt.md"
    case .file(let path): path.hasPrefix("/") ? path : layout.project + "/" + path
    }
  }

  private func reader(of source: TextSource) -> TextReader {
    if let place = readers.firstIndex(where: { $0.source == source }) {
      let known = readers.remove(at: place)
      readers.append(known)
      return known.reader
    }
    let path = path(of: source)
    let reader = TextReader(path.hasSuffix(".log") ? CappedLog(path: path) : TextFile(path: path))
    readers.append((source, reader))
    if readers.count > Self.kept { readers.removeFirst() }
    return reader
  }
}
