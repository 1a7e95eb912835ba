internal import Core

/// What is known of one lane: its state in a sentence, its figures, its queue, what it was told, and
/// what became of its last experiments.
struct LaneAccount {
  let lane: Lane
  let snapshot: Snapshot
  private let unicode: Bool
  private let own: RecordDigest.Proposals
  /// Columns of the names on the left.
  private static let gutter = 9

  /// - Parameter unicode: whether the terminal has more than ASCII.
  init(_ lane: Lane, _ snapshot: Snapshot, unicode: Bool) {
    self.unicode = unicode
    self.lane = lane
    self.snapshot = snapshot
    own = snapshot.digest.lanes[lane.id] ?? RecordDigest.Proposals()
  }

  /// At most so many rows; the last one says what is left out.
  func lines(width: Int, height: Int) -> [[ChartSpan]] {
    guard width > 0, height > 0 else { return [] }
    let sections = [("queue", queue), ("told", told(width)), ("rules", rules(width))]
    var lines = sentenceLines(width) + figures(width)
    let tried = own.numbers.count - own.open.count
    let wanted = sections.reduce(lines.count + setup.count) { $0 + $1.1.count + 1 }
    let isTight = wanted + min(3, tried) + 1 > height
    if !isTight || lines.count + setup.count < height / 3 { lines += setup }
    for (name, rows) in sections {
      // What is in sight elsewhere gives way: `i` has the rules.
      let isShort = isTight && name == "rules" && rows.count > 1
      lines += section(name, isShort ? [rulesInShort] : rows, isTight: isTight)
    }
    let left = height - lines.count - (isTight ? 0 : 1)
    lines += section("tried", verdicts(max(isTight ? 1 : 3, left)), isTight: isTight)
    guard lines.count > height else { return lines }
    let more = lines.count - height + 1
    return lines.prefix(height - 1) + [[ChartSpan("\(more) more lines", .dim)]]
  }

  /// A name beside the first of its rows, and a blank row before it where there is room.
  private func section(_ name: String, _ rows: [[ChartSpan]], isTight: Bool) -> [[ChartSpan]] {
    guard !rows.isEmpty else { return [] }
    return (isTight ? [] : [[]])
      + rows.enumerated().map { index, row in
        let label = index == 0 ? name : ""
        let blank = String(repeating: " ", count: max(0, LaneAccount.gutter - label.count))
        return [ChartSpan(label + blank, .dim)] + row
      }
  }

  /// What it is doing, and its figures.
  func head(_ width: Int) -> [[ChartSpan]] { sentenceLines(width) + figures(width) }

  private func sentenceLines(_ width: Int) -> [[ChartSpan]] {
    let (text, role) = sentence
    return Paragraph.lines(text, width: width).map { [ChartSpan($0, role)] }
  }

  /// What it is doing, since when, and what ends that.
  var sentence: (String, Role) {
    let since = NumberText.duration(max(0, snapshot.now - lane.since))
    if let trouble = lane.trouble { return ("needs you for \(since): \(trouble)", .needsYou) }
    if lane.removed {
      return (lane.turn.map { "leaves after turn \($0)" } ?? "left after turn \(lane.turns)", .dim)
    }
    if let question = lane.question {
      let title = plainText(question.title, limit: 200)
      return lane.answer == nil
        ? ("asks you: \(title)", .needsYou)
        : ("asked, and your answer is on its way: \(title)", .text)
    }
    let why = lane.note.isEmpty ? "" : ": \(lane.note)"
    switch lane.state {
    case .drafting:
      if let (words, role) = LaneList.held(lane, snapshot) {
        return ("turn \(lane.turn ?? lane.turns), for \(since) so far: \(words)", role)
      }
      let base = lane.turnBase.map { " \(Verdict.base($0, snapshot))" } ?? ""
      let turn = lane.turn.map { "turn \($0)" } ?? "a turn"
      return ("drafts \(turn)\(base), for \(since) so far", .text)
    case .waiting: return ("waits for \(since)\(why)", .text)
    case .review:
      guard let experiment = open.first(where: { $0.state == .review }) else {
        return ("waits for you\(why)", .needsYou)
      }
      return (
        "waits for you for \(since): run #\(experiment.n), \"\(experiment.title)\"?", .needsYou
      )
    case .limited:
      guard let until = lane.limitedUntil else {
        return ("limited for \(since); until when is not known", .warn)
      }
      let rest = NumberText.duration(max(0, until - snapshot.now))
      return (
        "limited until \(snapshot.timeOfDay(until)), \(rest) from now; then it goes on", .warn
      )
    case .failed: return ("failed \(since) ago\(why)", .needsYou)
    case .paused: return ("paused for \(since)\(why)", .warn)
    }
  }

