import CSupervise
import Foundation
import Testing

/// A job folder of its own for one test, and the supervisor in it.
final class Job {
  let folder: String

  init() throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("supervise-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    folder = place.path
  }

  deinit {
    if !exists("exit.json"), pawl_lock_is_held(path("lock")) == 1, let start = try? started() {
      _ = pawl_kill(start.supervisor, SIGTERM)
      _ = try? record()
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  /// The text of a file, empty if there is none yet.
  func text(_ name: String) -> String {
    (try? bytes(name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  func read<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder().decode(type, from: bytes(name))
  }

  // MARK: Starting

  func arguments(_ command: [String], _ options: [String], cwd: String? = nil) -> [String] {
    ["supervise", "--job", folder, "--cwd", cwd ?? folder] + options + ["--"] + command
  }

  /// Starts a detached supervisor, waits until it holds the job, and gives how its starter ended.
  @discardableResult
  func start(_ command: [String], _ options: [String] = [], cwd: String? = nil) throws -> Ending {
    let arguments = arguments(command, options + ["--detach"], cwd: cwd)
    return try Child(binary, arguments).wait()
  }

  /// Starts a detached supervisor over a shell script.
  @discardableResult
  func start(script: String, _ options: [String] = []) throws -> Ending {
    try start(["sh", "-c", script], options)
  }

  /// Runs a shell script to its end.
  func run(script: String, _ options: [String] = []) throws -> Record {
    #expect(try start(script: script, options) == Ending(code: 0, signal: 0))
    return try record()
  }

  // MARK: Waiting

  /// Waits until something in the folder makes the condition true.
  func wait(
    for what: String, within limit: Duration = .seconds(60), until condition: () throws -> Bool
  ) throws {
    let watch = pawl_watch_open()
    defer { close(watch) }
    guard watch >= 0, pawl_watch_add(watch, folder) >= 0 else { throw SystemError(code: errno) }
    let deadline = ContinuousClock.now + limit
    var watched: Int32 = 0
    var name = [CChar](repeating: 0, count: 256)
    while try !condition() {
      let left = Int32((deadline - .now) / .milliseconds(1))
      guard left > 0, pawl_watch_next(watch, -1, left, &watched, &name, name.count) >= 0 else {
        throw Late(what: what)
      }
    }
  }

  func record() throws -> Record {
    try wait(for: "exit.json") { exists("exit.json") }
    return try read(Record.self, "exit.json")
  }

  func started() throws -> Start {
    try wait(for: "proc.json") { exists("proc.json") }
    return try read(Start.self, "proc.json")
  }

  func wait(output: String) throws {
    try wait(for: output) { text("out.log").contains(output) }
  }

  /// The number that a script wrote into a file.
  func pid(_ name: String) throws -> Int32 {
    try wait(for: name) { text(name).hasSuffix("\n") }
    return try #require(Int32(text(name).dropLast()))
  }
}
