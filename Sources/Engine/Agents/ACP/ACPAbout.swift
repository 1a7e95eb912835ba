/// What an agent said about itself and its conversation.
struct ACPAbout: Sendable {
  private(set) var version: String?
  private(set) var model: String?
  /// The option by which the model is set; nil where it has a request of its own.
  private(set) var modelOption: String?
  var mode: String?
  private(set) var modes: [String] = []
  /// The request that goes on with a conversation; nil where it cannot.
  private(set) var resuming: String?
  /// Ways to log in, in its own words.
  private(set) var logins: [String] = []

  /// Modes in which an edit is asked for first, the likeliest first.
  private static let asking = ["ask", "default", "approve", "manual"]

  var askingMode: String? {
    Self.asking.lazy.compactMap { name in modes.first { $0.lowercased() == name } }.first
  }

  mutating func read(initialize result: JSONValue) {
    version = result["agentInfo", "version"].string
    let abilities = result["agentCapabilities"]
    // One that resumes does not tell everything again.
    if case .object = abilities["sessionCapabilities", "resume"] {
      resuming = "session/resume"
    } else if abilities["loadSession"].bool == true {
      resuming = "session/load"
    }
    logins = result["authMethods"].items.compactMap { method in
      guard let id = method["id"].string else { return nil }
      return (method["description"].string ?? method["name"].string).map { "\(id): \($0)" } ?? id
    }
  }

  mutating func read(session result: JSONValue) {
    mode = result["modes", "currentModeId"].string ?? mode
    modes = result["modes", "availableModes"].items.compactMap { $0["id"].string }
    model = result["models", "currentModelId"].string ?? model
    read(configuration: result["configOptions"])
  }

  mutating func read(configuration options: JSONValue) {
    for option in options.items {
      let category = option["category"].string ?? option["id"].string
      if category == "model" {
        modelOption = option["id"].string
        model = option["currentValue"].string ?? model
      } else if category == "mode" {
        mode = option["currentValue"].string ?? mode
      }
    }
  }
}
