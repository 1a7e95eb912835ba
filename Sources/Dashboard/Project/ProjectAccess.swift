package import Core
import CSupervise
import Foundation
package import Journal
import Settings

/// Why a command line or a dashboard cannot do what it was asked.
package enum AccessError: Error, Equatable, CustomStringConvertible {
  /// There is no pawl.yaml here or above.
  case noProject(String)
  /// Nothing was ever started here.
  case noCampaign
  /// An engine is needed and none runs.
  case noEngine
  case noAnswer
  case refused(String)

  package var description: String {
    switch self {
    case .noProject(let folder):
      "there is no pawl.yaml in \(folder) or above it; `pawl init` writes one, `pawl demo` makes a project to try"
    case .noCampaign: "nothing was started here yet; `pawl` or `pawl run` starts it"
    case .noEngine: "no engine is running here; `pawl` or `pawl run` starts one"
    case .noAnswer: "the engine did not answer within 10 seconds; `pawl log` shows what it does"
    case .refused(let why): why
    }
  }

  /// The exit status that belongs to it.
  package var status: Int32 {
    switch self {
    case .noProject: 3
    case .noEngine: 4
    case .noCampaign, .noAnswer, .refused: 1
    }
  }
}

/// A project as everybody but its engine sees it: through the journal.
package struct ProjectAccess: Sendable {
  package let layout: Layout

  /// Finds the project that a folder belongs to.
  ///
  /// - Throws: `AccessError.noProject`.
  package init(from folder: String) throws {
    var path = URL(fileURLWithPath: folder).standardizedFileURL.path
    while true {
      if FileManager.default.fileExists(atPath: path + "/pawl.yaml") {
        layout = Layout(project: path)
        return
      }
      guard path != "/", !path.isEmpty else { throw AccessError.noProject(folder) }
      path = (path as NSString).deletingLastPathComponent
    }
  }

  /// - Throws: `AccessError.noCampaign` where there is no journal yet, `JournalError`.
  package func reader() throws -> JournalReader {
    guard FileManager.default.fileExists(atPath: layout.journal) else {
      throw AccessError.noCampaign
    }
    return try JournalReader(path: layout.journal)
  }

  /// The engine in charge, by its lock; nil when none runs.
  package func engine(_ reader: JournalReader) throws -> EngineRecord? {
    guard isEngineRunning else { return nil }
    return try reader.engine()
  }

  /// The agents a lane can be added for, by the names the project's settings give them.
  package var agents: [String] {
    let settings = try? SettingsReader.read(folder: layout.project)
    var seen: Set<String> = []
    return (settings?.agents ?? []).map(\.title).filter { seen.insert($0).inserted }
  }

  /// The file that tells the agents what to do, from the project's folder; nil without settings.
  package var instructions: String? {
    (try? SettingsReader.read(folder: layout.project))?.instructions
  }

  /// Whether an engine holds the project.
  package var isEngineRunning: Bool { pawl_lock_is_held(layout.lock) == 1 }

  /// Who asks, by the name of their account.
  package static var person: String {
    let environment = ProcessInfo.processInfo.environment
    return environment["USER"] ?? environment["LOGNAME"] ?? "uid \(getuid())"
  }

  /// Hands a command to the engine and gives its number.
  package func post(_ command: Command, to engine: EngineRecord) throws -> Int {
    try CommandPost.submit(
      command, by: Self.person, to: engine.id, path: layout.journal,
      now: Date().timeIntervalSince1970)
  }

  /// Hands a command to the engine and waits for what it says.
  ///
  /// - Throws: `AccessError.noEngine`, `.refused` with the engine's words, `.noAnswer`.
  package func ask(_ command: Command) throws -> String {
    guard isEngineRunning else { throw AccessError.noEngine }
    let deadline = Date().timeIntervalSince1970 + 10
    let reader = try reader()
    let watch = pawl_watch_open()
    defer { close(watch) }
    _ = pawl_watch_add(watch, layout.journal + "-wal")
    let engine = try introduced(reader, watch, until: deadline)
    let id = try post(command, to: engine)
    while true {
      // Looked at first: what an engine says last is there when it is gone.
      let isRunning = isEngineRunning
      if let answer = try reader.answer(to: id) {
        guard answer.accepted else { throw AccessError.refused(answer.text) }
        return answer.text
      }
      guard isRunning else { throw AccessError.noEngine }
      guard Date().timeIntervalSince1970 < deadline else { throw AccessError.noAnswer }
      Self.pause(watch)
    }
  }

  /// The engine that holds the project; one that is just starting has yet to say who it is.
  private func introduced(
    _ reader: JournalReader, _ watch: Int32, until deadline: Timestamp
  ) throws -> EngineRecord {
    while true {
      guard isEngineRunning else { throw AccessError.noEngine }
      if let engine = try reader.engine() { return engine }
      guard Date().timeIntervalSince1970 < deadline else { throw AccessError.noAnswer }
      Self.pause(watch)
    }
  }

  private static func pause(_ watch: Int32) {
    var name = [CChar](repeating: 0, count: 256)
    var which: Int32 = 0
    _ = pawl_watch_next(watch, -1, 200, &which, &name, name.count)
  }
}
