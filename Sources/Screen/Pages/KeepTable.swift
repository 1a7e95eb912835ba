internal import Core

/// The chain of keeps, the newest first and every era's baseline last.
struct KeepTable {
  private enum Link {
    case keep(Keep)
    case baseline(Int)
    /// Between two eras, whose scores cannot be compared.
    case gap(Int)
  }

  let snapshot: Snapshot
  /// The experiment under the cursor.
  let selection: Int?
  private let levels: ChampionLevels
  private let links: [Link]

  init(_ snapshot: Snapshot, selection: Int?) {
    self.snapshot = snapshot
    self.selection = selection
    levels = ChampionLevels(snapshot.record)
    let record = snapshot.record
    var eras = record.experiments.eras.union(record.keeps.map(\.era))
    if let now = record.summary?.era { eras.insert(now) }
    var links: [Link] = []
    for era in eras.sorted(by: >) {
      if !links.isEmpty { links.append(.gap(era)) }
      links += record.keeps.filter { $0.era == era }.reversed().map { Link.keep($0) }
      links.append(.baseline(era))
    }
    self.links = links
  }

  func draw(into pen: inout Pen, at area: Rect) {
    guard !area.isEmpty else { return }
    let inside = area.inset(left: 2, right: 1)
    let lines = table(unicode: pen.unicode).lines(width: inside.width, unicode: pen.unicode)
    guard let heading = lines.first else { return }
    pen.put(heading, row: area.row, column: inside.column, within: inside)
    let room = area.height - 1
    let top = ListWindow.top(of: standing, count: links.count, height: room)
    for (offset, line) in lines.dropFirst(1 + top).prefix(max(0, room)).enumerated() {
      let row = Rect(row: area.row + 1 + offset, column: area.column, width: area.width, height: 1)
      pen.put(line, row: row.row, column: inside.column, within: inside)
      ListWindow.mark(row, isSelected: top + offset == selected, isFocused: true, into: &pen)
      if case .keep(let keep) = links[top + offset], let n = keep.experiment {
        pen.hits.add(row, .thing(.experiment(n)))
      }
    }
  }

  /// `7 kept, 1 revoked`, for the heading.
  var summary: [ChartSpan] {
    let keeps = snapshot.record.keeps.filter { $0.experiment != nil }
    let revoked = keeps.count { $0.revoked }
    let kept = ChartSpan("\(keeps.count - revoked) kept", .dim)
    return revoked == 0 ? [kept] : [kept, ChartSpan(", \(revoked) revoked", .dim)]
  }

  /// Rows it would fill, the heading included.
  var rows: Int { links.count + 1 }

  private var selected: Int? {
    guard let selection else { return nil }
    return links.firstIndex { link in
      if case .keep(let keep) = link { keep.experiment == selection } else { false }
    }
  }

  /// The row of the champion that the experiment under the cursor met.
  private var standing: Int? {
    guard let selection else { return nil }
    return selected
      ?? links.firstIndex { link in
        switch link {
        case .keep(let keep): keep.experiment.map { $0 < selection } ?? false
        case .baseline(let era): snapshot.record.experiment(selection)?.era == era
        case .gap: false
        }
      }
  }

  private func table(unicode: Bool) -> TextTable {
    let metric = snapshot.record.summary?.metric ?? "metric"
    let columns = [
      TextTable.Column(name: "#"), TextTable.Column(name: "", isRight: false),
      TextTable.Column(name: CellWidth.columns(of: metric) <= 10 ? metric : "metric"),
      TextTable.Column(name: "95 %", isRight: false, rank: 3),
      TextTable.Column(name: "in s"), TextTable.Column(name: "pairs", rank: 4),
      TextTable.Column(name: "odds", rank: 1),
      TextTable.Column(name: "claimed", rank: 5),
      TextTable.Column(name: "what", isRight: false, least: 18),
      TextTable.Column(name: "ago", rank: 6), TextTable.Column(name: "commit", rank: 7),
    ]
    return TextTable(columns: columns, rows: links.map { row($0, unicode: unicode) })
  }

