/// What almost every experiment has, side by side: numbers, and all its words in one text.
struct ExperimentRow: Sendable {
  /// Which of the optional things are there.
  private struct Parts: OptionSet, Sendable {
    let rawValue: UInt32

    static let ended = Parts(rawValue: 1 << 0)
    static let noise = Parts(rawValue: 1 << 1)
    static let evidence = Parts(rawValue: 1 << 2)
    static let reported = Parts(rawValue: 1 << 3)
    static let verified = Parts(rawValue: 1 << 4)
    static let delta = Parts(rawValue: 1 << 5)
    static let dollars = Parts(rawValue: 1 << 6)
    static let turnSeconds = Parts(rawValue: 1 << 7)
    static let tokens = Parts(rawValue: 1 << 8)
    static let candidate = Parts(rawValue: 1 << 9)
    static let opponent = Parts(rawValue: 1 << 10)
    static let kept = Parts(rawValue: 1 << 11)
    static let change = Parts(rawValue: 1 << 12)
    static let fingerprint = Parts(rawValue: 1 << 13)
    static let tree = Parts(rawValue: 1 << 14)
    static let schedule = Parts(rawValue: 1 << 15)
    static let changesSchedule = Parts(rawValue: 1 << 16)
    static let byAgent = Parts(rawValue: 1 << 17)
    static let byPerson = Parts(rawValue: 1 << 18)
    static let file = Parts(rawValue: 1 << 19)
  }

  // The widest first, so that nothing lies between them.
  let created: Timestamp
  private let endedAt: Timestamp
  private let noise: Double
  private let odds: Double
  private let reported: Double
  private let measured: Double
  private let gained: Double
  let seconds: Double
  private let dollars: Double
  private let turnSeconds: Double
  /// Title, reason, why, change, fingerprint and tree, one after the other.
  private let text: String
  let runs: ExperimentRuns
  /// The files but the first one.
  private let otherFiles: [FileChange]
  let pairs: [Pair]
  let n: Int32
  let era: Int32
  let turn: Int32
  private let tokens: Int32
  private let added: Int32
  private let removed: Int32
  /// Texts by their places among the names.
  let lane: UInt32
  let agent: UInt32
  let base: UInt32
  private let proposal: UInt32
  private let candidate: UInt32
  private let opponent: UInt32
  private let kept: UInt32
  private let cause: UInt32
  private let path: UInt32
  /// Where parts of the text end, in bytes of UTF-8; the tree ends with the text.
  private let titleEnd: UInt32
  private let reasonEnd: UInt32
  private let whyEnd: UInt32
  private let changeEnd: UInt32
  private let fingerprintEnd: UInt32
  private let parts: Parts
  let state: ExperimentState
  /// Whether all of the experiment is here; where it is not, numbers and words may be cut.
  private(set) var isWhole: Bool

