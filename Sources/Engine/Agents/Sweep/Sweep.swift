internal import Core

/// Proposes to change one numeric constant, going by what earlier changes of constants did.
///
/// A constant nobody tried comes first. A direction that helped is followed, one that nearly helped
/// is tried with a bigger step, and a constant that hurts both ways is left alone.
package enum Sweep {
  /// Steps on one constant that lose this much (in s) or more count as clearly bad.
  static let clearLoss = -1.0
  /// A gain (in s) that was not enough for a keep, but worth another step.
  static let nearMiss = 0.5

  /// The next change, or nil when nothing is left to try.
  ///
  /// - Parameters:
  ///   - files: the editable files as they are now.
  ///   - history: earlier changes, newest last, those of other lanes and those in flight included.
  ///   - rules: what people asked for; a constant named in one is left alone.
  ///   - seed: the lane's own, so that lanes look in different places.
  ///   - turn: the lane's turn, from 0 or 1 up.
  package static func propose(
    files: [(path: String, text: String)], history: [SweepTrial], rules: [String], seed: UInt64,
    turn: Int
  ) -> SweepProposal? {
    let rules = rules.map { SweepRule($0) }
    var random = SplitMix(seed: seed &+ UInt64(bitPattern: Int64(turn)) &* SplitMix.step)
    var best: (score: Double, move: SweepMove)?
    var index: UInt64 = 0
    for (path, text) in files {
      for constant in ConstantFinder.constants(in: text, file: path) {
        let isOwn = { (trial: SweepTrial) in trial.file == path && trial.name == constant.name }
        let trials = history.filter(isOwn)
        let since = history.suffix(from: history.lastIndex(where: isOwn).map { $0 + 1 } ?? 0)
        let banned =
          trials.contains { $0.state == "vetoed" } || rules.contains { $0.names(constant) }
        // Lanes whose seeds follow each other begin with different constants.
        let home = trials.isEmpty && index % 3 == seed % 3 ? 0.8 : 0
        index += 1
        let taste = 0.8 * random.share() + home
        let lean = random.share()
        guard !banned else { continue }
        let judge = SweepJudge(
          constant: constant, trials: trials, lean: lean,
          isStale: since.contains { $0.state == "kept" })
        for move in SweepMove.moves(of: constant, judge: judge) {
          let score = move.score + taste
          if best.map({ score > $0.score }) ?? true { best = (score, move) }
        }
      }
    }
    guard let move = best?.move, let file = files.first(where: { $0.path == move.constant.file })
    else { return nil }
    return move.proposal(in: file.text)
  }
}

/// A rule a person gave, reduced to its words.
struct SweepRule {
  private let words: [String]

  init(_ text: String) {
    words = text.split { !($0.isLetter || $0.isNumber) }.map { $0.lowercased() }
  }

  /// Whether the rule names this constant: `LEARNING_RATE`, "learning rate" and "learningRate" all do.
  func names(_ constant: SweepConstant) -> Bool {
    let own = constant.name.split(separator: ".").last.map(String.init) ?? constant.name
    let parts = SweepConstant.words(of: own)
    guard !parts.isEmpty else { return false }
    let joined = parts.joined()
    return words.contains(joined)
      || words.indices.contains { words[$0...].starts(with: parts) }
  }
}
