import Glibc
import Screen
import Testing

@testable import Terminal

extension OpenScreenTests {
  @Suite(.serialized) @MainActor
  struct ClipboardTests {
    /// A terminal, a folder for programs to be found in, and a screen.
    private func withScreen(
      _ variables: [String: String] = [:], _ way: ClipboardWay = .automatic, tmux: String? = nil,
      body: (TerminalScreen, Pty, String) throws -> Void
    ) throws {
      let pty = try Pty(width: 20, height: 3)
      let folder = try Folder.make()
      defer { Folder.remove(folder) }
      if let tmux { Folder.write("#!/bin/sh\n" + tmux, folder + "/tmux", executable: true) }
      let path = tmux == nil && variables["TMUX"] != nil ? folder : folder + ":/bin:/usr/bin"
      let all = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": path, "OUT": folder + "/out"]
      let screen = try TerminalScreen(
        environment: all.merging(variables) { $1 }, options: TerminalOptions(clipboard: way),
        descriptor: pty.side, guarded: false)
      defer { screen.close() }
      _ = screen.present(Grid(size: Size(width: 20, height: 3)))
      _ = pty.read(until: "\u{1B}[c")
      try body(screen, pty, folder)
    }

    @Test func `outside tmux the terminal is given it`() throws {
      try withScreen { screen, pty, _ in
        let outcome = screen.copy("äbc\n")
        #expect(outcome == ClipboardOutcome(way: .terminal, bytes: 5))
        #expect(outcome.sentence == "sent 5 bytes to the terminal's clipboard")
        #expect(pty.read(until: "\u{7}") == "\u{1B}]52;c;w6RiYwo=\u{7}")
      }
    }

    @Test func `inside tmux its buffer is given it`() throws {
      let script = "cat > \"$OUT\"; echo \"$*\" >> \"$OUT\"\n"
      try withScreen(["TMUX": "x"], tmux: script) { screen, pty, folder in
        let outcome = screen.copy("one line\n")
        #expect(outcome.sentence == "sent 9 bytes to tmux's buffer")
        // On a busy machine it may still be at it.
        while !screen.stragglers.isEmpty { screen.reapStragglers() }
        #expect(Folder.read(folder + "/out") == "one line\nload-buffer -w -\n")
        #expect(pty.read(patience: 20).isEmpty)
      }
    }

    @Test(arguments: [nil, "exit 1\n"])
    func `a tmux that is not there or does not want it is gone round`(tmux: String?) throws {
      try withScreen(["TMUX": "x"], tmux: tmux) { screen, pty, _ in
        #expect(screen.copy("hi").way == .terminal)
        #expect(
          pty.read(until: "\u{1B}\\")
            == "\u{1B}]52;c;aGk=\u{7}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGk=\u{7}\u{1B}\\")
      }
    }

    @Test func `a slow program is not waited for and not forgotten`() throws {
      try withScreen(["TMUX": "x"], tmux: "read x </dev/tty; exec sleep 1\n") { screen, _, _ in
        // The terminal of the tests is nobody's, so the program has none; it only sleeps.
        #expect(screen.copy("hi").way == .tmux)
        #expect(screen.stragglers.count == 1)
        while !screen.stragglers.isEmpty { screen.reapStragglers() }
      }
    }

    @Test func `a command of one's own is given it, or its failure is told`() throws {
      try withScreen(way: "cat > \"$OUT\"") { screen, folder in
        #expect(screen.copy("text").sentence == "sent 4 bytes to cat > \"$OUT\"")
        while !screen.stragglers.isEmpty { screen.reapStragglers() }
        #expect(Folder.read(folder + "/out") == "text")
      }
      try withScreen(way: "no-such-program-here") { screen, _ in
        #expect(
          screen.copy("x").sentence
            == "1 byte not copied: there is no program called no-such-program-here here")
      }
    }

    private func withScreen(way: String, body: (TerminalScreen, String) throws -> Void) throws {
      try withScreen([:], .command(way)) { screen, _, folder in try body(screen, folder) }
    }

    @Test func `what is too long for a terminal is not sent, and off is off`() throws {
      try withScreen { screen, pty, _ in
        let text = String(repeating: "x", count: ClipboardOutcome.terminalLimit + 1)
        #expect(
          screen.copy(text).sentence == "75001 bytes not copied: a terminal takes 75000 at most")
        #expect(pty.read(patience: 20).isEmpty)
      }
      try withScreen([:], .off) { screen, pty, _ in
        #expect(screen.copy("x").sentence == "1 byte not copied: the clipboard is off")
        #expect(pty.read(patience: 20).isEmpty)
      }
    }

    @Test func `GNU screen is given pieces that it hands on`() throws {
      try withScreen(["STY": "1.x"]) { screen, pty, _ in
        let text = String(repeating: "y", count: 400)
        #expect(screen.copy(text).way == .terminal)
        let pieces = pty.read(patience: 20).split(separator: "\u{1B}\\")
        #expect(pieces.count == 3)
        #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count <= 242 })
        let whole = pieces.map { String($0.dropFirst(2)) }.joined()
        #expect(whole == "\u{1B}]52;c;\(Base64.text(Array(text.utf8)))\u{7}")
      }
    }
  }
}
