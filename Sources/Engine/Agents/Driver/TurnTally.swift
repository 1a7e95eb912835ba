import Core

/// What the events of a turn add up to.
struct TurnTally {
  private(set) var report = TurnReport(ending: .done)
  /// How it ended, once the agent or the driver has said it.
  private(set) var ending: AgentEnding?
  /// Questions nobody has answered.
  private(set) var asks: [String] = []
  /// Whether the next piece of text begins a message.
  private var isBetween = true

  /// Bytes of the last message that are kept.
  private static let messageLimit = 64 << 10

  mutating func note(_ event: AgentEvent) {
    switch event {
    case .started(let session, let model, let version):
      report.session = session ?? report.session
      report.model = model ?? report.model
      report.version = version ?? report.version
    case .text(let text): add(text)
    case .tool, .told, .ask, .thought: isBetween = true
    case .answered(let ask, _): asks.removeAll { $0 == ask }
    case .usage(let usage): add(usage)
    case .finished(let ending): self.ending = self.ending ?? ending
    case .plan, .retrying, .limited, .diff, .paused, .noise: break
    }
    if case .ask(let question) = event, !asks.contains(question.id) { asks.append(question.id) }
  }

  mutating func hear(_ order: Int) { report.heard.append(order) }

  /// The report, with how the turn ended.
  func finished(_ fallback: AgentEnding) -> TurnReport {
    var report = report
    report.ending = ending ?? fallback
    report.message = Self.end(of: report.message)
    return report
  }

  private mutating func add(_ text: String) {
    // Blank pieces between two tools are no message.
    if isBetween, text.allSatisfy(\.isWhitespace) { return }
    if isBetween { report.message = "" }
    isBetween = false
    report.message += text
    if report.message.utf8.count > 4 * Self.messageLimit {
      report.message = Self.end(of: report.message)
    }
  }

  private static func end(of text: String) -> String {
    let extra = text.utf8.count - messageLimit
    if extra <= 0 { return text }
    return String(decoding: text.utf8.dropFirst(extra).drop { $0 & 0xC0 == 0x80 }, as: UTF8.self)
  }

  private mutating func add(_ usage: AgentUsage) {
    report.usage.input = usage.input ?? report.usage.input
    report.usage.cached = usage.cached ?? report.usage.cached
    report.usage.output = usage.output ?? report.usage.output
    report.usage.dollars = usage.dollars ?? report.usage.dollars
    report.usage.context = usage.context ?? report.usage.context
    report.usage.contextSize = usage.contextSize ?? report.usage.contextSize
  }
}
