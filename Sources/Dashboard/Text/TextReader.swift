import Foundation
import Screen

/// Answers which lines of a text stand where a person looks, and keeps no more of it than those.
///
/// A text that does not change costs one look and no reading; one that grows costs what is new.
final class TextReader {
  private let bytes: any TextBytes
  private var state = TextState(identity: 0, size: 0, isThere: false)
  private var region = LineRegion()
  private var answered: TextDemand?
  private var page = TextPage()
  private var news: NewsCount?
  private var searcher: TextSearcher?

  /// Bytes that are read at once.
  private static let chunk = 64 << 10
  /// Bytes that one answer may cost beside what a search reads.
  private static let budget = 1 << 20
  /// Bytes of lines that are kept on either side of the place.
  private static let side = 1 << 20

  init(_ bytes: any TextBytes) {
    self.bytes = bytes
  }

  var bytesRead: Int { bytes.bytesRead }

  /// - Parameters:
  ///   - isLive: whether more may come.
  ///   - searched: bytes that a search may look through before the next answer.
  func answer(_ demand: TextDemand, isLive: Bool = false, searched: Int = 8 << 20) -> TextPage {
    let now = bytes.look()
    if !goesOn(as: now) {
      region = LineRegion()
      news = nil
      searcher = nil
      answered = nil
    }
    if now != state || demand != answered || demand.insists {
      state = now
      answered = demand
      if now.isThere { collect(demand) } else { page = TextPage() }
      page.news = count(since: demand.newsFrom)
    } else if news?.isCounting == true {
      page.news = count(since: demand.newsFrom)
    }
    if !now.isThere { page.note = bytes.absence }
    page.isLive = isLive
    page.finding = search(demand.search, budget: searched)
    return page
  }

  /// Whether it is still the text that was read, perhaps with more at its end.
  private func goesOn(as now: TextState) -> Bool {
    guard now.isThere == state.isThere, now.identity == state.identity, now.size >= state.size
    else { return false }
    let end = region.range.upperBound
    guard now.size > state.size, !region.ending.isEmpty else { return true }
    let ending = region.ending
    return bytes.read(at: end - ending.count, count: ending.count) == ending
  }

  // MARK: Lines

  private func collect(_ demand: TextDemand) {
    var budget = Self.budget
    let place = go(to: demand.anchor)
    if demand.anchor == .end {
      while region.range.upperBound < state.size, readForward() > 0 {}
    } else {
      while after(place) < demand.after, region.range.upperBound < state.size, budget > 0 {
        let read = readForward()
        if read == 0 { break }
        budget -= read
      }
    }
    let home = demand.anchor == .end ? state.size : place
    while before(home) < demand.before, region.range.lowerBound > 0, budget > 0 {
      let read = readBackward()
      if read == 0 { break }
      budget -= read
    }
    var index = TextPage(lines: region.lines).index(of: home)
    let kept = max(0, index - 2 * demand.before - 64)..<(index + 2 * demand.after + 64)
    region.trim(to: kept)
    index = TextPage(lines: region.lines).index(of: home)
    page = TextPage(lines: region.lines, size: state.size)
    page.home = index
    page.reachesStart = region.range.lowerBound == 0
    page.reachesEnd = region.range.upperBound >= state.size
    page.note = region.isBinary ? "binary; what cannot be shown is left out" : bytes.remark
  }

  /// Makes the region begin or lie around the place; gives the start of its line.
  private func go(to anchor: TextAnchor) -> Int {
    let offset: Int
    switch anchor {
    case .end: offset = state.size
    case .line(let start, _): offset = min(max(0, start), state.size)
    case .share(let share): offset = Int(Double(state.size) * min(max(share, 0), 1))
    }
    let isAhead = anchor == .end && state.size - region.range.upperBound <= 4 * Self.chunk
    let isNear =
      !region.range.isEmpty
      && (isAhead || region.range.contains(offset)
        || offset == state.size && offset == region.range.upperBound)
    if isNear {
      let lines = TextPage(lines: region.lines)
      return lines.lines.isEmpty
        ? region.range.lowerBound : lines.lines[lines.index(of: offset)].start
    }
    let start = LineBreaks.start(of: min(offset, max(0, state.size - 1))) {
      bytes.read(at: $0, count: $1)
    }
    let before = min(start, LineScan.reach)
    region = LineRegion(at: start, before: bytes.read(at: start - before, count: before))
    return start
  }

  private func before(_ place: Int) -> Int {
    let index = TextPage(lines: region.lines).index(of: place)
    let first = region.lines.first?.start ?? place
    return place - first >= Self.side && index > 0 && size(0..<index) >= Self.side ? .max : index
  }

  private func after(_ place: Int) -> Int {
    let index = TextPage(lines: region.lines).index(of: place)
    let rest = index..<region.lines.count
    return size(rest) >= Self.side ? .max : rest.count
  }

  private func size(_ lines: Range<Int>) -> Int {
    region.lines[lines].reduce(0) { $0 + $1.text.utf8.count }
  }

  private func readForward() -> Int {
    let end = region.range.upperBound
    let more = bytes.read(at: end, count: min(Self.chunk, state.size - end))
    guard !more.isEmpty else { return 0 }
    region.append(more, isEnd: end + more.count >= state.size) { bytes.prefix(at: $0) }
    return more.count
  }

  private func readBackward() -> Int {
    let end = region.range.lowerBound
    let start = max(0, end - Self.chunk - 1) / LineBreaks.block * LineBreaks.block
    let from = max(0, start - LineBreaks.block)
    let more = bytes.read(at: from, count: end - from)
    guard more.count == end - from, let first = LineBreaks.firstStart(in: more, at: from),
      first < more.count
    else { return 0 }
    region.prepend(more[first...], before: more[..<first]) { bytes.prefix(at: $0) }
    return more.count
  }

  // MARK: What is new, what is searched

  /// Lines that were counted from a place on.
  private struct NewsCount {
    var from: Int
    var upTo: Int
    var lines = 0
    var isCounting: Bool
  }

  private func count(since start: Int?) -> TextNews? {
    guard let start, state.isThere, start <= state.size else {
      news = nil
      return nil
    }
    var count = news ?? NewsCount(from: start, upTo: start, isCounting: true)
    if count.from != start { count = NewsCount(from: start, upTo: start, isCounting: true) }
    // What comes faster than it can be counted on the side is given in bytes.
    if state.size - count.upTo <= 8 * Self.budget {
      let more = bytes.read(at: count.upTo, count: min(Self.budget, state.size - count.upTo))
      count.lines += more.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
      count.upTo += more.count
    }
    count.isCounting = count.upTo < state.size && state.size - count.upTo <= 8 * Self.budget
    news = count
    return TextNews(
      bytes: state.size - start, lines: count.upTo == state.size ? count.lines : nil)
  }

  private func search(_ wanted: TextSearch?, budget: Int) -> TextFinding? {
    guard let wanted, state.isThere else {
      searcher = nil
      return wanted.map { TextFinding(ticket: $0.ticket, outcome: .nothing) }
    }
    var going: TextSearcher
    if let searcher, searcher.search == wanted {
      going = searcher
    } else {
      going = TextSearcher(wanted, in: bytes, size: state.size)
    }
    let finding = going.step(budget: budget)
    searcher = going
    return finding
  }
}
