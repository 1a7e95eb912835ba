import Glibc
import Screen
import Testing

@testable import Terminal

extension OpenScreenTests {
  /// With the tmux of this machine, in a server of its own.
  @Suite(.enabled(if: RealTmux.isHere, "there is no tmux here")) @MainActor
  struct TmuxTests {
    @Test func `tmux takes a copy and answers what is asked`() throws {
      let tmux = try RealTmux()
      defer { tmux.end() }
      let pty = try Pty(width: 20, height: 3)
      let screen = try pty.open(tmux.variables)
      defer { screen.close() }
      #expect(screen.copy("line one\nline ü\n").sentence == "sent 17 bytes to tmux's buffer")
      while !screen.stragglers.isEmpty { screen.reapStragglers() }
      #expect(tmux.run("show-buffer") == "line one\nline ü\n")

      _ = tmux.run("set", "-s", "escape-time", "35")
      let facts = try #require(TmuxFacts.ask(TerminalEnvironment(tmux.variables)))
      #expect(facts.escapeTime == 35)
      #expect(!facts.focusEvents)
      #expect(facts.clipboard == "external")
      #expect(facts.version.first?.isNumber == true)
    }
  }
}

/// A tmux server in a folder of its own.
private struct RealTmux {
  static var isHere: Bool {
    (try? ChildProcess.locate("tmux", along: Probe.variable("PATH") ?? "")) != nil
  }

  let folder: String
  let variables: [String: String]

  init() throws {
    folder = try Folder.make()
    variables = [
      "TERM": "tmux-256color", "LANG": "C.UTF-8", "PATH": Probe.variable("PATH") ?? "",
      "TMUX": folder + "/socket,0,0",
    ]
    _ = run("-f", "/dev/null", "new-session", "-d", "sh -c 'read line'")
  }

  @discardableResult
  func run(_ words: String...) -> String? {
    let command = ChildCommand(.words(["tmux", "-S", folder + "/socket"] + words))
    return ChildProcess.output(of: command, variables: variables, within: 10_000)
  }

  func end() {
    run("kill-server")
    Folder.remove(folder)
  }
}
