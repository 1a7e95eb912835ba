import Core

/// What Codex says when its model does not answer.
struct CodexTrouble: Equatable, Sendable {
  var message: String
  /// What lies behind it, where that is told apart.
  var details: String?
  /// In the program's own words, such as `usageLimitExceeded`.
  var kind: String
  /// Of HTTP.
  var status: Int?

  init(_ error: JSONValue) {
    message = error["message"].string ?? "it failed without a word"
    details = error["additionalDetails"].string
    let info = error["codexErrorInfo"]
    kind = info.string ?? info.fields.keys.min() ?? ""
    status = info.fields.values.lazy.compactMap { $0["httpStatusCode"].int }.first
  }

  init(message: String) {
    self.message = message
    kind = ""
  }

  /// The event for a try that will be made again, from words such as "Reconnecting 2/5".
  var retrying: AgentEvent {
    let numbers =
      message.drop { $0 != "." }.split { !$0.isNumber && $0 != "/" }.first { $0.contains("/") }?
      .split(separator: "/").compactMap { Int($0) } ?? []
    return .retrying(
      attempt: numbers.first ?? 1, of: numbers.count > 1 ? numbers[1] : nil, delay: nil,
      status: status ?? AgentEnding.status(in: message), why: details ?? message)
  }

  /// Whether these words, told as an error, only say that it tries again.
  var isRetry: Bool { message.hasPrefix("Reconnecting") }

  /// How a turn ended by this.
  func ending(until: Timestamp?) -> AgentEnding {
    switch kind {
    case "unauthorized": .unauthorised(message)
    case "usageLimitExceeded", "rateLimitExceeded": .limited(until: until, message)
    case "contextWindowExceeded", "sessionBudgetExceeded", "tooManyDenials": .bounded(message)
    case "cyberPolicy", "misalignmentPolicyViolation": .refused(message)
    default: .failure(message, status: status, until: until)
    }
  }
}
