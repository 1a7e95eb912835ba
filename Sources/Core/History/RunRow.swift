/// What almost every run has, side by side, without a heap of its own.
struct RunRow: Sendable {
  /// Which of the optional things are there.
  private struct Parts: OptionSet, Sendable {
    let rawValue: UInt16

    static let experiment = Parts(rawValue: 1 << 0)
    static let slot = Parts(rawValue: 1 << 1)
    static let leased = Parts(rawValue: 1 << 2)
    static let started = Parts(rawValue: 1 << 3)
    static let ended = Parts(rawValue: 1 << 4)
    static let value = Parts(rawValue: 1 << 5)
    static let reported = Parts(rawValue: 1 << 6)
    static let verified = Parts(rawValue: 1 << 7)
    static let usage = Parts(rawValue: 1 << 8)
    static let status = Parts(rawValue: 1 << 9)
    static let steps = Parts(rawValue: 1 << 10)
    static let parameters = Parts(rawValue: 1 << 11)
    static let isolation = Parts(rawValue: 1 << 12)
    static let frozen = Parts(rawValue: 1 << 13)
    static let prepared = Parts(rawValue: 1 << 14)
    /// All of the run is here.
    static let whole = Parts(rawValue: 1 << 15)
  }

  let id: RunID
  private let seed: Int
  private let leased: Timestamp
  private let started: Timestamp
  private let ended: Timestamp
  private let measured: Double
  private let reported: Double
  private let verified: Double
  private let wall: Double
  private let cpu: Double
  private let evaluation: Double
  private let memory: Int
  private let steps: Double
  private let parameters: Double
  private let experiment: Int32
  private let index: Int32
  private let era: Int32
  private let status: Int32
  /// By their places among the names.
  let commit: UInt32
  private let slot: UInt32
  private let isolation: UInt32
  private let frozen: UInt32
  private let parts: Parts
  private let kind: UInt8
  private let state: UInt8

  init(_ run: Run, _ names: inout SharedNames) {
    var parts: Parts = []
    func number<T>(_ value: T?, _ part: Parts, or missing: T) -> T {
      if value != nil { parts.insert(part) }
      return value ?? missing
    }
    func small(_ value: Int) -> Int32 {
      if Int32(exactly: value) == nil { parts.remove(.whole) }
      return Int32(truncatingIfNeeded: value)
    }
    func name(_ text: String?, _ part: Parts) -> UInt32 {
      guard let text else { return 0 }
      parts.insert(part)
      return names.add(text)
    }
    if Self.fits(run) { parts.insert(.whole) }
    if run.prepared { parts.insert(.prepared) }
    id = run.id
    seed = run.seed
    leased = number(run.leased, .leased, or: 0)
    started = number(run.started, .started, or: 0)
    ended = number(run.ended, .ended, or: 0)
    measured = number(run.value, .value, or: 0)
    reported = number(run.reported, .reported, or: 0)
    verified = number(run.verified, .verified, or: 0)
    let usage = number(run.usage, .usage, or: RunUsage())
    wall = usage.wall
    cpu = usage.cpu
    evaluation = usage.evaluation
    memory = usage.memory
    status = small(number(usage.status, .status, or: 0))
    steps = number(usage.steps, .steps, or: 0)
    parameters = number(usage.parameters, .parameters, or: 0)
    experiment = small(number(run.experiment, .experiment, or: 0))
    era = small(run.era)
    let role = Self.number(of: run.role)
    kind = role.kind
    index = small(role.index)
    state = Self.states.firstIndex(of: run.state).map { UInt8($0) } ?? 0
    commit = names.add(run.commit)
    slot = name(run.slot, .slot)
    isolation = name(run.isolation, .isolation)
    frozen = name(run.frozen, .frozen)
    self.parts = parts
  }

  /// Whether nothing of the run is anywhere else.
  var isWhole: Bool { parts.contains(.whole) }

  /// The metric that counts, once measured.
  var value: Double? { parts.contains(.value) ? measured : nil }

  var role: RunRole {
    let index = Int(index)
    return switch kind {
    case 0: .baseline(index)
    case 1: .champion
    case 2: .first
    case 3: .second
    case 4: .rerun
    case 5: .pairCandidate(index)
    case 6: .pairChampion(index)
    default: .audit(index)
    }
  }

  func run(_ names: SharedNames) -> Run {
    func number<T>(_ value: T, _ part: Parts) -> T? { parts.contains(part) ? value : nil }
    func name(_ place: UInt32, _ part: Parts) -> String? {
      parts.contains(part) ? names[place] : nil
    }
    var run = Run(
      id: id, era: Int(era), experiment: number(Int(experiment), .experiment), role: role,
      commit: names[commit], seed: seed)
    run.state = Self.states[Int(state)]
    run.slot = name(slot, .slot)
    run.leased = number(leased, .leased)
    run.started = number(started, .started)
    run.ended = number(ended, .ended)
    run.outcome = value.map { .measured($0) }
    run.reported = number(reported, .reported)
    run.verified = number(verified, .verified)
    if parts.contains(.usage) {
      var usage = RunUsage(
        wall: wall, cpu: cpu, evaluation: evaluation, memory: memory,
        status: number(Int(status), .status))
      usage.steps = number(steps, .steps)
      usage.parameters = number(parameters, .parameters)
      run.usage = usage
    }
    run.prepared = parts.contains(.prepared)
    run.isolation = name(isolation, .isolation)
    run.frozen = name(frozen, .frozen)
    return run
  }

  private static let states: [RunState] = [.queued, .training, .evaluating, .ended]

  private static func number(of role: RunRole) -> (kind: UInt8, index: Int) {
    switch role {
    case .baseline(let index): (0, index)
    case .champion: (1, 0)
    case .first: (2, 0)
    case .second: (3, 0)
    case .rerun: (4, 0)
    case .pairCandidate(let index): (5, index)
    case .pairChampion(let index): (6, index)
    case .audit(let index): (7, index)
    }
  }

  /// Whether it has nothing that a row has no place for.
  private static func fits(_ run: Run) -> Bool {
    switch run.outcome {
    case nil, .measured: break
    case .crashed, .refused, .void, .ended: return false
    }
    return run.voids == 0 && run.ending == nil && run.stop == nil && run.audit == nil
      && run.usage?.signal == nil
  }
}
