import Core

/// The tools that agents look into the campaign with; none changes anything.
struct MCPTools: Sendable {
  enum Tool: String, CaseIterable {
    case list = "list_experiments"
    case show = "show_experiment"
    case diff = "show_diff"
    case search = "search_experiments"
  }

  /// What a person or an agent should read when a tool cannot do what it was asked.
  private struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  let source: @Sendable () throws -> any ExperimentSource

  /// Gives the text, and whether it tells of a failure.
  func call(_ tool: Tool, _ arguments: MCPValue) -> (text: String, isError: Bool) {
    do {
      return (try text(tool, arguments), false)
    } catch {
      return (plainText("\(error)", limit: 1000), true)
    }
  }

  private func text(_ tool: Tool, _ arguments: MCPValue) throws -> String {
    let source = try source()
    let record = try source.record()
    switch tool {
    case .list: return try list(record, arguments)
    case .show: return ExperimentText.whole(try experiment(arguments, record), record)
    case .diff:
      let experiment = try experiment(arguments, record)
      guard let patch = try source.patch(experiment.n) else {
        throw Refusal(description: "the diff of #\(experiment.n) is not recorded yet")
      }
      return ExperimentText.diff(patch, of: experiment, from: try offset(arguments))
    case .search: return try search(record, arguments, source)
    }
  }

  private func experiment(_ arguments: MCPValue, _ record: CampaignRecord) throws -> Experiment {
    guard let n = arguments["n"]?.whole else {
      throw Refusal(description: "say which experiment: {\"n\": 12}")
    }
    guard let experiment = record.experiment(n) else {
      let count = record.experiments.count
      throw Refusal(
        description: "there is no experiment #\(n); "
          + (count == 0 ? "none was proposed yet" : "they are numbered 1 to \(count)"))
    }
    return experiment
  }

  private func offset(_ arguments: MCPValue) throws -> Int {
    guard let value = arguments["from_line"] else { return 1 }
    guard let line = value.whole, line >= 1 else {
      throw Refusal(description: "from_line takes a whole number from 1")
    }
    return line
  }

  private func limit(_ arguments: MCPValue) throws -> Int {
    guard let value = arguments["limit"], value != .null else { return 30 }
    guard let limit = value.whole, limit >= 1 else {
      throw Refusal(description: "limit takes a whole number from 1 to 200")
    }
    return min(limit, 200)
  }

  private func list(_ record: CampaignRecord, _ arguments: MCPValue) throws -> String {
    var found = record.experiments
    if let word = arguments["state"]?.text {
      guard let state = ExperimentState(rawValue: word) else {
        let known = ExperimentState.allCases.map(\.rawValue).joined(separator: ", ")
        throw Refusal(description: "there is no such state; states are \(known)")
      }
      found = found.filter { $0.state == state }
    }
    if let lane = arguments["lane"]?.text { found = found.filter { $0.lane == lane } }
    if let before = arguments["before"]?.whole { found = found.filter { $0.n < before } }
    return ExperimentText.table(found, record, limit: try limit(arguments), what: "experiments")
  }

  /// Every word must stand somewhere in what is known of an experiment.
  private func search(
    _ record: CampaignRecord, _ arguments: MCPValue, _ source: any ExperimentSource
  ) throws -> String {
    let query = arguments["query"]?.text ?? ""
    let words = query.lowercased().split(whereSeparator: \.isWhitespace).prefix(16)
    guard !words.isEmpty else {
      throw Refusal(description: "say what to look for: {\"query\": \"warmup\"}")
    }
    let looksIntoDiffs = arguments["diffs"]?.truth ?? false
    let found = try record.experiments.filter { experiment in
      var text = ExperimentText.known(experiment, record)
      if words.allSatisfy({ text.contains($0) }) { return true }
      guard looksIntoDiffs, let patch = try source.patch(experiment.n) else { return false }
      text += "\n" + ExperimentText.changed(patch).lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    return ExperimentText.table(found, record, limit: try limit(arguments), what: "matches")
  }
}

extension MCPTools {
  /// What the tools are, always in the same order.
  static let descriptions: [MCPValue] = [
    describe(
      .list, "List experiments",
      "The experiments of this research campaign so far, newest first: number, state (kept, "
        + "discarded, crashed, ...), metric, gain over the champion, title, reason of the verdict.",
      [
        "limit": number("At most so many rows; 30 if not given.", maximum: 200),
        "before": number("Only experiments with a smaller number, to page back."),
        "lane": ["type": "string", "description": "Only those of one lane, such as a1."],
        "state": [
          "type": "string", "description": "Only those in one state.",
          "enum": .array(ExperimentState.allCases.map { .text($0.rawValue) }),
        ],
      ], required: []),
    describe(
      .show, "Show one experiment",
      "Everything known of one experiment: its reason, its runs with seed and metric, the evidence "
        + "of its confirmation, why it was kept or not.",
      ["n": number("The experiment's number.")], required: ["n"]),
    describe(
      .diff, "Show the diff of an experiment",
      "The change that an experiment made to the code, as a unified diff.",
      [
        "n": number("The experiment's number."),
        "from_line": number("Where to go on in a long diff."),
      ], required: ["n"]),
    describe(
      .search, "Search experiments",
      "Find out whether an idea was tried: experiments whose title, reason, verdict or changed files "
        + "hold all the words.",
      [
        "query": ["type": "string", "description": "Words; letter case does not matter."],
        "diffs": ["type": "boolean", "description": "Look at the changed lines too."],
        "limit": number("At most so many rows; 30 if not given.", maximum: 200),
      ], required: ["query"]),
  ]

  private static func describe(
    _ tool: Tool, _ title: String, _ text: String, _ properties: MCPValue, required: [MCPValue]
  ) -> MCPValue {
    [
      "name": .text(tool.rawValue), "title": .text(title), "description": .text(text),
      "inputSchema": [
        "type": "object", "properties": properties, "required": .array(required),
        "additionalProperties": false,
      ],
      "annotations": [
        "title": .text(title), "readOnlyHint": true, "destructiveHint": false,
        "idempotentHint": true, "openWorldHint": false,
      ],
    ]
  }

  private static func number(_ text: String, maximum: Int? = nil) -> MCPValue {
    var fields: [String: MCPValue] = [
      "type": "integer", "minimum": 1, "description": .text(text),
    ]
    if let maximum { fields["maximum"] = .whole(maximum) }
    return .object(fields)
  }
}
