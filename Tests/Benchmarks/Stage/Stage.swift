import Foundation

/// The command line: 0 done, 1 failed, 2 wrong usage.
enum Stage {
  private static let usage = """
    usage:
      stage make FOLDER --experiments N [--keeps K] [--running 8] [--points 1000000] [--seed 1]
          A project with a recorded campaign that is in the middle of so many runs; with
          --running 0 it has ended. The points are spread over those runs and the champion's.
      stage play FOLDER [--runs 8] [--hertz 1] [--seconds 60]
          Takes the engine's lock and appends points, progress, lines of logs and events, as an
          engine would. With --hertz 0 nothing is written but who is in charge.
      stage play FOLDER --burst [--events 100000] [--points 5000000] [--seconds 600]
          The same, as fast as the journal takes it, with a pause now and then. Says how far it is
          with each tenth.
    """

  static func run(_ arguments: [String]) -> Int32 {
    do {
      var options = try Options(arguments)
      switch options.command {
      case "make":
        let making = try Making(&options)
        try options.end()
        try making.run()
      case "play" where options.flag("burst"):
        let burst = try Burst(&options)
        try options.end()
        try burst.run()
      case "play":
        let play = try Play(&options)
        try options.end()
        try play.run()
      default: throw Options.Problem(text: "unknown command '\(options.command)'")
      }
      return 0
    } catch let problem as Options.Problem {
      complain("\(problem.text)\n\(usage)")
      return 2
    } catch {
      complain("\(error)")
      return 1
    }
  }

  static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data(("stage: " + text + "\n").utf8))
  }
}

/// What stands on the command line.
struct Options {
  struct Problem: Error {
    var text: String
  }

  let command: String
  let folder: String
  private var rest: [String]

  init(_ arguments: [String]) throws {
    guard arguments.count >= 2, !arguments[1].hasPrefix("--") else {
      throw Problem(text: "a command and a folder are needed")
    }
    command = arguments[0]
    folder = URL(fileURLWithPath: arguments[1]).standardizedFileURL.path
    rest = Array(arguments.dropFirst(2))
  }

  /// Whether a flag is there.
  mutating func flag(_ name: String) -> Bool {
    guard let place = rest.firstIndex(of: "--" + name) else { return false }
    rest.remove(at: place)
    return true
  }

  mutating func number(_ name: String) throws -> Double? {
    guard let place = rest.firstIndex(of: "--" + name) else { return nil }
    guard place + 1 < rest.count, let value = Double(rest[place + 1]), value >= 0 else {
      throw Problem(text: "--\(name) takes a number from 0")
    }
    rest.removeSubrange(place...(place + 1))
    return value
  }

  mutating func count(_ name: String, _ standard: Int) throws -> Int {
    Int(try number(name) ?? Double(standard))
  }

  func end() throws {
    if let unknown = rest.first { throw Problem(text: "unknown option '\(unknown)'") }
  }
}
