import ArgumentParser
import Core
import Dashboard

struct Pause: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pause lanes: their runs go on, nothing new starts.")

  @Argument(help: "Lanes; all if none is named.")
  var lanes: [String] = []

  func run() throws {
    print(try Place.project().ask(.pause(lanes: lanes.isEmpty ? nil : lanes)))
  }
}

struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Resume lanes.")

  @Argument(help: "Lanes; all if none is named.")
  var lanes: [String] = []

  func run() throws {
    print(try Place.project().ask(.resume(lanes: lanes.isEmpty ? nil : lanes)))
  }
}

struct Approve: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Let a reviewed proposal run.")

  @Argument(help: "The experiment's number.")
  var n: Int

  func run() throws {
    print(try Place.project().ask(.approve(experiment: n)))
  }
}

struct Veto: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "End an experiment; the reason becomes a rule for the agents.")

  @Argument(help: "The experiment's number.")
  var n: Int

  @Option(help: "What the agents should learn from it.")
  var reason = ""

  func run() throws {
    print(try Place.project().ask(.veto(experiment: n, reason: reason, lane: nil)))
  }
}

struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Undo a veto; the rule it made is removed.")

  @Argument(help: "The experiment's number.")
  var n: Int

  func run() throws {
    print(try Place.project().ask(.restore(experiment: n)))
  }
}

struct Rerun: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give an experiment another run with a fresh seed, a keep fresh pairs.",
    discussion: """
      A keep is measured in five fresh pairs against what it replaced; they add to those made before.
      """)

  @Argument(help: "The experiment's number.")
  var n: Int

  func run() throws {
    print(try Place.project().ask(.rerun(experiment: n)))
  }
}

struct Revoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take a keep back by a revert commit.")

  @Argument(help: "The experiment's number.")
  var n: Int

  @Option(help: "Why.")
  var reason = ""

  func run() throws {
    print(try Place.project().ask(.revoke(experiment: n, reason: reason)))
  }
}

struct Steer: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell a lane, or all, something.")

  @Argument(help: "A lane, or `all`.")
  var lane: String

  @Argument(help: "What to say.")
  var text: [String]

  private var words: String { text.joined(separator: " ") }

  func validate() throws {
    if words.allSatisfy(\.isWhitespace) { throw ValidationError("say something to the lane") }
  }

  func run() throws {
    print(try Place.project().ask(.steer(lane: lane == "all" ? nil : lane, text: words)))
  }
}

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "When a proposal waits for a yes before it runs.")

  @Argument(help: "never, flagged or always.")
  var mode: String

  private var chosen: ReviewMode? { ReviewMode(rawValue: mode) }

  func validate() throws {
    if chosen == nil {
      let known = ReviewMode.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("there is no review '\(mode)'; choose from \(known)")
    }
  }

  func run() throws {
    guard let chosen else { return }
    print(try Place.project().ask(.review(chosen)))
  }
}

struct LaneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lane", abstract: "Add or remove lanes, or let one begin a new conversation.",
    subcommands: [Add.self, Remove.self, Keep.self, Fresh.self])

  func run() throws {
    throw ValidationError(
      "say what to do: `lane add [AGENT]`, `lane remove LANE`, `lane keep LANE` or `lane fresh LANE`"
    )
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add lanes driven by an agent, or list the agents there are.")

    @Argument(help: "An agent of pawl.yaml, or one that pawl knows; without one they are listed.")
    var agent: String?

    @Option(help: "How many.")
    var count = 1

    func validate() throws {
      if !(1...64).contains(count) {
        throw ValidationError("--count takes a whole number from 1 to 64")
      }
    }

    func run() throws {
      let access = try Place.project()
      guard let agent else {
        for line in LaneAgents.lines(access) { print(line) }
        return
      }
      print(try access.ask(.addLane(agent: agent, count: count)))
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a lane after its turn.")

    @Argument(help: "The lane.")
    var lane: String

    func run() throws {
      print(try Place.project().ask(.removeLane(lane)))
    }
  }

  struct Fresh: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a lane's next turn begin a new conversation.")

    @Argument(help: "The lane.")
    var lane: String

    func run() throws {
      print(try Place.project().ask(.freshConversation(lane)))
    }
  }

  struct Keep: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Undo the removal of a lane.")

    @Argument(help: "The lane.")
    var lane: String

    func run() throws {
      print(try Place.project().ask(.keepLane(lane)))
    }
  }
}
