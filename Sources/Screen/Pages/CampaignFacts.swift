internal import Core

/// The account of a campaign in lines, the least telling left out where there are fewer rows.
struct CampaignFacts {
  private struct Fact {
    var name: String
    /// 1 stays longest.
    var rank: Int
    /// From long to short; the longest that fits is said.
    var choices: [[ChartSpan]]
  }

  static let labelWidth = 12
  /// Lines of the whole account.
  static let wholeCount = 13

  let snapshot: Snapshot
  let unicode: Bool
  private let account: CampaignAccount
  private let levels: ChampionLevels

  init(_ snapshot: Snapshot, unicode: Bool) {
    self.snapshot = snapshot
    self.unicode = unicode
    account = snapshot.account
    levels = ChampionLevels(snapshot.record)
  }

  func lines(width: Int, rows: Int) -> [[ChartSpan]] {
    guard let summary = snapshot.record.summary else {
      return [[ChartSpan("nothing is known yet", .dim)]]
    }
    let room = width - CampaignFacts.labelWidth
    var facts = scores(summary) + tries(room) + falseKeeps(summary) + costs
    let most = facts.count - max(1, rows)
    let worst = Set(facts.map(\.rank)).sorted(by: >).prefix(max(0, most))
    var excess = most
    for rank in worst where excess > 0 {
      excess -= facts.count { $0.rank == rank }
      facts.removeAll { $0.rank == rank }
    }
    return facts.map { fact in
      let said = fact.choices.first { $0.width <= room } ?? fact.choices.last ?? []
      let gap = String(repeating: " ", count: max(0, CampaignFacts.labelWidth - fact.name.count))
      return [ChartSpan(fact.name + gap, .dim)] + said
    }
  }

  // MARK: - Scores

  private func scores(_ summary: CampaignSummary) -> [Fact] {
    [gain(summary), champion(summary), baseline(summary), noise(summary)]
  }

  private func gain(_ summary: CampaignSummary) -> Fact {
    guard let gain = GainText(summary) else {
      return Fact(name: "gain", rank: 1, choices: [[ChartSpan("none yet", .dim)]])
    }
    let short = [
      ChartSpan(gain.value, Style(gain.role, bold: true)), ChartSpan(gain.interval ?? "", .dim),
      ChartSpan(" " + gain.word, .dim),
    ]
    let side = ChartSpan(
      summary.confirmed ? "   side by side" : "   not side by side yet", .dim)
    let whole = gain.absolute.map { [ChartSpan("   \($0) \(summary.metric)", .dim)] } ?? []
    return Fact(name: "gain", rank: 1, choices: [short + whole + [side], short + [side], short])
  }

  private func champion(_ summary: CampaignSummary) -> Fact {
    guard let level = summary.best else {
      let words = summary.kept == 0 ? "the baseline still" : "being measured"
      return Fact(name: "champion", rank: 2, choices: [[ChartSpan(words, .dim)]])
    }
    let short = value(level, summary, Style(.champion, bold: true))
    let number = summary.bestExperiment.map { "   #\($0)" } ?? ""
    let commit = summary.champion.map { "   " + $0.prefix(7) } ?? ""
    return Fact(
      name: "champion", rank: 2,
      choices: [
        short + [ChartSpan(number + commit, .dim)], short + [ChartSpan(number, .dim)], short,
      ])
  }

  private func baseline(_ summary: CampaignSummary) -> Fact {
    guard let level = summary.baseline else {
      return Fact(name: "baseline", rank: 6, choices: [[ChartSpan("not measured yet", .dim)]])
    }
    let short = value(level, summary, Style(.text))
    let sd = level.sd.map { "   sd \(NumberText.significant($0, 2))" } ?? "   sd unknown"
    return Fact(name: "baseline", rank: 6, choices: [short + [ChartSpan(sd, .dim)], short])
  }

  /// `0.9812 ±0.0004   7 runs`.
  private func value(_ level: Level, _ summary: CampaignSummary, _ style: Style) -> [ChartSpan] {
    let margin = levels.margin(of: level, noise: levels.noise).map {
      " ±" + NumberText.spread($0, noise: summary.noise)
    }
    return [
      ChartSpan(snapshot.metric(level.mean), style), ChartSpan(margin ?? "", .dim),
      ChartSpan("   " + CampaignFacts.counted(level.runs, "run"), .dim),
    ]
  }

