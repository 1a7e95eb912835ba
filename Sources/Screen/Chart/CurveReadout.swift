internal import Core

/// What the curves say at the crosshair, for a title line.
package struct CurveReadout: Equatable, Sendable {
  /// One curve's part.
  package struct Entry: Equatable, Sendable {
    package var name: String
    package var role: Role
    /// Nil where the curve has none.
    package var value: Double?
    /// Minus the champion, in the series' own unit.
    package var difference: Double?
  }

  /// The sample's place along x, in the chart's unit.
  package var x: Double
  /// The same in words: `step 1240`.
  package var place: String
  /// Seconds since the run began; nil when unknown.
  package var time: Double?
  package var seriesName: String
  package var subject: Entry
  package var champion: Entry?
  package var others: [Entry]

  /// `step 1240 · 4:12 · val_bpb 1.0012 · -0.0004 vs champion`.
  package func spans(unicode: Bool) -> [ChartSpan] {
    let dot = ChartSpan(unicode ? " · " : " | ", .dim)
    var spans = [ChartSpan(place, .text)]
    if let time, !place.contains(":") {
      spans += [dot, ChartSpan(NumberText.clock(time), .dim)]
    }
    guard let value = subject.value else { return spans }
    let name = ChartText.plain(seriesName, unicode: unicode)
    spans += [
      dot, ChartSpan(name + " ", .dim), ChartSpan(NumberText.significant(value, 5), subject.role),
    ]
    if let difference = subject.difference, let champion {
      let text = CurveReadout.signed(difference)
      let other = ChartText.plain(champion.name, unicode: unicode)
      spans += [dot, ChartSpan(text, .text), ChartSpan(" vs " + other, .dim)]
    }
    for entry in others {
      guard let value = entry.value else { continue }
      let name = ChartText.plain(entry.name, unicode: unicode)
      spans += [
        dot, ChartSpan(name + " ", .dim), ChartSpan(NumberText.significant(value, 5), entry.role),
      ]
    }
    return spans
  }

  private static func signed(_ value: Double) -> String {
    let text = NumberText.significant(abs(value), 2)
    return value == 0 ? text : (value < 0 ? "-" : "+") + text
  }
}

extension CurveChart {
  /// What the curves say at the sample of the subject nearest to the crosshair; nil without one.
  package static func readout(_ input: CurveInput) -> CurveReadout? {
    guard let place = input.crosshair else { return nil }
    let (subject, references, others) = CurveScene.traces(input)
    guard let sample = subject.nearest(to: place) else { return nil }
    let values = references.compactMap { $0.value(at: sample.x) }
    let level = values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    func entry(_ name: String, _ role: Role, _ value: Double?) -> CurveReadout.Entry {
      let difference = level.flatMap { level in value.map { $0 - level } }
      return CurveReadout.Entry(name: name, role: role, value: value, difference: difference)
    }
    return CurveReadout(
      x: sample.x, place: CurveFacts.place(sample.x, input),
      time: input.subject?.points[sample.index].time, seriesName: input.subject?.name ?? "",
      subject: entry(input.subjectName, input.subjectRole, sample.y),
      champion: input.hasReference
        ? CurveReadout.Entry(name: input.referenceName, role: .ghost, value: level) : nil,
      others: zip(others, input.others).map { traced, line in
        entry(line.name, line.role, traced.value(at: sample.x))
      })
  }

  /// The sample a crosshair moves to from where it stands; nil where there is nothing to stand on.
  ///
  /// - Parameter dots: How far, in columns of dots; at least to the next sample.
  package static func crosshair(
    _ input: CurveInput, movedBy dots: Int, at area: Rect, capabilities: Capabilities
  ) -> Double? {
    let subject = CurveScene.traces(input).subject
    guard let frame = frame(input, at: area, capabilities: capabilities) else { return nil }
    let middle = frame.xScale.value(at: 0.5)
    guard let place = input.crosshair else { return subject.nearest(to: middle)?.x }
    guard let here = subject.nearest(to: place)?.x, dots != 0 else {
      return subject.nearest(to: place)?.x
    }
    let isForwards = dots > 0
    if let found = subject.nearest(to: frame.x(here, movedBy: dots))?.x,
      isForwards ? found > here : found < here
    {
      return found
    }
    return subject.next(after: here, forwards: isForwards)?.x ?? here
  }

  /// The subject's sample nearest to a place, as for a column under the mouse.
  package static func snapped(_ input: CurveInput, to place: Double) -> Double? {
    CurveScene.traces(input).subject.nearest(to: place)?.x
  }
}
