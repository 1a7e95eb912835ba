import Foundation

/// One thing the sweep could propose, with how much it is worth trying and why.
struct SweepMove: Sendable {
  let constant: SweepConstant
  let to: Double
  let text: String
  let score: Double
  let reason: String

  /// Every move of one constant that its own history does not speak against, untried values only.
  static func moves(of constant: SweepConstant, judge: SweepJudge) -> [SweepMove] {
    // Another lane's change of the same line would not merge with this one.
    let crowding = judge.trials.contains(where: \.isOpen) ? 2.5 : 0
    let tried = judge.trials.flatMap { [$0.to, $0.from] }
    return SweepDirection.allCases.flatMap { direction -> [SweepMove] in
      guard let opinion = judge.opinion(of: direction) else { return [] }
      let targets = SweepMoves.factors.compactMap {
        SweepMoves.target(constant, direction, factor: $0)
      }.filter { target in
        !tried.contains { constant.isAlike($0, target.value) }
          && (opinion.limit.map { abs(target.value - constant.value) < $0 } ?? true)
      }
      // Bigger than what was already tried this way first, then smaller.
      let edge =
        judge.trials.filter { constant.direction(to: $0.to) == direction }
        .map { abs($0.to - constant.value) }.max() ?? 0
      let beyond = targets.filter { abs($0.value - constant.value) > edge }
      let within = targets.filter { abs($0.value - constant.value) <= edge }
      return (beyond + within).enumerated().map { rank, target in
        SweepMove(
          constant: constant, to: target.value, text: target.text,
          score: opinion.worth - 0.9 * Double(rank) - crowding, reason: opinion.reason)
      }
    }
  }

  /// The change made in the file's text.
  func proposal(in fileText: String) -> SweepProposal {
    var bytes = Array(fileText.utf8)
    let old = String(decoding: bytes[constant.place], as: UTF8.self)
    bytes.replaceSubrange(constant.place, with: Array(text.utf8))
    return SweepProposal(
      file: constant.file, newText: String(decoding: bytes, as: UTF8.self),
      title: "\(constant.spoken) \(old) -> \(text)", reason: reason, name: constant.name,
      from: constant.value, to: to)
  }
}