  private func noise(_ summary: CampaignSummary) -> Fact {
    guard let noise = summary.noise, noise.isFinite else {
      return Fact(name: "noise", rank: 5, choices: [[ChartSpan("s is not known yet", .dim)]])
    }
    let s = ChartSpan("s \(NumberText.significant(noise, 2))", .text)
    let freedom = CampaignFacts.counted(summary.noiseFreedom, "degree")
    let used = levels.noise.map { "   \(NumberText.significant($0, 2)) is used" } ?? ""
    return Fact(
      name: "noise", rank: 5,
      choices: [
        [s, ChartSpan("   \(freedom) of freedom\(used)", .dim)],
        [s, ChartSpan("   \(freedom) of freedom", .dim)],
        [s],
      ])
  }

  // MARK: - Tries

  private static let verdicts: [RatchetMark] = [
    .kept, .discarded, .crashed, .vetoed, .refused, .revoked,
  ]

  private func tries(_ room: Int) -> [Fact] {
    let total = ChartSpan("\(account.tried)", .text)
    let all = counted(CampaignFacts.verdicts)
    let open = counted([.running, .confirming, .queued])
    var facts: [Fact]
    if trimmed(all).width <= room {
      facts = [Fact(name: "tries", rank: 3, choices: [[total] + all, trimmed(all)])]
    } else {
      // Words in two lines say more than marks in one.
      let (more, fewer) = (CampaignFacts.verdicts.prefix(2), CampaignFacts.verdicts.dropFirst(2))
      facts = [
        Fact(name: "tries", rank: 3, choices: [trimmed(counted(Array(more)))]),
        Fact(name: "", rank: 4, choices: [trimmed(counted(Array(fewer)))]),
      ]
    }
    facts.append(
      Fact(
        name: "open", rank: 10,
        choices: open.isEmpty
          ? [[ChartSpan("none", .dim)]]
          : [trimmed(open), trimmed(counted([.running, .confirming]))]))
    facts.append(claims)
    facts.append(lately)
    return facts
  }

  private func counted(_ marks: [RatchetMark]) -> [ChartSpan] {
    marks.flatMap { mark -> [ChartSpan] in
      guard let count = account.counts[mark], count > 0 else { return [] }
      let role: Role = mark == .discarded || mark == .queued ? .dim : mark.role
      return [ChartSpan("  \(count)", role), ChartSpan(" \(mark.rawValue)", .dim)]
    }
  }

  private func trimmed(_ spans: [ChartSpan]) -> [ChartSpan] {
    guard let first = spans.first else { return spans }
    let text = first.text.drop { $0 == " " }
    return [ChartSpan(String(text), first.style)] + spans.dropFirst()
  }

  private var claims: Fact {
    let count = ChartSpan("\(account.claims)", .claimed)
    let what = account.claims == 1 ? " single run beat" : " single runs beat"
    return Fact(
      name: "claimed", rank: 4,
      choices: [
        [
          count, ChartSpan("\(what) all before; ", .dim), ChartSpan("\(account.kept)", .good),
          ChartSpan(" kept", .dim),
        ],
        [count, ChartSpan(" by single runs", .dim)],
      ])
  }

  private var lately: Fact {
    guard let twenty = account.kept(amongLast: 20) else {
      return Fact(name: "lately", rank: 9, choices: [[ChartSpan("under 20 tries", .dim)]])
    }
    let first = "\(twenty == 0 ? "none" : String(twenty)) kept in 20 tries"
    guard let fifty = account.kept(amongLast: 50) else {
      return Fact(name: "lately", rank: 9, choices: [[ChartSpan(first, .dim)]])
    }
    return Fact(
      name: "lately", rank: 9,
      choices: [
        [ChartSpan("\(first), \(fifty) in 50", .dim)], [ChartSpan(first, .dim)],
      ])
  }

  // MARK: - False keeps

