import Core
import Dashboard
import Engine
import Foundation
import Glibc
import Journal
import Settings
import Synchronization

/// Runs an engine in this process, or starts one in the background.
enum EngineHost {
  /// Works in the foreground until the campaign ends; one line per event goes to `say`.
  ///
  /// Ctrl-C stops after the current runs, again: at once.
  static func run(
    _ access: ProjectAccess, options: EngineOptions, say: @escaping @Sendable (EventLine) -> Void
  ) throws {
    let settings = try Place.settings(access)
    let engine = try Engine(layout: access.layout, settings: settings, options: options) { lines in
      for line in lines { say(line) }
    }
    Interrupts.watch { now in engine.stop(now: now, by: ProjectAccess.person) }
    let done = DispatchSemaphore(value: 0)
    let failure = Mutex<(any Error)?>(nil)
    Task.detached {
      do { try await engine.run() } catch { failure.withLock { $0 = error } }
      done.signal()
    }
    done.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Starts an engine that outlives this process, and waits until it is in charge.
  ///
  /// - Throws: `Failure` with what the engine said when it could not start.
  static func startInBackground(_ access: ProjectAccess, arguments: [String] = []) throws {
    try access.layout.create()
    let log = open(access.layout.log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(log) }
    guard log >= 0 else {
      throw Failure(text: "cannot write \(access.layout.log): \(String(cString: strerror(errno)))")
    }
    let pid = try Spawn.detached(
      Place.program, ["engine"] + arguments, folder: access.layout.project, log: log)
    var status: Int32 = 0
    while waitpid(pid, &status, WNOHANG) == 0 {
      if let reader = try? access.reader(), (try? access.engine(reader)) != nil { return }
      poll(nil, 0, 20)
    }
    let said = (try? String(contentsOfFile: access.layout.log, encoding: .utf8)) ?? ""
    let line = said.split(separator: "\n").last.map(String.init) ?? "it said nothing"
    let prefix = "pawl: "
    throw Failure(text: line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : line)
  }
}