  init(_ experiment: Experiment, _ names: inout SharedNames) {
    var parts: Parts = []
    func number<T>(_ value: T?, _ part: Parts, or missing: T) -> T {
      if value != nil { parts.insert(part) }
      return value ?? missing
    }
    func small(_ value: Int) -> Int32 { Int32(truncatingIfNeeded: value) }
    func name(_ text: String?, _ part: Parts) -> UInt32 {
      guard let text else { return 0 }
      parts.insert(part)
      return names.add(text)
    }
    created = experiment.created
    endedAt = number(experiment.ended, .ended, or: 0)
    noise = number(experiment.noise, .noise, or: 0)
    odds = number(experiment.evidence, .evidence, or: 0)
    reported = number(experiment.reported, .reported, or: 0)
    measured = number(experiment.verified, .verified, or: 0)
    gained = number(experiment.delta, .delta, or: 0)
    seconds = experiment.seconds
    dollars = number(experiment.dollars, .dollars, or: 0)
    turnSeconds = number(experiment.turnSeconds, .turnSeconds, or: 0)

    let words = [
      experiment.title, experiment.reason, experiment.why,
      number(experiment.change, .change, or: ""),
      number(experiment.fingerprint, .fingerprint, or: ""), number(experiment.tree, .tree, or: ""),
    ]
    let length = words.reduce(0) { $0 + $1.utf8.count }
    let hasRoom = UInt32(exactly: length) != nil
    var text = ""
    var ends: [UInt32] = []
    text.reserveCapacity(hasRoom ? length : 0)
    for word in words {
      if hasRoom { text += word }
      ends.append(UInt32(text.utf8.count))
    }
    self.text = text
    (titleEnd, reasonEnd, whyEnd) = (ends[0], ends[1], ends[2])
    (changeEnd, fingerprintEnd) = (ends[3], ends[4])

    runs = ExperimentRuns(experiment.runs)
    pairs = experiment.pairs
    n = small(experiment.n)
    era = small(experiment.era)
    turn = small(experiment.turn)
    tokens = small(number(experiment.tokens, .tokens, or: 0))
    let file = experiment.files.first
    path = name(file?.path, .file)
    added = small(file?.added ?? 0)
    removed = small(file?.removed ?? 0)
    otherFiles = experiment.files.count > 1 ? Array(experiment.files.dropFirst()) : []
    lane = names.add(experiment.lane)
    agent = names.add(experiment.agent)
    base = names.add(experiment.base)
    proposal = names.add(experiment.proposal)
    candidate = name(experiment.candidate, .candidate)
    opponent = name(experiment.opponent, .opponent)
    kept = name(experiment.kept, .kept)
    switch experiment.cause {
    case .rule: cause = 0
    case .agent(let lane): cause = name(lane, .byAgent)
    case .person(let person): cause = name(person, .byPerson)
    }
    if number(experiment.changesSchedule, .schedule, or: false) { parts.insert(.changesSchedule) }
    state = experiment.state
    self.parts = parts
    isWhole = false
    // Asked rather than listed: what an experiment has beyond a row is never forgotten.
    isWhole = self.experiment(names) == experiment
  }

  var ended: Timestamp? { optional(endedAt, .ended) }
  var evidence: Double? { optional(odds, .evidence) }
  var verified: Double? { optional(measured, .verified) }
  var delta: Double? { optional(gained, .delta) }

  var title: String { words(0, titleEnd) }
  var reason: String { words(titleEnd, reasonEnd) }
  var why: String { words(reasonEnd, whyEnd) }

  func files(_ names: SharedNames) -> [FileChange] {
    guard parts.contains(.file) else { return [] }
    return [FileChange(path: names[path], added: Int(added), removed: Int(removed))] + otherFiles
  }

  func experiment(_ names: SharedNames) -> Experiment {
    func name(_ place: UInt32, _ part: Parts) -> String? {
      parts.contains(part) ? names[place] : nil
    }
    var experiment = Experiment(
      n: Int(n), era: Int(era), lane: names[lane], agent: names[agent], turn: Int(turn),
      title: title, reason: reason, proposal: names[proposal], base: names[base],
      files: files(names), state: state, created: created)
    experiment.change = parts.contains(.change) ? words(whyEnd, changeEnd) : nil
    experiment.fingerprint =
      parts.contains(.fingerprint) ? words(changeEnd, fingerprintEnd) : nil
    experiment.tree =
      parts.contains(.tree) ? words(fingerprintEnd, UInt32(text.utf8.count)) : nil
    experiment.candidate = name(candidate, .candidate)
    experiment.opponent = name(opponent, .opponent)
    experiment.kept = name(kept, .kept)
    experiment.why = why
    if let lane = name(cause, .byAgent) { experiment.cause = .agent(lane) }
    if let person = name(cause, .byPerson) { experiment.cause = .person(person) }
    experiment.ended = ended
    experiment.runs = Array(runs)
    experiment.pairs = pairs
    experiment.noise = optional(noise, .noise)
    experiment.evidence = evidence
    experiment.reported = optional(reported, .reported)
    experiment.verified = verified
    experiment.delta = delta
    experiment.seconds = seconds
    experiment.changesSchedule = optional(parts.contains(.changesSchedule), .schedule)
    experiment.dollars = optional(dollars, .dollars)
    experiment.tokens = optional(Int(tokens), .tokens)
    experiment.turnSeconds = optional(turnSeconds, .turnSeconds)
    return experiment
  }

  private func optional<T>(_ value: T, _ part: Parts) -> T? { parts.contains(part) ? value : nil }

  private func words(_ start: UInt32, _ end: UInt32) -> String {
    let bytes = text.utf8
    let first = bytes.index(bytes.startIndex, offsetBy: Int(start))
    return String(text[first..<bytes.index(first, offsetBy: Int(end - start))])
  }
}
