import Testing

@testable import Core

private func experiment(
  _ n: Int, _ state: ExperimentState, _ value: Double?, runs: [RunID], title: String = "t"
) -> Experiment {
  var experiment = Experiment(
    n: n, era: 1, lane: "a1", agent: "sweep", turn: n, title: title, reason: "",
    proposal: "\(n)aaaaaabbbb", base: "base", files: [], state: state, created: 0)
  experiment.verified = value
  experiment.runs = runs
  return experiment
}

private func run(_ id: RunID, _ experiment: Int?, _ value: Double?) -> Run {
  let role: RunRole = experiment == nil ? .baseline(id) : .first
  var run = Run(
    id: id, era: 1, experiment: experiment, role: role, commit: "c0ffee\(id)000", seed: id)
  run.started = 1
  if let value { run.outcome = .measured(value) }
  return run
}

struct `A campaign as results.tsv` {
  private let table: ResultsTable = {
    let runs = [
      run(1, nil, 2), run(2, nil, 4), run(3, 1, 1.5), run(4, 2, 3.5), run(5, 3, nil),
    ]
    return ResultsTable(
      metric: "val_bpb",
      experiments: [
        experiment(1, .kept, 1.5, runs: [3], title: "depth\t9\nand more"),
        experiment(2, .discarded, 3.5, runs: [4]), experiment(3, .crashed, nil, runs: [5]),
        experiment(4, .vetoed, nil, runs: []), experiment(5, .queued, nil, runs: []),
      ], runs: Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0) })
    ) { $0.id == 4 ? nil : 44.04 }
  }()

  @Test func `each verdict has a row in that project's format`() {
    #expect(
      table.text == """
        commit\tval_bpb\tmemory_gb\tstatus\tdescription
        c0ffee1\t3.000000\t44.0\tkeep\tbaseline
        1aaaaaa\t1.500000\t44.0\tkeep\tdepth 9 and more
        2aaaaaa\t3.500000\t0.0\tdiscard\tt
        3aaaaaa\t0.000000\t0.0\tcrash\tt
        4aaaaaa\t0.000000\t0.0\tdiscard\tt

        """)
  }

  @Test func `what it writes is read back as a history`() {
    let history = History(Array(table.text.utf8))
    #expect(history?.count(.kept) == 2)
    #expect(history?.count(.crashed) == 1)
    #expect(history?.current?.best?.value == 1.5)
  }

  @Test func `rows of others stay, its own are replaced`() {
    let others = "commit\tval_bpb\tmemory_gb\tstatus\tdescription\r\nold\t9\t1\tkeep\tmine\r\n"
    let once = table.joined(to: others, written: [])
    #expect(once.hasPrefix(others))
    let written = Set(table.lines(under: table.header))
    #expect(table.joined(to: once, written: written) == once)
    #expect(once.utf8.count { $0 == 0x0A } == 7)
  }

  @Test func `a table with further columns keeps its shape`() {
    let joined = table.joined(to: "commit\tstatus\tval_bpb\tmfu\n", written: [])
    #expect(joined.contains("1aaaaaa\tkeep\t1.500000\t-\n"))
  }
}
