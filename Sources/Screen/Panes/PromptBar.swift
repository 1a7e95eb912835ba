internal import Core

/// A question answered with text: in the last row, or in the last two where it is narrow.
struct PromptBar {
  let prompt: Prompt
  let snapshot: Snapshot
  /// Whether it is the story that is filtered, of which only the words can be looked for.
  let isStory: Bool

  func draw(into pen: inout Pen, size: Size) {
    let row = size.height - 1
    let hint = hint()
    let (lead, lost) = question(unicode: pen.unicode)
    let role: Role = prompt.isDangerous ? .bad : .accent
    let spans = [
      ChartSpan(" " + lead, Style(role, bold: true)), ChartSpan(lost + " ", .text),
    ]
    let wanted = pen.columns(spans)
    let hintWidth = pen.columns(hint) + 2
    // What stands on the right while text is typed must not push the text around.
    let isOneRow = wanted + 22 + hints().map { pen.columns($0) + 2 }.reduce(8, max) <= size.width
    pen.clear(Rect(row: isOneRow ? row : row - 1, column: 0, width: size.width, height: 2))
    if !isOneRow {
      let area = Rect(row: row - 1, column: 0, width: size.width, height: 1)
      pen.put(spans, row: row - 1, column: 0, within: area)
    }
    let area = Rect(row: row, column: 0, width: size.width, height: 1)
    let start = isOneRow ? pen.put(spans, row: row, column: 0, within: area) : 1
    let showsHint = size.width - start >= hintWidth + 20
    prompt.field.draw(
      into: &pen, row: row, from: start, to: size.width - (showsHint ? hintWidth : 1))
    if showsHint { pen.putRight([ChartSpan(hint, .dim)], row: row, within: area.inset(right: 1)) }
  }

  private func hint() -> String {
    let hints = hints()
    guard !prompt.field.trimmed.isEmpty else { return hints[0] }
    return hints[prompt.isForLaneOnly ? 2 : 1]
  }

  /// What enter does and how to get out: while nothing is typed, then for all lanes, then for one.
  private func hints() -> [String] {
    switch prompt.question {
    case .veto(let n):
      let lane = snapshot.record.experiment(n)?.lane ?? "its lane"
      return [
        "enter: no lesson   esc: nothing", "rule for all lanes (tab: \(lane) only)",
        "rule for \(lane) only (tab: all lanes)",
      ]
    case .revoke(let n):
      let isNamed = Prompt.reason(forRevoking: n, prompt.field.trimmed) != nil
      let help = isNamed ? "enter revokes it   esc: nothing" : "\(n) comes first   esc: nothing"
      return ["esc: nothing", help, help]
    case .interrupt, .deny:
      return ["enter: no reason   esc: nothing", "esc: nothing", "esc: nothing"]
    case .filter where isStory:
      return ["words, -not, a|b   esc: as before"]
        + Array(repeating: "enter keeps it   esc: as before", count: 2)
    case .filter:
      let problem = Query(prompt.field.trimmed).problem
      let help = problem ?? "enter keeps it   esc: as before"
      return [Query.help, help, help]
    case .search:
      return ["enter finds it   esc: nothing", "enter finds it   esc: nothing", "esc: nothing"]
    default:
      return ["esc: nothing", "esc: nothing", "esc: nothing"]
    }
  }

  /// What is asked, and what will be lost.
  private func question(unicode: Bool) -> (String, String) {
    switch prompt.question {
    case .veto(let n):
      guard let experiment = snapshot.record.experiment(n) else { return ("veto #\(n):", "") }
      return (
        "veto #\(n) \"\(ChartText.fitted(experiment.title, width: 32, unicode: unicode))\":",
        " \(loss(experiment)). reason:"
      )
    case .interrupt(let lane):
      return ("veto the turn of \(lane):", " it ends now. reason:")
    case .deny(let lane, _):
      let title = snapshot.lane(lane)?.question.map { plainText($0.title) } ?? "what it asks"
      let short = ChartText.fitted(title, width: 32, unicode: unicode)
      return ("\(lane) may not:", " \(short). reason, which it hears:")
    case .revoke(let n):
      return (
        "revoke #\(n):",
        " a revert commit takes it off the ratchet. type \(n), then a reason:"
      )
    case .steer(let lane):
      return ("say to \(lane ?? "every lane"):", heard(lane))
    case .propose(_, _, let what): return ("your experiment:", " \(what). title:")
    case .filter: return ("/", "")
    case .search: return ("search:", "")
    default: return ("", "")
    }
  }

  private func heard(_ lane: LaneID?) -> String {
    guard let lane, let found = snapshot.lane(lane) else { return " heard with the next turn:" }
    guard found.turn != nil else { return " heard with the next turn:" }
    return switch found.agent {
    case "claude", "codex": " heard in this turn:"
    case "acp": " its turn is cut short to hear it:"
    case "sweep", "command": " heard with the next turn:"
    // A name of one's own does not tell what its program can.
    default: " heard in this turn, or with the next:"
    }
  }

  private func loss(_ experiment: Experiment) -> String {
    switch experiment.state {
    case .review, .queued: return "it never runs"
    case .running: return "ends its run now"
    case .confirming: return "ends its confirmation now"
    case .kept, .discarded, .crashed, .refused, .vetoed, .revoked:
      return "it has a verdict already"
    }
  }
}
