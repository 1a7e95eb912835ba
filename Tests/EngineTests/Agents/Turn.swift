import CSupervise
import Core
import Foundation
import Settings

@testable import Engine

/// A turn that a test drives in a folder of its own.
final class Turn {
  let folder: String
  var task: AgentTask
  var environment = ProcessInfo.processInfo.environment
  private var orders: [Int32] = [-1, -1]
  private var end: [Int32] = [-1, -1]

  /// - Parameter place: where its folder is made.
  init(
    _ use: AgentKind, command: String? = nil, options: [String: String] = [:],
    in place: String = NSTemporaryDirectory()
  ) throws {
    pawl_default_signals()
    folder = place + "turn-\(UUID().uuidString)"
    for name in ["clone", "home", "job/brief"] {
      try FileManager.default.createDirectory(
        atPath: folder + "/" + name, withIntermediateDirectories: true)
    }
    task = AgentTask(
      use: use, command: command, options: options, clone: folder + "/clone",
      home: folder + "/home", job: folder + "/job", prompt: "Make one change.\n",
      promptFile: folder + "/job/brief/prompt.md", editable: ["train.py"])
    try task.prompt.write(toFile: task.promptFile, atomically: true, encoding: .utf8)
    _ = pawl_pipe(&orders)
    _ = pawl_pipe(&end)
  }

  deinit {
    for descriptor in orders + end where descriptor >= 0 { close(descriptor) }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Leaves orders before the turn begins; a pipe holds them.
  func order(_ order: DriverOrder) throws {
    var data = try JSONEncoder().encode(order)
    data.append(10)
    _ = data.withUnsafeBytes { write(orders[1], $0.baseAddress, $0.count) }
  }

  /// Ends the turn as a supervisor would.
  func cancel() { _ = pawl_wake(end[1]) }

  func run() -> TurnReport {
    AgentDriver(task: task, environment: environment, orders: orders[0], end: end[0]).run()
  }

  /// Drives it with somebody beside who acts on what the transcript says.
  ///
  /// - Parameter act: called with each event as it is written.
  func run(acting act: @escaping @Sendable (AgentEvent, Int32, Int32) -> Void) -> TurnReport {
    let path = task.job + "/transcript.jsonl"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let watch = pawl_watch_open()
    _ = pawl_watch_add(watch, path)
    let (orders, end) = (orders[1], end[1])
    var stop: [Int32] = [-1, -1]
    _ = pawl_pipe(&stop)
    let reader = stop[0]
    let done = DispatchSemaphore(value: 0)
    Thread {
      var seen = 0
      var name = [CChar](repeating: 0, count: 256)
      var number: Int32 = 0
      while pawl_watch_next(watch, reader, -1, &number, &name, name.count) != 2 {
        let events = Self.events(path)
        for event in events.dropFirst(seen) { act(event.event, orders, end) }
        seen = max(seen, events.count)
      }
      done.signal()
    }.start()
    let report = run()
    _ = pawl_wake(stop[1])
    done.wait()
    for descriptor in [watch, stop[0], stop[1]] { close(descriptor) }
    return report
  }

  var events: [AgentEvent] { Self.events(task.job + "/transcript.jsonl").map(\.event) }

  static func events(_ path: String) -> [TimedAgentEvent] {
    let data = FileManager.default.contents(atPath: path) ?? Data()
    return data.split(separator: 10).compactMap {
      try? JSONDecoder().decode(TimedAgentEvent.self, from: Data($0))
    }
  }

  /// What the agent said, put together.
  var text: String {
    events.map { event -> String in
      if case .text(let text) = event { return text }
      return ""
    }.joined()
  }

  func file(_ name: String) -> String? {
    FileManager.default.contents(atPath: folder + "/" + name).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

/// Sends an order from another thread.
func send(_ order: DriverOrder, to descriptor: Int32) {
  guard var data = try? JSONEncoder().encode(order) else { return }
  data.append(10)
  _ = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}

/// Waits until a process that was killed is gone.
func waitForEnd(of pid: Int32) {
  let watch = pawl_child_watch(pid)
  guard watch >= 0 else { return }
  var watched = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
  poll(&watched, 1, 10_000)
  close(watch)
}
