internal import Core

/// How a line of the story is written: what it means as a colour, and its numbers bright.
struct StoryLine {
  let event: EventLine
  let snapshot: Snapshot

  /// Colours by meaning; what needs a person only as long as it does.
  var role: Role {
    switch event.kind {
    case "experiment.kept": return .good
    case "experiment.promising", "experiment.confirming", "pair.measured": return .accent
    case "experiment.crashed", "experiment.vetoed", "experiment.revoked", "experiment.conflict",
      "turn.failed", "turn.vetoed", "ratchet.conflict":
      return .bad
    case "experiment.refused", "pair.void", "patch.unfit", "lane.paused", "ratchet.found",
      "steering.stop":
      return .warn
    case "experiment.review":
      let isOpen = event.experiment.flatMap { snapshot.record.experiment($0) }?.state == .review
      return isOpen ? .needsYou : .text
    case "lane.failed":
      return event.lane.flatMap { snapshot.lane($0) }?.trouble == nil ? .bad : .needsYou
    case "campaign.halted": return snapshot.isHalted ? .needsYou : .bad
    case "run.ended": return roleOfRun
    case "experiment.discarded", "experiment.rebased", "turn.began", "turn.empty", "run.started",
      "engine.started", "lane.unsaid":
      return .dim
    default: return .text
    }
  }

  private var roleOfRun: Role {
    switch event.run.flatMap({ snapshot.record.runs[$0] })?.outcome {
    case .crashed: .bad
    case .refused, .void: .warn
    case .ended: .dim
    case .measured, nil: .text
    }
  }

  /// The sentence, the numbers of experiments bright.
  var sentence: [ChartSpan] {
    let role = role
    let bright = Style(role == .text || role == .dim ? .title : role, bold: true)
    var spans: [ChartSpan] = []
    var plain = ""
    var rest = event.text[...]
    while let first = rest.first {
      let digits = first == "#" ? rest.dropFirst().prefix { $0.isASCII && $0.isNumber } : ""
      if digits.isEmpty {
        plain.append(first)
        rest = rest.dropFirst()
        continue
      }
      if !plain.isEmpty { spans.append(ChartSpan(plain, role)) }
      plain = ""
      spans.append(ChartSpan("#\(digits)", bright))
      rest = rest[digits.endIndex...]
    }
    if !plain.isEmpty || spans.isEmpty { spans.append(ChartSpan(plain, role)) }
    return spans
  }

  /// Who caused it: `rule`, a lane, or a person's name.
  var cause: ChartSpan {
    if event.cause.hasPrefix("agent ") {
      return ChartSpan(String(event.cause.dropFirst(6)), .text)
    }
    if event.cause.hasPrefix("person ") {
      return ChartSpan(String(event.cause.dropFirst(7)), .accent)
    }
    return ChartSpan(event.cause, .dim)
  }
}

extension Snapshot {
  /// The day of a moment where the person sits, counted from 1970-01-01; nil for no time at all.
  func day(_ moment: Timestamp) -> Int? {
    guard moment.isFinite, abs(moment) < 1e13 else { return nil }
    return Int(((moment + Double(utcOffset)) / 86_400).rounded(.down))
  }

  /// `2026-03-31`, with `today` or `yesterday` behind it.
  func dayText(_ day: Int) -> String {
    // Days to a date in the Gregorian calendar, years beginning in March
    // (Howard Hinnant, chrono-Compatible Low-Level Date Algorithms).
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let date = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let name = "\(year)-\(two(month))-\(two(date))"
    switch self.day(now).map({ $0 - day }) {
    case 0: return "\(name) today"
    case 1: return "\(name) yesterday"
    default: return name
    }
  }
}