  private func falseKeeps(_ summary: CampaignSummary) -> [Fact] {
    [
      Fact(name: "false keeps", rank: 3, choices: estimate),
      Fact(name: "", rank: 7, choices: bound),
    ]
  }

  private var estimate: [[ChartSpan]] {
    guard account.kept > 0 else { return [[ChartSpan("nothing is kept yet", .dim)]] }
    guard let expected = account.expectedFalse else {
      return [[ChartSpan("unknown: no keep has odds", .warn)]]
    }
    let value = [
      ChartSpan("about ", .dim), ChartSpan(NumberText.significant(expected, 2), .text),
    ]
    let missing =
      account.withoutOdds == 0
      ? [] : [ChartSpan(", and \(account.withoutOdds) without odds", .warn)]
    let count = account.kept - account.withoutOdds
    let how = ChartSpan(": sum of 1/(1 + odds) over \(count)", .dim)
    return [value + [how] + missing, value + [ChartSpan(" of \(count)", .dim)] + missing, value]
  }

  private var bound: [[ChartSpan]] {
    if let summary = snapshot.record.summary, let bound = summary.falseKeeps {
      let value = [
        ChartSpan("at most ", .dim), ChartSpan(NumberText.significant(bound, 2), .text),
      ]
      let odds = NumberText.odds(snapshot.oddsWanted)
      let dropped = "\(summary.dropped ?? 0) of \(summary.confirmations ?? 0) dropped"
      return [
        value + [ChartSpan(": \(dropped), odds of \(odds) asked", .dim)],
        value + [ChartSpan(": \(dropped)", .dim)], value,
      ]
    }
    guard let bound = account.falseBound else { return [[ChartSpan("none confirmed yet", .dim)]] }
    let value = [
      ChartSpan("at most ", .dim), ChartSpan(NumberText.significant(bound, 2), .text),
    ]
    let odds = NumberText.odds(snapshot.oddsWanted)
    let count = CampaignFacts.counted(account.confirmations, "confirmation")
    return [
      value + [ChartSpan(": \(count), each at most 1/\(odds)", .dim)],
      value + [ChartSpan(": \(account.confirmations) times 1/\(odds)", .dim)],
      value,
    ]
  }

  // MARK: - Cost

  private var costs: [Fact] {
    let pairs = CampaignFacts.counted(account.pairs, "pair")
    let count = CampaignFacts.counted(account.confirmations, "confirmation")
    let runs = CampaignFacts.counted(account.runs, "run")
    let slots = NumberText.duration(account.slotSeconds(at: snapshot.now))
    let voids = account.voids == 0 ? "" : "   \(account.voids) void"
    return [
      Fact(name: "per keep", rank: 5, choices: perKeep),
      Fact(
        name: "pairs", rank: 8,
        choices: [
          [ChartSpan("\(pairs) in \(count)", .dim)], [ChartSpan(pairs, .dim)],
        ]),
      Fact(
        name: "runs", rank: 8,
        choices: [
          [ChartSpan("\(runs)   \(slots) of slot time\(voids)", .dim)],
          [ChartSpan("\(runs)   \(slots)\(voids)", .dim)], [ChartSpan(runs, .dim)],
        ]),
    ]
  }

  private var perKeep: [[ChartSpan]] {
    guard let tries = account.perKeep(Double(account.tried)),
      let seconds = account.perKeep(account.slotSeconds(at: snapshot.now))
    else { return [[ChartSpan("nothing is kept yet", .dim)]] }
    let dollars = account.dollars.flatMap { account.perKeep($0) }.map { NumberText.dollars($0) }
    let tokens = account.tokens.flatMap { account.perKeep(Double($0)) }.map {
      "\(NumberText.count($0)) tokens"
    }
    let rest = [dollars ?? "dollars unknown", tokens ?? "tokens unknown"]
    let known = [dollars, tokens].compactMap { $0 }
    let lead = [NumberText.count(tries) + " tries", NumberText.duration(seconds) + " of slots"]
    let short = [NumberText.count(tries) + " tries", NumberText.duration(seconds)]
    return [lead + rest, lead + known, short + known.prefix(1), short].map { parts in
      [ChartSpan(parts.joined(separator: "   "), .dim)]
    }
  }

  static func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