  private func row(_ link: Link, unicode: Bool) -> TextTable.Row {
    switch link {
    case .keep(let keep): return row(keep, unicode: unicode)
    case .baseline(let era): return baseline(era)
    case .gap(let era):
      return TextTable.Row(
        cells: [], words: ChartSpan("era \(era): scores of another kind", .dim))
    }
  }

  private func row(_ keep: Keep, unicode: Bool) -> TextTable.Row {
    let isNow = keep.commit == snapshot.record.summary?.champion
    let text: Role = keep.revoked ? .dim : .text
    let level = levels.level(of: keep)
    let value = level.map { snapshot.metric($0.mean) } ?? "?"
    let margin = level.flatMap { levels.margin(of: keep, $0) }.map { spread($0) }
    let gain = levels.gain(of: keep)
    let mark: RatchetMark = keep.revoked ? .revoked : .kept
    let number = keep.experiment.map { "\($0)" } ?? ""
    let glyph =
      keep.experiment == nil
      ? ChartSpan("+", .dim)
      : KeepTable.isAsked(keep)
        ? ChartSpan("?", Style(.accent, bold: true))
        : ChartSpan(mark.glyph(unicode: unicode), Style(mark.role, bold: !keep.revoked))
    let pairs = keep.experiment == nil ? "" : keep.pairs > 0 ? "\(keep.pairs)" : "none"
    let odds = keep.odds.map { NumberText.odds($0) } ?? (keep.experiment == nil ? "" : "?")
    return TextTable.Row(cells: [
      [ChartSpan(number, Style(text, bold: isNow))], [glyph],
      [ChartSpan(value, isNow ? Style(.champion, bold: true) : Style(text))],
      [ChartSpan(margin ?? "", .dim)],
      [ChartSpan(gain.map { NumberText.gain($0) } ?? "", role(gain, keep))],
      [ChartSpan(pairs, .dim)], [ChartSpan(odds, text)],
      [ChartSpan(keep.claimed.map { snapshot.metric($0) } ?? "", .claimed)],
      what(keep, text), [ChartSpan(snapshot.age(keep.at) ?? "", .dim)],
      [ChartSpan(String(keep.commit.prefix(7)), .dim)],
    ])
  }

  /// Whether it is measured again because a person asked.
  private static func isAsked(_ keep: Keep) -> Bool { keep.isAsked == true && !keep.revoked }

  private func role(_ gain: Double?, _ keep: Keep) -> Role {
    guard let gain, !keep.revoked else { return .dim }
    return gain > 0 ? .good : .bad
  }

  private func what(_ keep: Keep, _ role: Role) -> [ChartSpan] {
    let record = snapshot.record
    if let n = keep.experiment {
      let title = record.place(of: n).map { record.experiments.title(at: $0) } ?? "?"
      let word = keep.revoked ? "revoked " : keep.holds == false ? "does not hold " : ""
      return (word.isEmpty ? [] : [ChartSpan(word, .bad)]) + [ChartSpan(title, role)]
    }
    // A revert is put on the branch at the moment its experiment is given the verdict.
    let all = record.experiments
    let undone = all.indices.first {
      all.state(at: $0) == .revoked && all.ended(at: $0) == keep.at
    }
    return [ChartSpan(undone.map { "undoes #\(all.n(at: $0))" } ?? "your commit", .dim)]
  }

  private func baseline(_ era: Int) -> TextTable.Row {
    let level = levels.baseline(era: era)
    let noise = era == snapshot.record.summary?.era ? levels.noise : nil
    let margin = level.flatMap { levels.margin(of: $0, noise: noise) }
    let all = snapshot.record.experiments
    let first = all.firstPlace(era: era).map { all.base(at: $0) }
    return TextTable.Row(cells: [
      [], [], [ChartSpan(level.map { snapshot.metric($0.mean) } ?? "?", .text)],
      [ChartSpan(margin.map { spread($0) } ?? "", .dim)], [], [], [], [],
      [ChartSpan("baseline", .dim)], [],
      [ChartSpan(first.map { String($0.prefix(7)) } ?? "", .dim)],
    ])
  }

  private func spread(_ value: Double) -> String {
    "±" + NumberText.spread(value, noise: snapshot.record.summary?.noise)
  }
}
