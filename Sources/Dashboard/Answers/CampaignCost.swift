package import Core

/// What agents have cost; what nobody says stays unknown.
package struct CampaignCost: Equatable, Sendable {
  package var dollars: Double?
  package var tokens: Int?
  /// Dollars for each kept step; nil where dollars are unknown or nothing is kept.
  package var perKeep: Double?
  /// Whether some agent tells its tokens and not its dollars, so that there were more.
  package var isPartial: Bool

  package init(_ record: CampaignRecord, _ summary: CampaignSummary) {
    dollars = summary.dollars
    tokens = summary.tokens
    isPartial = record.lanes.contains { $0.dollars == nil && ($0.tokens ?? 0) > 0 }
    perKeep = summary.kept > 0 ? summary.dollars.map { $0 / Double(summary.kept) } : nil
  }

  /// For people, such as `$4.20, 1.3 M tokens, $2.10 for each kept step`; nil where nothing is known.
  package var text: String? {
    guard dollars != nil || tokens != nil else { return nil }
    let least = isPartial && dollars != nil ? "at least " : ""
    let parts = [
      dollars.map { least + Self.money($0) } ?? "dollars unknown",
      tokens.map { Self.count($0) + " tokens" },
      perKeep.map { "\(least)\(Self.money($0)) for each kept step" },
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// What the turn of one experiment cost; nil where nothing is known.
  package static func text(_ experiment: Experiment) -> String? {
    let parts = [
      experiment.dollars.map(money), experiment.tokens.map { count($0) + " tokens" },
      experiment.turnSeconds.map { Words.duration($0) + " of its agent" },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  static func money(_ dollars: Double) -> String {
    "$" + (dollars > 0 && dollars < 0.095 ? dollars.significant(1) : dollars.fixed(2))
  }

  static func count(_ tokens: Int) -> String {
    switch tokens {
    case ..<10_000: "\(tokens)"
    case ..<1_000_000: "\((Double(tokens) / 1e3).fixed(0)) k"
    default: "\((Double(tokens) / 1e6).fixed(1)) M"
    }
  }
}
