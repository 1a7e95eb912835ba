internal import Core

extension TextPane {
  /// Where in the text the screen is, for the right end of a heading: `live`, `64 %`,
  /// `64 %  +312 lines`.
  package func mark(width: Int, height: Int) -> [ChartSpan] {
    guard !page.lines.isEmpty else { return [] }
    let rows = visible(
      width: TextPane.textWidth(view, page: page, width: width), height: height)
    guard let first = rows.first, let last = rows.last else { return [] }
    if view.isFollowing {
      if page.isLive { return [ChartSpan("live", .good)] }
      let isWhole = page.reachesStart && first.line == 0 && first.part == 0
      return [ChartSpan(isWhole ? "all" : "end", .dim)]
    }
    let share = page.size > 0 ? Double(page.lines[last.line].end) / Double(page.size) : 1
    let percent = Int((min(max(share, 0), 1) * 100).rounded(.down))
    var spans = [ChartSpan("\(percent) %", .dim)]
    if let news = page.news, news.bytes > 0 {
      spans.append(ChartSpan("  +" + words(news), .accent))
    }
    return spans
  }

  private func words(_ news: TextNews) -> String {
    guard let lines = news.lines, lines > 0 else { return NumberText.bytes(news.bytes) }
    return lines == 1 ? "1 line" : "\(lines) lines"
  }

  /// What a person should know about the text or their search in it; empty when there is nothing.
  package func remark() -> [ChartSpan] {
    if let search = view.search {
      let term = TextCleaner.clean(search.pattern.text)
      switch view.outcome {
      case .searching(let share):
        let percent = Int((min(max(share, 0), 1) * 100).rounded(.down))
        return [
          ChartSpan("searching for ", .dim), ChartSpan(term, .text),
          ChartSpan("  \(percent) %", .dim),
        ]
      case .nothing:
        return [ChartSpan(term, .text), ChartSpan(" is nowhere in it", .dim)]
      case .found, nil:
        let around = view.isAround ? "  past the end, from the other" : ""
        return [ChartSpan("/", .dim), ChartSpan(term, .text), ChartSpan(around, .dim)]
      }
    }
    guard !page.lines.isEmpty, let note = page.note else { return [] }
    return [ChartSpan(note, .dim)]
  }
}
