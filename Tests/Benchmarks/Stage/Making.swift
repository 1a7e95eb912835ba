import Core
import Foundation
import Journal
import Material

/// Makes a project with a recorded campaign.
struct Making {
  private let layout: Layout
  private let experiments: Int
  private let running: Int
  private let points: Int
  private var plan = MadePlan()

  /// Runs that are over and still have their curve, and its points.
  private static let remembered = 60
  private static let short = 300
  /// Lines of a log.
  private static let lines = 400

  init(_ options: inout Options) throws {
    layout = Layout(project: options.folder)
    experiments = max(1, try options.count("experiments", 500))
    running = try options.count("running", 8)
    points = try options.count("points", 1_000_000)
    plan.seed = try options.count("seed", 1)
    plan.slots = max(1, running == 0 ? 8 : running)
    if let keeps = try options.number("keeps") {
      plan.density = keeps / Double(experiments).squareRoot()
    }
  }

  func run() throws {
    try ProjectFolder.make(layout)
    let journal = try Journal(path: layout.journal)
    let now = Date().timeIntervalSince1970
    let state = try record(in: journal, until: now)
    let proposals = MadeProposals(seed: plan.seed)
    for experiment in state.experiments {
      try journal.storePatch(experiment.n, proposals.patch(experiment.n))
    }
    try draw(state, in: journal, now: now)
    journal.checkpoint()
    tell(state)
  }

  private func record(in journal: Journal, until now: Timestamp) throws -> CampaignState {
    let (events, end) = MadeCampaign.events(
      plan, experiments: experiments, running: running > 0)
    var state = CampaignState()
    for event in events {
      let event = event.moved(by: now - end)
      let reduction = CampaignState.reduce(&state, event)
      try journal.append(event, reduction, state: state)
    }
    return state
  }

  // MARK: Curves and logs

  private func draw(_ state: CampaignState, in journal: Journal, now: Timestamp) throws {
    let live = state.slots.compactMap { $0.run.flatMap { state.runs[$0] } }
      .filter { $0.state == .training }
    let over = state.runs.values.filter { $0.value != nil }.sorted { $0.id < $1.id }
    let champions = over.last { run in run.experiment == state.keeps.last?.experiment }
    let large = live + [champions].compactMap { $0 }
    // Loss and rate have a point each for every step.
    let share = points / max(1, large.count) / 2
    for run in large {
      let done = run.state == .ended ? 1 : fraction(of: run, now: now)
      try draw(run, steps: share, done: done, in: journal)
    }
    for run in over.suffix(Self.remembered) where run.id != champions?.id {
      try draw(run, steps: Self.short, done: 1, in: journal)
    }
    for run in live {
      let fraction = fraction(of: run, now: now)
      try journal.storeProgress(
        run: run.id, fraction: fraction, step: Double(share),
        line: MadeCurve(plan: plan, run: run.id).line(step: share, share: fraction), at: now)
    }
  }

  private func fraction(of run: Run, now: Timestamp) -> Double {
    min(1, max(0, now - (run.started ?? now)) / plan.runSeconds)
  }

  private func draw(_ run: Run, steps: Int, done: Double, in journal: Journal) throws {
    let curve = MadeCurve(plan: plan, run: run.id)
    let page = 50_000
    for start in stride(from: 0, to: steps, by: page) {
      let range = start..<min(steps, start + page)
      let width = done / Double(steps)
      try journal.appendPoints(
        run: run.id,
        curve.points(
          range, from: width * Double(range.lowerBound), to: width * Double(range.upperBound)))
    }
    var log = ""
    for line in 0..<min(Self.lines, steps) {
      let step = steps - min(Self.lines, steps) + line
      log += curve.line(step: step, share: done * Double(step) / Double(steps)) + "\n"
    }
    try RunLog(layout, run.id).append(log)
  }

  private func tell(_ state: CampaignState) {
    let counts = Dictionary(grouping: state.experiments, by: \.state).mapValues(\.count)
    let words = ExperimentState.allCases.compactMap { name in
      counts[name].map { "\($0) \(name.rawValue)" }
    }
    Stage.say(
      "\(state.experiments.count) experiments (\(words.joined(separator: ", "))), "
        + "\(state.runs.count) runs, era \(state.era)")
  }
}
