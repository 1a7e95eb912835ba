import Core
import Screen

/// A campaign like the one in the drawings: 146 tries, 7 kept, four slots, five lanes.
enum Fixture {
  static let now: Timestamp = 1_000_000
  static let kept = [8, 24, 46, 73, 96, 115, 131]
  private static let levels = [0.9958, 0.9934, 0.9912, 0.9883, 0.9857, 0.9829, 0.9812]

  static func campaign() -> Snapshot { made }

  private static let made: Snapshot = {
    var record = CampaignRecord()
    record.summary = summary()
    record.experiments = ExperimentRecords((1...146).map { experiment($0) })
    for (n, level) in zip(kept, levels) {
      record.keeps.append(
        Keep(
          experiment: n, era: 1, commit: "c\(n)", before: nil,
          after: Level(mean: level, sd: 0.0006, runs: 6), claimed: level - 0.0012, pairs: 6,
          odds: 24, at: now - Double(131 - n) * 180 - 38 * 60))
    }
    addRuns(&record)
    addLanes(&record)
    var snapshot = Snapshot(record: record, now: now, clock: "02:14")
    snapshot.progress = [143: 0.64, 139: 0.62, 144: 0.16, 142: 0.81]
    snapshot.championRuns = [131]
    snapshot.agents = ["claude", "codex", "sweep"]
    snapshot.themes = ["terminal", "paper"]
    snapshot.theme = "terminal"
    answer(Demand(ViewState(size: Size(width: 120, height: 36)), snapshot), &snapshot)
    snapshot.patch = Patch(parsing: patchText)
    snapshot.patchOf = 143
    snapshot.events = events()
    snapshot.eventCount = snapshot.events.count
    return snapshot
  }()

  /// Reads at once what a screen asks for, as a dashboard does between two frames.
  static func answer(_ demand: Demand, _ snapshot: inout Snapshot, points: Int = 950) {
    snapshot.patchOf = demand.patch
    snapshot.diff = nil
    snapshot.textOf = demand.text
    snapshot.text = text(demand.text)
    let wanted = demand.curves + snapshot.championRuns
    snapshot.curves = snapshot.curves.filter { wanted.contains($0.key) }
    for run in wanted where snapshot.curves[run] == nil {
      snapshot.curves[run] = RunCurve(run: run, series: curve(of: run, points))
    }
    for run in demand.sparklines where snapshot.sparklines[run] == nil {
      snapshot.sparklines[run] = (0..<16).map { 3 - Double($0 % (run % 9 + 3)) / 8 }
    }
  }

  /// What a run prints, or an agent says.
  private static func text(_ source: TextSource?) -> TextPage {
    let lines: [String]
    if case .transcript = source {
      lines = [
        "Reading train.py and the history of 146 experiments.",
        "The warmdown is short for this budget; #139 points the same way.",
        "Edit train.py: WARMDOWN 0.5 -> 0.6", "TITLE: warmdown 0.5 -> 0.6",
      ]
    } else {
      lines = (600...612).map { step in
        "step 00\(step) (\(step / 10).\(step % 10)%) | loss: 2.7024\(step % 7)5 | "
          + "tok/sec: 1,664,\(100 + step % 90) | mfu: 39.8%"
      }
    }
    var place = 0
    var page = TextPage(
      lines: lines.map { line in
        defer { place += line.utf8.count + 1 }
        return TextLine(start: place, end: place + line.utf8.count + 1, text: line)
      })
    page.size = place
    page.isLive = true
    return page
  }

  private static func curve(of run: RunID, _ most: Int) -> Series {
    switch run {
    case 143: lossSeries(min(most, 612), shift: -0.012, seed: 7)
    case 131: lossSeries(most, seed: 3)
    case 144: lossSeries(min(most, 150), shift: 0.02, seed: 44)
    case 142: lossSeries(min(most, 770), shift: -0.004, seed: 42)
    default: lossSeries(most, shift: 0.03 * Double(run % 7) / 7 - 0.01, seed: UInt64(run))
    }
  }

