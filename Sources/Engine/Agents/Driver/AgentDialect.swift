import Core

/// How one kind of agent is talked with: a state machine from its lines to events and answers.
///
/// It reads no clock and no file and starts nothing; the driver does what its steps say. A dialect
/// never fails on a line: what it does not understand is `noise`. The driver itself tells the
/// transcript the prompt, what people say and answer, and which questions were left open at the end;
/// a dialect tells of an `answered` only where its agent takes a question back. Of several
/// `finished` the first counts, and usage is that of the turn so far: what is nil stays as it was.
protocol AgentDialect: Sendable {
  /// The program for this turn.
  ///
  /// - Throws: `EngineError` when the options make no sense.
  static func launch(_ task: AgentTask) throws -> AgentLaunch

  init(_ task: AgentTask)

  /// The program runs; what has to be said first.
  mutating func begin() -> [DialectStep]

  /// A line of its standard output, without its end, bounded by the driver.
  mutating func receive(_ line: AgentLine) -> [DialectStep]

  /// A person says something; `Delivery.nextTurn` when it cannot be said now.
  mutating func say(_ text: String) -> (Delivery, [DialectStep])

  mutating func answer(_ ask: String, _ answer: AgentAnswer) -> [DialectStep]

  /// Asks it to end the turn and to keep the conversation; empty when the protocol has no word for it.
  mutating func interrupt() -> [DialectStep]

  /// A file that a step asked for.
  mutating func fileDone(_ id: String, _ result: FileResult) -> [DialectStep]

  /// Its output ended with this exit; how the turn ended, unless that was said already.
  mutating func exited(_ exit: AgentExit) -> [DialectStep]
}

extension AgentDialect {
  mutating func answer(_ ask: String, _ answer: AgentAnswer) -> [DialectStep] { [] }
  mutating func interrupt() -> [DialectStep] { [] }
  mutating func fileDone(_ id: String, _ result: FileResult) -> [DialectStep] { [] }
}

/// How an agent's program is started.
struct AgentLaunch: Equatable, Sendable {
  /// What its standard input is.
  enum Input: Equatable, Sendable {
    /// Closed from the start.
    case none
    /// The prompt, then closed.
    case prompt
    /// Lines both ways.
    case lines
  }

  /// The program, looked for on PATH, and its arguments.
  var program: [String]
  var input: Input
  /// Added to the environment the driver has.
  var environment: [String: String] = [:]
  /// Names taken out of it; a `*` at the end stands for anything.
  var removing: [String] = []
  /// Names that stay all the same.
  var keeping: [String] = []
  /// The log in which it says what it does not tell here.
  var diary: AgentDiary?

  /// The environment of the program, from that of the driver.
  func variables(from inherited: [String: String]) -> [String: String] {
    inherited.filter { name, _ in
      !Self.any(removing, match: name) || Self.any(keeping, match: name)
    }.merging(environment) { $1 }
  }

  private static func any(_ patterns: [String], match name: String) -> Bool {
    patterns.contains { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : name == $0 }
  }
}

/// A line as the driver read it; what is longer than its bound is cut, and says so.
struct AgentLine: Equatable, Sendable {
  var text: String
  var isCut = false
}

/// What a dialect wants done.
enum DialectStep: Equatable, Sendable {
  case event(AgentEvent)
  /// Writes a line to the agent's standard input.
  case send(String)
  /// The turn is over as far as the protocol goes: standard input is closed, and the program gets a
  /// few seconds to leave.
  case over
  /// Reads or writes a file for the agent, inside its clone only.
  case file(id: String, FileRequest)
}

/// A file that an agent wants read or written.
enum FileRequest: Equatable, Sendable {
  /// From a line on, counted from 1, at most so many lines; nil for all.
  case read(path: String, line: Int?, limit: Int?)
  case write(path: String, text: String)
}

/// What became of it.
enum FileResult: Equatable, Sendable {
  case text(String)
  case written
  /// Why not, in one sentence.
  case refused(String)
}

/// How the agent's program ended.
struct AgentExit: Equatable, Sendable {
  var code: Int32?
  var signal: Int32?
  /// The last lines of its error output, cleaned.
  var said: String
  /// What was written in its own log meanwhile, not cleaned, by others as well.
  var logged = ""
}
