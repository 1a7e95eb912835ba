import Core
import Engine
import Foundation
import Journal
import Synchronization

/// The lines an engine tells, and what a test does about them.
final class Story: Sendable {
  private struct State {
    var lines: [EventLine] = []
    var body: (@Sendable (EventLine) -> Void)?
  }

  private let state = Mutex(State())

  var lines: [EventLine] { state.withLock { $0.lines } }

  func add(_ lines: [EventLine]) {
    let body = state.withLock { state in
      state.lines += lines
      return state.body
    }
    for line in lines { body?(line) }
  }

  /// Forgets what to do, and with it the engine: they hold each other.
  func end() { state.withLock { $0.body = nil } }

  func tell(_ engine: Engine, _ body: @escaping @Sendable (EventLine, Engine) -> Void) {
    state.withLock { state in state.body = { body($0, engine) } }
  }
}

/// The built program: `PAWL_BINARY`, or the one beside the test bundle.
let pawlBinary: String = {
  if let path = ProcessInfo.processInfo.environment["PAWL_BINARY"] { return path }
  let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  return bundle.deletingLastPathComponent().appendingPathComponent("pawl").path
}()

/// Runs programs to their end, without blocking a thread of the test's pool; nothing they start
/// outlives them.
struct Shell {
  let project: TestProject

  struct Ending: Equatable {
    var code: Int?
    var out: String
    var err: String
  }

  /// Runs the built program in the project, or elsewhere.
  func pawl(_ arguments: String..., folder: String? = nil) async throws -> Ending {
    try await run([pawlBinary] + arguments, folder: folder)
  }

  func sh(_ script: String, folder: String? = nil) async throws -> Ending {
    try await run(["/bin/sh", "-c", script], folder: folder)
  }

  private func run(_ program: [String], folder: String?) async throws -> Ending {
    let place = Layout(project: project.root)
    try place.create()
    let runner = LocalRunner(layout: place, program: pawlBinary)
    let watch = JobWatch(runner: runner)
    defer { watch.close() }
    let id = "shell-\(UUID().uuidString)"
    try runner.start(
      JobSpec(
        id: id, program: program, folder: folder ?? project.path,
        environment: ProcessInfo.processInfo.environment, wall: 120, grace: 1))
    guard case .ended(let record) = await watch.end(of: id) else {
      return Ending(code: nil, out: "", err: "")
    }
    func text(_ name: String) -> String {
      let data = FileManager.default.contents(atPath: place.job(id) + "/" + name)
      return String(decoding: data ?? Data(), as: UTF8.self)
    }
    return Ending(code: record.code, out: text("out.log"), err: text("err.log"))
  }
}