  private static func summary() -> CampaignSummary {
    var summary = CampaignSummary(project: "tiny-gpt", metric: "val_bpb", goal: .minimize)
    summary.isolation = "namespaces"
    summary.champion = "c131"
    summary.kept = 7
    summary.baseline = Level(mean: 0.9978, sd: 0.0006, runs: 5)
    summary.best = Level(mean: 0.9812, sd: 0.0006, runs: 7)
    summary.bestExperiment = 131
    summary.improvement = 0.01666
    summary.improvementLow = 0.01596
    summary.improvementHigh = 0.01736
    summary.noise = 0.0006
    summary.noiseFreedom = 40
    summary.baselineRuns = 5
    summary.occupancy = 0.98
    summary.dollars = 11.8
    summary.started = now - 7 * 3600 - 31 * 60
    summary.budgetSeconds = 300
    return summary
  }

  private static let named: [Int: (ExperimentState, Double?, Double?, LaneID, String)] = [
    146: (.queued, nil, nil, "a1", "QK gain 1.2 -> 1.4"),
    145: (.review, nil, nil, "a3", "Muon for embeddings"),
    144: (.running, nil, nil, "a5", "weight decay 0.1 -> 0.08"),
    143: (.running, nil, nil, "a2", "RoPE base 10k -> 50k"),
    142: (.running, 0.9803, 1.5, "a4", "z-loss 1e-4"),
    141: (.discarded, 0.9834, -3.7, "a1", "GELU -> SiLU"),
    140: (.crashed, nil, nil, "a5", "depth 8 -> 10"),
    139: (.confirming, 0.9799, 2.2, "a4", "warmdown 0.5 -> 0.6"),
    138: (.discarded, 0.9846, -5.7, "a2", "head_dim 96"),
    137: (.discarded, 0.9808, 0.7, "a1", "x0 lambda 0.15"),
    136: (.discarded, 0.9835, -3.8, "a3", "value embeds off"),
    135: (.discarded, 0.9817, -0.8, "a4", "Adam beta2 0.97"),
    134: (.discarded, 0.9864, -8.7, "a2", "RoPE base 5k"),
    133: (.discarded, 0.9829, -2.8, "a1", "batch 2^18"),
    132: (.discarded, 0.9820, -1.3, "a5", "softcap 15 -> 20"),
    131: (.kept, 0.9812, 2.8, "a2", "window SSSL"),
    130: (.discarded, 0.9859, -5.0, "a3", "no QK norm"),
  ]

  static let agents = [
    "a1": "claude", "a2": "claude", "a3": "claude", "a4": "codex", "a5": "sweep",
  ]

  private static func experiment(_ n: Int) -> Experiment {
    let noise = Double((n * 7919) % 97) / 97
    let level = zip(kept, levels).reversed().first { $0.0 <= n }?.1 ?? 0.9978
    let state: ExperimentState =
      kept.contains(n) ? .kept : n % 17 == 3 ? .crashed : n % 41 == 11 ? .vetoed : .discarded
    let fallback = (
      state, state == .discarded || state == .kept ? level + 0.004 * noise : nil,
      -6 * noise, "a\(n % 5 + 1)", "idea number \(n)"
    )
    let (final, verified, delta, lane, title) = named[n] ?? fallback
    var experiment = Experiment(
      n: n, era: 1, lane: lane, agent: agents[lane] ?? "sweep", turn: n / 5 + 1, title: title,
      reason: "longer context rotates too fast; #134 (5k) went the other way", proposal: "p\(n)",
      base: n > 131 ? "c131" : "c0", files: [FileChange(path: "train.py", added: 1, removed: 1)],
      state: final, created: now - Double(146 - n) * 180 - 120)
    experiment.verified = state == .kept && named[n] == nil ? level : verified
    experiment.reported = experiment.verified
    experiment.delta = delta
    experiment.runs = final == .queued || final == .review ? [] : [n]
    if final.isVerdict {
      experiment.ended = now - Double(146 - n) * 180
      experiment.why =
        delta.map {
          "\(NumberText.fixed(abs($0), digits: 1)) s worse than the champion, 1.0 s asked"
        } ?? "exit 1"
    }
    if final == .kept {
      experiment.kept = "c\(n)"
      experiment.why = "+2.8 s better in 6 pairs, odds 24 to 1"
    }
    if final == .review { experiment.why = "it touches optimizer.py" }
    return experiment
  }

