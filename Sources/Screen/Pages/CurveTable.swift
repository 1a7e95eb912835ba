internal import Core

/// A row per curve: its colour, what it is, and its value and difference at the crosshair or its end.
struct CurveTable {
  let set: CurveSet
  let input: CurveInput?
  let snapshot: Snapshot

  func draw(into pen: inout Pen, at area: Rect) {
    guard area.height > 0 else { return }
    var borders = Borders(pen.grid.size)
    borders.across(row: area.row, columns: area.column..<area.endColumn)
    borders.draw(into: &pen)
    let readout = input.flatMap { CurveChart.readout($0) }
    let place = readout.map { $0.place } ?? "at the end"
    let champion = readout?.champion?.value ?? endOfChampion
    Heading.draw(
      [ChartSpan(place, Style(.title, bold: true))],
      champion.map {
        [ChartSpan("champion ", .dim), ChartSpan(NumberText.significant($0, 5), .champion)]
      } ?? [], at: Rect(row: area.row, column: area.column, width: area.width, height: 1),
      into: &pen)
    drawHeader(into: &pen, at: area.inset(top: 1))
    let roles = CurvesPage.roles(set)
    let words = set.entries.map(state)
    let width = words.map { pen.columns($0.text) }.max() ?? 0
    for (index, entry) in set.entries.prefix(max(0, area.height - 2)).enumerated() {
      let isFocused = index == set.focused
      let line = Rect(row: area.row + 2 + index, column: 0, width: area.width, height: 1)
      let value = value(entry, isFocused: isFocused, readout)
      draw(
        entry, value, champion, isFocused ? .chart1 : roles[index], into: &pen, at: line)
      let rest = line.inset(left: 37, right: 1)
      pen.put([words[index]], row: line.row, column: rest.column, within: rest)
      pen.put(
        [ChartSpan(entry.experiment?.title ?? entry.run.role.text, .dim)], row: line.row,
        column: rest.column + width + 3, within: rest)
      ListWindow.mark(line, isSelected: isFocused, isFocused: true, into: &pen)
      pen.hits.add(line, .thing(entry.focus))
    }
  }

  private func drawHeader(into pen: inout Pen, at line: Rect) {
    guard line.height > 0 else { return }
    pen.put(
      "              value  minus champion   state", .dim, row: line.row, column: line.column,
      width: line.width)
  }

  private func draw(
    _ entry: CurveSet.Entry, _ value: Double?, _ champion: Double?, _ role: Role,
    into pen: inout Pen, at line: Rect
  ) {
    let sample = sample(entry, pen.capabilities.glyphs)
    pen.put(
      [
        ChartSpan("\(entry.isMarked ? "+" : " ") \(sample) ", role),
        ChartSpan(entry.name, role),
      ],
      row: line.row, column: line.column, within: line)
    // Its curve does not reach this place, or has not begun.
    let text = value.map { NumberText.significant($0, 5) } ?? "-"
    pen.put(text, .text, row: line.row, column: line.column + 19 - text.count, width: text.count)
    if let value, let champion {
      let difference = value - champion
      let size = NumberText.significant(abs(difference), 2)
      let signed = (difference < 0 ? "-" : "+") + size
      pen.put(
        signed, difference <= 0 ? .good : .bad, row: line.row,
        column: line.column + 34 - signed.count, width: signed.count)
    }
  }

  /// What its line looks like in the chart.
  private func sample(_ entry: CurveSet.Entry, _ glyphs: Glyphs) -> String {
    let samples = LineSamples(glyphs)
    guard let input, let index = input.others.firstIndex(where: { $0.name == entry.name }) else {
      return samples.solid
    }
    return samples.sample(input.others[index], at: index, glyphs)
  }

  private func state(_ entry: CurveSet.Entry) -> ChartSpan {
    guard entry.run.state != .ended else {
      return entry.experiment.map {
        ChartSpan($0.state.rawValue, Verdict.role($0.state))
      } ?? ChartSpan("ended", .dim)
    }
    let share = snapshot.fraction(of: entry.run).map { NumberText.percent($0) } ?? "?"
    return ChartSpan("\(entry.run.role.text) \(share)", .progress)
  }

  private func value(
    _ entry: CurveSet.Entry, isFocused: Bool, _ readout: CurveReadout?
  ) -> Double? {
    if let readout {
      return isFocused
        ? readout.subject.value : readout.others.first { $0.name == entry.name }?.value
    }
    guard let curve = snapshot.curves[entry.run.id], curve.series.name == input?.subject?.name
    else {
      return nil
    }
    return curve.trend.points.last { $0.y.isFinite }?.y
  }

  private var endOfChampion: Double? {
    (input?.reference ?? input?.referenceSeeds.first)?.points.last { $0.y.isFinite }?.y
  }
}
