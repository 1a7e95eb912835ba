import CSupervise
import Foundation
import Subprocess

/// Runs git as one-shot commands that no configuration or hook of a project or agent can bend.
package struct Git: Sendable {
  /// The repository's git folder.
  let repository: String

  package init(_ repository: String) {
    self.repository = repository
  }

  /// What git said and how it ended.
  package struct Output: Sendable {
    package var status: Int
    package var bytes: [UInt8]
    package var said: String

    /// Standard output as text, without the newline at its end.
    package var text: String {
      var text = String(decoding: bytes, as: UTF8.self)
      while text.last == "\n" { text.removeLast() }
      return text
    }
  }

  private static let neutral = [
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0",
    "-c", "commit.gpgSign=false", "-c", "core.autocrlf=false", "-c", "core.quotePath=true",
    "-c", "diff.external=", "-c", "core.attributesFile=/dev/null", "-c",
    "protocol.file.allow=always",
    "-c", "safe.directory=*", "-c", "advice.detachedHead=false",
    // Another program that holds a lock gets the time to finish.
    "-c", "core.filesRefLockTimeout=3000", "-c", "core.packedRefsTimeout=3000",
  ]

  /// The environment without anything a surrounding git, hook or shell left there for another
  /// repository.
  private static let surroundings: Environment = {
    var values: [Environment.Key: String] = [:]
    for (name, value) in ProcessInfo.processInfo.environment
    where !name.hasPrefix("GIT_") || name == "GIT_EXEC_PATH" {
      if let key = Environment.Key(rawValue: name) { values[key] = value }
    }
    return .custom(values)
  }()

  /// Runs git and gives whatever came of it.
  ///
  /// - Parameters:
  ///   - workTree: files that belong to `index`, when the command touches files.
  ///   - date: author and committer date in seconds, for commits that must come out the same twice.
  ///   - author: who wrote what is committed; pawl itself when nil.
  package func attempt(
    _ arguments: [String], workTree: String? = nil, index: String? = nil, date: Int? = nil,
    author: Author? = nil, input: String? = nil
  ) async throws -> Output {
    var environment: [Environment.Key: String?] = [
      "GIT_DIR": repository, "GIT_WORK_TREE": workTree, "GIT_INDEX_FILE": index,
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0",
      "GIT_TERMINAL_PROMPT": "0",
      "GIT_AUTHOR_NAME": "pawl", "GIT_AUTHOR_EMAIL": "pawl@localhost",
      "GIT_COMMITTER_NAME": "pawl", "GIT_COMMITTER_EMAIL": "pawl@localhost", "LC_ALL": "C",
    ]
    if let author {
      environment["GIT_AUTHOR_NAME"] = author.name
      environment["GIT_AUTHOR_EMAIL"] = author.email
    }
    if let date {
      environment["GIT_AUTHOR_DATE"] = "\(date) +0000"
      environment["GIT_COMMITTER_DATE"] = "\(date) +0000"
    }
    let arguments = Arguments(Self.neutral + arguments)
    let limit = 256 << 20
    let updated = Self.surroundings.updating(environment)
    do {
      if let input {
        let result = try await run(
          .name("git"), arguments: arguments, environment: updated, input: .string(input),
          output: .bytes(limit: limit), error: .string(limit: 1 << 20))
        return Output(
          status: Self.status(result.terminationStatus), bytes: result.standardOutput,
          said: Self.firstLine(result.standardError))
      }
      let result = try await run(
        .name("git"), arguments: arguments, environment: updated, input: .none,
        output: .bytes(limit: limit), error: .string(limit: 1 << 20))
      return Output(
        status: Self.status(result.terminationStatus), bytes: result.standardOutput,
        said: Self.firstLine(result.standardError))
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw EngineError.noGit
    }
  }

  /// Runs git and gives its standard output as text.
  ///
  /// - Throws: `EngineError.git` when it ends with another status than 0, `.noRoom` on a full disk.
  @discardableResult
  package func text(
    _ arguments: [String], workTree: String? = nil, index: String? = nil, date: Int? = nil,
    author: Author? = nil, input: String? = nil
  ) async throws -> String {
    let output = try await attempt(
      arguments, workTree: workTree, index: index, date: date, author: author, input: input)
    guard output.status == 0 else { throw failure(of: arguments, output) }
    return output.text
  }

  /// Why git failed: in its own words, unless those only hide that the disk is full.
  func failure(of arguments: [String], _ output: Output) -> EngineError {
    if isOutOfRoom { return .noRoom(repository) }
    return .git(arguments: arguments, status: output.status, said: output.said)
  }

  /// Whether the disk of the repository is full.
  var isOutOfRoom: Bool {
    var room: UInt64 = 0
    return pawl_disk_free(repository, &room) == 0 && room < Self.leastRoom
  }

  /// Bytes below which a disk counts as full.
  private static let leastRoom: UInt64 = 1 << 20

  private static func status(_ status: TerminationStatus) -> Int {
    switch status {
    case .exited(let code): Int(code)
    case .signaled(let signal): 128 + Int(signal)
    }
  }

  private static func firstLine(_ text: String?) -> String {
    let lines = (text ?? "").split(separator: "\n")
    let line = lines.first { $0.hasPrefix("fatal:") || $0.hasPrefix("error:") } ?? lines.first
    return line.map(String.init) ?? ""
  }
}
