import Core

/// What a transcript says about how its turn stands; knows nothing of files and clocks.
struct TurnReading: Equatable {
  /// Seconds without a word after which a turn counts as silent.
  static let quietAfter = 120.0

  private(set) var news = TurnNews()
  /// Whether the agent's program said that it is up.
  private(set) var hasStarted = false
  private(set) var lastWord: Timestamp?
  private(set) var pausedSince: Timestamp?
  /// Seconds it was stopped in place.
  private(set) var pausedFor = 0.0
  /// Words of people and how they arrived, in order; whoever takes them empties the list.
  var told: [Told] = []

  struct Told: Equatable {
    var text: String
    var delivery: Delivery
  }

  mutating func take(_ timed: TimedAgentEvent) {
    lastWord = timed.at
    if case .quiet? = news.hold { news.hold = nil }
    switch timed.event {
    case .started: hasStarted = true
    case .told(let text, let delivery):
      if delivery != .prompt { told.append(Told(text: text, delivery: delivery)) }
    case .ask(let question):
      news = TurnNews(question: question)
    case .answered(let ask, let answer):
      guard news.question?.id == ask else { return }
      news = TurnNews(answer: answer)
    case .retrying(let attempt, let count, _, let status, _):
      news.hold = .retrying(attempt: attempt, of: count, status: status)
    case .limited(let until, let why):
      news.hold = .limited(until: until, plainText(why, limit: 160))
    case .paused(let isPaused):
      if isPaused {
        pausedSince = pausedSince ?? timed.at
      } else if let since = pausedSince {
        pausedFor += max(0, timed.at - since)
        pausedSince = nil
      }
    case .text, .thought, .plan, .tool, .diff, .finished: news.hold = nil
    case .usage, .noise: break
    }
  }

  /// Time passed.
  mutating func notice(_ now: Timestamp) {
    guard let lastWord, pausedSince == nil, news.question == nil, news.hold == nil,
      now - lastWord >= Self.quietAfter
    else { return }
    news.hold = .quiet(since: lastWord)
  }

  /// Seconds it worked since its start, without those in which it was stopped in place.
  func working(since start: Timestamp, now: Timestamp) -> Double {
    now - start - pausedFor - (pausedSince.map { now - $0 } ?? 0)
  }
}