  private func figures(_ width: Int) -> [[ChartSpan]] {
    var words = [lane.turns == 1 ? "1 turn" : "\(lane.turns) turns"]
    words += ["\(own.numbers.count) proposed", "\(own.kept) kept"]
    words.append(lane.dollars.map { NumberText.dollars($0) } ?? "cost ?")
    if let tokens = lane.tokens { words.append("\(NumberText.count(Double(tokens))) tokens") }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + 3 + word.count <= width {
        lines[lines.count - 1] = last + "   " + word
      } else {
        lines.append(word)
      }
    }
    return lines.map { [ChartSpan($0, .dim)] }
  }

  private var setup: [[ChartSpan]] {
    let agent = lane.agent.isEmpty ? "an unknown agent" : lane.agent
    let entry =
      lane.isUnnamed == true
      ? "which pawl.yaml does not name" : "entry \(lane.entry + 1) of the agents in pawl.yaml"
    var lines = [[ChartSpan("\(agent), \(entry)", .dim)]]
    func inARow(_ count: Int, _ words: String) {
      guard count > 0 else { return }
      let turns = count == 1 ? "the last turn" : "the last \(count) turns"
      lines.append([ChartSpan("\(turns) \(words)", .warn)])
    }
    inARow(lane.failures, "failed")
    inARow(lane.empties, "brought no proposal")
    return lines
  }

  private var open: [Experiment] { own.open.compactMap { snapshot.record.experiment($0) } }

  private var queue: [[ChartSpan]] {
    open.map { experiment in
      let mark = RatchetMark(experiment.state)
      let isReview = experiment.state == .review
      let state = experiment.state.rawValue
      let pad = String(repeating: " ", count: max(0, 12 - state.count))
      return [
        ChartSpan("#\(experiment.n)", Style(isReview ? .needsYou : .title)),
        ChartSpan("  \(state)\(pad)", isReview ? .needsYou : mark.role),
        ChartSpan(experiment.title, .text),
      ]
    }
  }

  private func told(_ width: Int) -> [[ChartSpan]] {
    let room = max(1, width - LaneAccount.gutter)
    func rows(_ text: String, _ lead: String, _ role: Role) -> [[ChartSpan]] {
      Paragraph.lines("\(lead): \(text)", width: room).map { [ChartSpan($0, role)] }
    }
    let spoken = lane.spoken ?? []
    let underWay = spoken.filter { $0.delivery == nil }
    let late = lane.messages.filter { text in !underWay.contains { $0.text == text } }
    return late.flatMap { rows($0, "not heard yet", .warn) }
      + underWay.flatMap { rows($0.text, "on its way into the turn", .warn) }
      + spoken.filter(\.isHeard).suffix(3).flatMap { rows($0.text, "heard in this turn", .text) }
      + lane.hearing.flatMap { rows($0, "heard in this turn", .text) }
  }

  private func rules(_ width: Int) -> [[ChartSpan]] {
    let room = max(1, width - LaneAccount.gutter)
    let rules = snapshot.record.rules.filter { $0.lane == nil || $0.lane == lane.id }
    return rules.flatMap { rule in
      let whom = rule.lane.map { "\($0) only: " } ?? "all lanes: "
      return Paragraph.lines(whom + rule.text, width: room).enumerated().map { index, line in
        guard index == 0, line.hasPrefix(whom) else { return [ChartSpan(line, .text)] }
        return [ChartSpan(whom, .dim), ChartSpan(String(line.dropFirst(whom.count)), .text)]
      }
    }
  }

  private var rulesInShort: [ChartSpan] {
    let all = snapshot.record.rules.count { $0.lane == nil }
    let own = snapshot.record.rules.count { $0.lane == lane.id }
    let words = [
      all > 0 ? "\(all) for all lanes" : nil, own > 0 ? "\(own) for \(lane.id) only" : nil,
    ]
    return [ChartSpan(words.compactMap { $0 }.joined(separator: ", "), .text)]
  }

  /// So many of its last verdicts, the newest first.
  private func verdicts(_ most: Int) -> [[ChartSpan]] {
    let newest = own.numbers.reversed().lazy.compactMap { snapshot.record.experiment($0) }
    return newest.filter(\.state.isVerdict).prefix(most).map { verdict($0) }
  }

  private func verdict(_ experiment: Experiment) -> [ChartSpan] {
    let mark = RatchetMark(experiment.state)
    let number = "#\(experiment.n)"
    let widest = "#\(snapshot.record.experiments.count)".count
    let (value, gain) = ExperimentList.result(experiment, snapshot)
    let measured = gain ?? ChartSpan(value.text, value.style)
    let pad = String(repeating: " ", count: max(0, 7 - measured.width))
    return [
      ChartSpan(number + String(repeating: " ", count: max(0, widest - number.count)), .dim),
      ChartSpan(" \(mark.glyph(unicode: unicode)) ", Style(mark.role, bold: mark == .kept)),
      ChartSpan(gain == nil ? measured.text + pad : pad + measured.text, measured.style),
      ChartSpan("  \(experiment.title)", mark == .kept ? .text : .dim),
    ]
  }
}
