import ArgumentParser
import Core
import Dashboard
import Journal

struct RuleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rule", abstract: "What the agents are told with every turn.",
    subcommands: [Add.self, Edit.self, Remove.self, List.self])

  func run() throws {
    throw ValidationError(
      "say what to do: `rule add TEXT`, `rule edit ID TEXT`, `rule remove ID` or `rule list`")
  }

  private static func words(_ text: [String]) throws -> String {
    let words = text.joined(separator: " ")
    if words.allSatisfy(\.isWhitespace) { throw ValidationError("a rule needs words") }
    return words
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tell the agents something for good.")

    @Argument(help: "What to say.")
    var text: [String]

    @Option(help: "The only lane it is for.")
    var lane: String?

    func validate() throws { _ = try words(text) }

    func run() throws {
      print(try Place.project().ask(.addRule(text: try words(text), lane: lane)))
    }
  }

  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put a rule in other words.")

    @Argument(help: "The rule's number.")
    var id: Int

    @Argument(help: "What it says from now on.")
    var text: [String]

    func validate() throws { _ = try words(text) }

    func run() throws {
      print(try Place.project().ask(.editRule(id: id, text: try words(text))))
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take a rule back.")

    @Argument(help: "The rule's number.")
    var id: Int

    func run() throws {
      print(try Place.project().ask(.removeRule(id)))
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The rules, from vetoes and by hand.")

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() throws {
      for rule in try Place.project().reader().record().rules {
        print(json ? try JSONLine.text(RuleAnswer(rule)) : Words.row(rule))
      }
    }
  }
}
