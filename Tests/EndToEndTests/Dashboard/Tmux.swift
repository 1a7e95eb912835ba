import Foundation
import Testing

/// A terminal in a tmux of its own: keys in, pictures out.
final class Tmux: Sendable {
  /// Where tmux is; nil where there is none.
  static let program: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { $0 + "/tmux" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()
  static let reason: Comment = "there is no tmux here"

  private let lab: Lab
  private let socket: String
  /// Where a file grows with everything the terminal is sent.
  private let folder: String

  /// Starts a command in the lab's project; the pane stays when it has ended.
  ///
  /// - Parameter terminal: which terminal it is told it has.
  init(
    _ lab: Lab, _ command: [String], width: Int = 120, height: Int = 36,
    terminal: String = "tmux-256color"
  ) async throws {
    self.lab = lab
    let name = UUID().uuidString.prefix(8)
    socket = "\(lab.home)/tmux-\(name)"
    folder = "\(lab.home)/sent-\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let variables = ["TERM=\(terminal)", "LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]
    try await run(
      [
        "start-server", ";", "set", "-g", "remain-on-exit", "on", ";", "set", "-g", "status", "off",
        ";", "set", "-g", "escape-time", "0", ";", "new-session", "-d", "-x", "\(width)", "-y",
        "\(height)", "-c", lab.folder, "env",
      ] + variables + command + [";", "pipe-pane", "-o", "cat >> '\(folder)/bytes'"])
  }

  /// The dashboard in the lab's project.
  convenience init(
    dashboardOf lab: Lab, _ arguments: String..., width: Int = 120, height: Int = 36,
    terminal: String = "tmux-256color"
  ) async throws {
    try await self.init(
      lab, [Lab.pawl] + arguments, width: width, height: height, terminal: terminal)
  }

  @discardableResult
  private func run(_ arguments: [String]) async throws -> String {
    let program = try #require(Tmux.program)
    let ending = try await Program(
      program, ["-S", socket, "-f", "/dev/null"] + arguments, in: lab.folder,
      environment: lab.environment
    ).ending(seconds: 30)
    guard ending.status == 0 else {
      throw Hang(description: "tmux \(arguments.joined(separator: " ")): \(ending.err)")
    }
    return ending.out
  }

  /// Presses keys by tmux's names: `j`, `Enter`, `C-z`.
  func press(_ keys: String...) async throws { try await run(["send-keys"] + keys) }

  func type(_ text: String) async throws { try await run(["send-keys", "-l", text]) }

  /// Gives the window other sizes, one after the other.
  func resize(_ sizes: [(width: Int, height: Int)]) async throws {
    let commands = sizes.map { ["resize-window", "-x", "\($0.width)", "-y", "\($0.height)"] }
    try await run(Array(commands.joined(separator: [";"])))
  }

  /// Tells the program of other sizes than the window has, as fast as they come.
  func storm(_ sizes: [(width: Int, height: Int)]) async throws {
    let tty = try await run(["display", "-p", "#{pane_tty}"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let script = sizes.map { "stty -F \(tty) cols \($0.width) rows \($0.height)" }
    _ = try await Program(
      "/bin/sh", ["-c", script.joined(separator: ";")], in: lab.folder,
      environment: lab.environment
    ).ending(seconds: 30)
  }

  /// The picture, a row a line.
  func screen() async throws -> String { try await run(["capture-pane", "-p"]) }

  /// What stands in the terminal, rows that were scrolled away included: tmux scrolls to say that a
  /// program has ended.
  func transcript() async throws -> String { try await run(["capture-pane", "-p", "-S", "-"]) }

  /// The process in the pane.
  func process() async throws -> Int32 {
    let text = try await run(["display", "-p", "#{pane_pid}"])
    return try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// Whether the alternate screen is shown, and the cursor.
  func modes() async throws -> String {
    try await run(["display", "-p", "#{alternate_on} #{cursor_flag}"])
  }

  /// Waits until the picture is as wanted, looking again whenever something was drawn.
  @discardableResult
  func until(
    _ what: String, seconds: Double = 30, _ look: (String) throws -> Bool
  ) async throws -> String {
    nonisolated(unsafe) let watch = FolderWatch([folder])
    let limit = ContinuousClock.now + .seconds(seconds)
    while true {
      let text = try await screen()
      if try look(text) { return text }
      guard ContinuousClock.now < limit else {
        throw Hang(description: "waited \(Int(seconds)) s for \(what); the screen shows\n\(text)")
      }
      try await blocking { watch.wait(milliseconds: 250) }
    }
  }

  /// Waits until the program has ended.
  ///
  /// A key is pressed again and again where it is ignored that comes before a question can have been
  /// read.
  func untilEnded(pressing key: String? = nil, seconds: Double = 30) async throws {
    let limit = ContinuousClock.now + .seconds(seconds)
    while try await run(["display", "-p", "#{pane_dead}"]) != "1\n" {
      guard ContinuousClock.now < limit else {
        throw Hang(description: "it goes on after \(Int(seconds)) s:\n\(try await screen())")
      }
      if let key { try? await press(key) }
    }
  }

  /// Waits until a text is on the screen.
  @discardableResult
  func shows(_ text: String, seconds: Double = 30) async throws -> String {
    try await until("\"\(text)\"", seconds: seconds) { $0.contains(text) }
  }

  /// Types an answer to a question that ignores keys which were typed before it could be read.
  func answer(_ text: String) async throws {
    try await until("a question that takes keys") { $0.contains("esc: nothing") }
    for _ in 0..<40 {
      try await type("~")
      if try await screen().contains("~") { break }
    }
    try await press("C-u")
    try await type(text)
    try await shows(text)
    try await press("Enter")
  }
}

extension String {
  /// The lines of a picture.
  var rows: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

  /// The part of a picture of 120 columns where the curve is.
  var curve: [String] { rows.dropFirst(10).prefix(6).map { String($0.dropFirst(48)) } }

  /// Cells with dots of a curve.
  var dots: Int { unicodeScalars.count { (0x2801...0x28FF).contains($0.value) } }
}
