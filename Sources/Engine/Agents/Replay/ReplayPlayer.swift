import CSupervise
import Core
import Foundation

/// The program of a replay: writes the events of a recording as they came, and applies its diff in
/// the working folder.
package struct ReplayPlayer {
  /// The recording.
  let transcript: String
  /// A patch; without one the last diff of the recording counts.
  let diff: String?
  /// How many times as fast as it was.
  let speed: Double
  /// Where the diff is applied; the working folder when nil.
  var folder: String?
  /// Waits for so many seconds.
  var wait: (Double) -> Void = { seconds in
    var time = timespec(
      tv_sec: Int(seconds), tv_nsec: Int(seconds.truncatingRemainder(dividingBy: 1) * 1e9))
    nanosleep(&time, nil)
  }
  /// Takes a line of output.
  var write: (String) -> Void = { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) }

  /// `pawl replay TRANSCRIPT DIFF SPEED`, an empty DIFF for the recording's own.
  package static func main(_ arguments: [String]) -> Int32 {
    guard arguments.count == 5, let speed = Double(arguments[4]), speed > 0 else { return 2 }
    let player = ReplayPlayer(
      transcript: arguments[2], diff: arguments[3].isEmpty ? nil : arguments[3], speed: speed)
    guard player.play() else {
      FileHandle.standardError.write(Data("there is no recording \(arguments[2])\n".utf8))
      return 1
    }
    return 0
  }

  /// Plays it; false where there is nothing to play.
  func play() -> Bool {
    guard let data = FileManager.default.contents(atPath: transcript) else { return false }
    let decoder = JSONDecoder()
    let events = data.split(separator: 10).compactMap {
      try? decoder.decode(TimedAgentEvent.self, from: Data($0))
    }
    guard var time = events.first?.at else { return false }
    let patch = events.compactMap { timed -> String? in
      if case .diff(let text) = timed.event { return text }
      return nil
    }.last
    for timed in events {
      guard let event = Self.played(timed.event) else { continue }
      wait(max(0, timed.at - time) / speed)
      time = max(time, timed.at)
      if case .finished = event, let problem = apply(patch) {
        return say(.finished(.failed(problem)), at: timed.at)
      }
      _ = say(event, at: timed.at)
    }
    return true
  }

  /// What can happen again: nobody is asked twice, and nothing is told twice.
  private static func played(_ event: AgentEvent) -> AgentEvent? {
    switch event {
    case .started(_, let model, let version):
      .started(session: nil, model: model, version: version)
    case .told, .ask, .answered, .paused: nil
    default: event
    }
  }

  private func say(_ event: AgentEvent, at time: Timestamp) -> Bool {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    guard let line = try? encoder.encode(TimedAgentEvent(at: time, event: event)) else {
      return false
    }
    write(String(decoding: line, as: UTF8.self))
    return true
  }

  /// Applies the diff; what is wrong with it, in one sentence.
  private func apply(_ recorded: String?) -> String? {
    var path = diff
    if path == nil, let recorded, !recorded.isEmpty {
      let file = NSTemporaryDirectory() + "pawl-replay-\(UUID().uuidString).patch"
      do { try recorded.write(toFile: file, atomically: true, encoding: .utf8) } catch {
        return "the recorded diff cannot be put down: \(error.localizedDescription)"
      }
      path = file
    }
    guard let path else { return nil }
    defer { if diff == nil { try? FileManager.default.removeItem(atPath: path) } }
    let environment = ProcessInfo.processInfo.environment
    guard let git = ProgramPath.find("git", path: environment["PATH"]) else {
      return ProgramPath.missing("git")
    }
    let variables = environment.filter {
      !$0.key.hasPrefix("GIT_") || $0.key == "GIT_CEILING_DIRECTORIES"
    }
    var pid: Int32 = -1
    var code: Int32 = -1
    var signal: Int32 = 0
    let failure = withCStrings([git, "apply", "--whitespace=nowarn", path]) { argv in
      withCStrings(variables.map { "\($0.key)=\($0.value)" }) { envp in
        pawl_spawn(
          git, argv, envp, folder, -1, -1, 2, Int32(PAWL_TOGETHER.rawValue), &pid)
      }
    }
    guard failure == 0, pawl_wait(pid, &code, &signal) == 0, code == 0 else {
      return "the recorded diff does not apply to this clone"
    }
    return nil
  }
}
