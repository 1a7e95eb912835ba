import Core

/// What a turn, or a further attempt of it, is about where it is not simply the next idea.
enum TurnOccasion: Equatable, Sendable {
  /// The conversation goes on in a folder that was made anew.
  case goesOn
  /// The first run of an experiment crashed: its exit, and the end of what it printed.
  case repair(n: Int, exit: String, log: String)
  /// The change of an experiment does not fit the champion of now: how it does not.
  case conflict(n: Int, title: String, why: String)
  /// What came of the first attempt, as the end of a sentence that begins with `Your change`.
  case again(String)

  func text(limit: Int) -> String {
    switch self {
    case .goesOn:
      return
        "## This turn\n\nA new turn begins. Your folder was set back to the champion of now; propose the next change."
    case .repair(let n, let exit, let log):
      let head = """
        ## This turn: repair #\(n)

        Your folder holds the change of #\(n) as it was proposed. Its run crashed: \(Fence.line(exit, limit: 300)). Mend the fault and nothing else; the mended change is a new proposal. If it cannot be mended, change nothing and say why. The end of what it printed:

        """
      return head + "\n" + Fence.quoted(log, limit: max(0, limit - head.count), keepsEnd: true)
    case .conflict(let n, let title, let why):
      return
        "## This turn: put #\(n) on top of the champion\n\nThe champion has moved since #\(n) (\(Fence.line(title, limit: 200))) was proposed, and \(Fence.line(why, limit: 300)). Your folder holds the champion of now. Make the same change on top of it and nothing else; it is a new proposal. If the champion leaves no room for it, change nothing and say why."
    case .again(let why):
      return
        "## Once more\n\n\(Fence.line(why, limit: 1200)) Your folder was set back to what this turn began with. Make one change that can be taken, or say why there is none. Only what is in the folder when you end counts."
    }
  }
}
