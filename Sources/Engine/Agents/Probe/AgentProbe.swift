import CSupervise
import Glibc

/// Which coding agents are on this machine, and whether they answer.
package struct AgentProbe {
  /// An agent that was found.
  package struct Found: Equatable, Sendable {
    package var agent: KnownAgent
    /// The file that would be started.
    package var path: String
    /// What it said its version is; nil when it did not say so in time.
    package var version: String?
  }

  private let environment: [String: String]
  private let seconds: Double

  /// - Parameters:
  ///   - environment: of this process; `PATH` says where to look, `XDG_CACHE_HOME` or `HOME` where
  ///     versions are remembered.
  ///   - seconds: that all of them together may take to answer.
  package init(environment: [String: String], seconds: Double = 6) {
    self.environment = environment
    self.seconds = seconds
  }

  /// The agents that are there, none of them asked for its version.
  package func look(_ agents: [KnownAgent] = KnownAgent.all) -> [Found] {
    agents.compactMap { agent in
      ProgramPath.find(agent.program, path: environment["PATH"]).map {
        Found(agent: agent, path: $0, version: nil)
      }
    }
  }

  /// The agents that are there, in the order of `KnownAgent.all`, with the versions that are remembered;
  /// all others are asked at once.
  package func run(_ agents: [KnownAgent] = KnownAgent.all) -> [Found] {
    var memory = VersionMemory(environment: environment)
    var found = look(agents)
    for place in found.indices { found[place].version = memory.version(of: found[place].path) }
    let told = ask(found.filter { $0.version == nil })
    memory.keep(told)
    for answer in told {
      if let place = found.firstIndex(where: { $0.path == answer.path }) { found[place] = answer }
    }
    return found
  }

  private func ask(_ found: [Found]) -> [Found] {
    var questions = found.map { Question($0.agent, path: $0.path, environment: environment) }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(seconds)
    while questions.contains(where: \.isOpen) {
      let left = (deadline - clock.now) / .milliseconds(1)
      guard left > 0 else { break }
      wait(for: &questions, milliseconds: Int32(min(left + 1, 1000)))
    }
    return questions.map { $0.end() }
  }

  private func wait(for questions: inout [Question], milliseconds: Int32) {
    var polled: [pollfd] = []
    var places: [(Int, isOutput: Bool)] = []
    for (place, question) in questions.enumerated() {
      for (end, isOutput) in question.ends {
        polled.append(pollfd(fd: end, events: Int16(POLLIN), revents: 0))
        places.append((place, isOutput))
      }
    }
    guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return }
    for (end, place) in zip(polled, places) where end.revents != 0 {
      questions[place.0].read(end.fd, isOutput: place.isOutput)
    }
  }

  /// An agent asked for its version.
  private struct Question {
    let agent: KnownAgent
    let path: String
    private let process: AgentProcess?
    private var said = ""

    /// Bytes of what it says in which its version is looked for.
    private static let bound = 16 << 10

    init(_ agent: KnownAgent, path: String, environment: [String: String]) {
      self.agent = agent
      self.path = path
      let folder = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
      let asked =
        agent.quicker.flatMap { ProgramPath.find(folder + $0, path: nil) } ?? path
      process = try? AgentProcess(
        asked, arguments: ["--version"], environment: environment, folder: "/", talks: false)
    }

    /// What it can still be heard by.
    var ends: [(Int32, isOutput: Bool)] {
      guard let process else { return [] }
      return [(process.output, true), (process.errors, false)].filter { $0.0 >= 0 }
    }

    var isOpen: Bool { !ends.isEmpty }

    mutating func read(_ end: Int32, isOutput: Bool) {
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = bytes.withUnsafeMutableBytes { Glibc.read(end, $0.baseAddress, $0.count) }
      if count > 0 {
        // One that goes on talking is heard, but not remembered.
        if said.utf8.count < Self.bound { said += String(decoding: bytes[..<count], as: UTF8.self) }
      } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
        isOutput ? process?.closeOutput() : process?.closeErrors()
      }
    }

    /// Ends it, should it still run, and gives what it said.
    func end() -> Found {
      process?.signal(SIGKILL)
      let exit = process?.wait()
      let version = exit?.code == 0 || isOpen ? AgentProbe.version(in: said) : nil
      return Found(agent: agent, path: path, version: version)
    }
  }

  /// The first thing that looks like a version: numbers with points between them.
  static func version(in said: String) -> String? {
    let words = said.prefix(4096).split { !($0.isNumber || $0.isLetter || "._-+".contains($0)) }
    for word in words {
      let word = word.first == "v" ? word.dropFirst() : word
      let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
      guard numbers.count > 1, numbers.prefix(2).allSatisfy({ $0.first?.isNumber == true }) else {
        continue
      }
      return String(word.last == "." ? word.dropLast() : word)
    }
    return nil
  }
}