  private static func addRuns(_ record: inout CampaignRecord) {
    for experiment in record.experiments where !experiment.runs.isEmpty {
      let n = experiment.n
      var run = Run(id: n, era: 1, experiment: n, role: .first, commit: "p\(n)", seed: 1000 + n)
      run.leased = experiment.created
      run.started = experiment.created
      if experiment.state != .running, experiment.state != .confirming {
        run.state = .ended
        run.ended = experiment.created + 300
        // First runs flatter what is kept later.
        let flattery = experiment.state == .kept ? 0.0016 : 0.0004
        let value = experiment.verified.map { $0 - flattery }
        run.outcome = value.map { .measured($0) } ?? .crashed("exit 1")
        run.verified = value
        run.reported = value
      } else {
        run.state = .training
      }
      record.runs[n] = run
    }
    for (n, seconds) in [143: 192, 139: 186, 144: 48, 142: 243] {
      record.runs[n]?.started = now - Double(seconds)
    }
    record.runs[142]?.role = .second
    record.runs[139]?.role = .pairCandidate(4)
    for (index, n) in [143, 139, 144, 142].enumerated() {
      var slot = Slot(id: "gpu\(index)", gpus: [index])
      slot.run = n
      record.runs[n]?.slot = slot.id
      record.slots.append(slot)
    }
    record.experiments[138].candidate = "p139"
    record.experiments[138].noise = 0.0006
    record.experiments[138].evidence = 1.9459
    record.experiments[138].pairs = (1...4).map { index in
      var pair = Pair(index: index, seed: 70_000 + index, candidateFirst: index % 2 == 1)
      pair.slot = "gpu1"
      if index < 4 {
        pair.difference = 0.0011 + 0.0003 * Double(index)
        pair.evidence = 0.65 * Double(index)
      }
      return pair
    }
  }

  private static func addLanes(_ record: inout CampaignRecord) {
    let states: [(LaneState, String, Double)] = [
      (.drafting, "", 42), (.waiting, "backlog full", 100), (.review, "#145", 130),
      (.limited, "", 900), (.drafting, "", 1),
    ]
    for (index, (state, note, seconds)) in states.enumerated() {
      let id = "a\(index + 1)"
      var lane = Lane(id: id, agent: agents[id] ?? "", entry: 0, since: now - seconds)
      lane.state = state
      lane.note = note
      lane.turns = 29
      lane.turn = state == .drafting ? 30 : nil
      if state == .limited {
        // 05:00 in the fixture's own time.
        lane.limitedUntil = (now / 86_400).rounded(.down) * 86_400 + 5 * 3600
      }
      record.lanes.append(lane)
    }
  }

  private static func events() -> [EventLine] {
    let lines = [
      ("experiment.proposed", 143, "#143 RoPE base 10k -> 50k"),
      ("experiment.discarded", 138, "#138 discarded: 5.7 s worse than the champion, 1.0 s asked"),
      ("turn.empty", nil, "a2 proposed nothing: the idea was tried as #134"),
    ]
    return lines.enumerated().map { index, line in
      EventLine(
        seq: index, at: now - Double(400 - index * 90), cause: "agent a2", kind: line.0,
        experiment: line.1, lane: "a2", text: line.2)
    }
  }

  private static let patchText = """
    diff --git a/train.py b/train.py
    --- a/train.py
    +++ b/train.py
    @@ -112,3 +112,3 @@
         class CausalSelfAttention(nn.Module):
    -        base = 10000
    +        base = 50000
             inv_freq = 1.0 / (base ** (channel / head_dim))

    """
}

/// A screen of a snapshot.
func screen(
  _ snapshot: Snapshot, _ width: Int, _ height: Int, _ state: ViewState? = nil,
  glyphs: Glyphs = .braille
) -> Grid {
  let size = Size(width: width, height: height)
  let capabilities = Capabilities(glyphs: glyphs, unicode: glyphs != .ascii)
  var (state, snapshot) = (state ?? ViewState(size: size), snapshot)
  let first = render(state, snapshot, size: size, capabilities: capabilities)
  snapshot.layDiff(&state.diff, isRead: state.readsDiff, area: first.places.diff)
  snapshot.layTranscript(
    &state.transcript, isRead: state.place == .transcript, area: first.places.transcript)
  return render(state, snapshot, size: size, capabilities: capabilities)
}
