import Glibc
import Screen
import Testing

@testable import Terminal

struct TerminalReportTests {
  private func report(
    _ variables: [String: String], name: String?, utf8: Bool = true, locale: String = "C.UTF-8",
    options: TerminalOptions = TerminalOptions(), tmux: String? = nil
  ) -> [String] {
    var report = TerminalReport(
      environment: TerminalEnvironment(variables), name: name, colors: 256, utf8: utf8,
      options: options)
    report.locale = locale
    report.tmux = tmux.flatMap(TmuxFacts.init)
    return report.describe().map { $0.name.isEmpty ? $0.words : "\($0.name): \($0.words)" }
  }

  @Test func `it says what was found and why`() {
    #expect(
      report(["TERM": "foot", "LANG": "C.UTF-8"], name: "xterm-256color") == [
        "terminal: xterm-256color, as TERM is foot, which terminfo does not know here",
        "colors: 256 (terminfo: 256)",
        "text: UTF-8 (LANG=C.UTF-8)",
        "charts: braille (UTF-8)",
        "background: asked when the dashboard opens",
        "frames: synchronized where the terminal can; asked when the dashboard opens",
        "mouse: off at first; M turns it on and off",
        "clipboard: the terminal's, by OSC 52, which some terminals must be told to allow",
      ])
  }

  @Test func `a locale that this machine lacks is named together with what is used instead`() {
    let lines = report(["TERM": "xterm", "LANG": "de_DE.UTF-8"], name: "xterm")
    #expect(lines[2] == "text: UTF-8 (C.UTF-8, as this machine lacks LANG=de_DE.UTF-8)")
  }

  @Test func `wishes are told apart from findings`() {
    let lines = report(
      ["TERM": "xterm", "LANG": "C.UTF-8", "COLORFGBG": "0;15"], name: "xterm",
      options: TerminalOptions(glyphs: .block, mouse: true, clipboard: .command("wl-copy")))
    #expect(
      lines[3...4] == ["charts: block (the settings)", "background: light (COLORFGBG)"])
    #expect(
      lines[6...7] == [
        "mouse: on at first; M turns it on and off", "clipboard: wl-copy (the settings)",
      ])
  }

  @Test func `tmux is described with what would be more pleasant`() {
    let lines = report(
      ["TERM": "tmux-256color", "TMUX": "x"], name: "tmux-256color", tmux: "3.3a|500|0|off\n")
    #expect(
      lines.suffix(4) == [
        "inside: tmux 3.3a",
        "escape-time 500 ms, which every escape waits for; "
          + "`set -s escape-time 20` in tmux.conf is pleasant",
        "focus-events off; `set -g focus-events on` in tmux.conf tells when you look away",
        "set-clipboard off, so copies stay inside tmux; "
          + "`set -s set-clipboard external` hands them on",
      ])
    let good = report(
      ["TERM": "tmux-256color", "TMUX": "x"], name: "tmux-256color", tmux: "3.6|10|1|external\n")
    #expect(
      good.suffix(3) == [
        "escape-time 10 ms", "focus-events on", "set-clipboard external",
      ])
  }

  @Test(arguments: ["", "no server running", "3.3a|x|0|on", "3.3a|500|0"])
  func `an answer that is none is not taken for one`(answer: String) {
    #expect(TmuxFacts(answer: answer) == nil)
  }

  @Test func `a tmux that does not answer is not waited for`() throws {
    let folder = try Folder.make()
    defer { Folder.remove(folder) }
    Folder.write("#!/bin/sh\nexec sleep 30\n", folder + "/tmux", executable: true)
    let environment = TerminalEnvironment(["TMUX": "x", "PATH": folder + ":/bin:/usr/bin"])
    #expect(TmuxFacts.ask(environment) == nil)
    Folder.write(
      "#!/bin/sh\ntest \"$1\" = display-message && echo '3.4|20|1|on'\n", folder + "/tmux",
      executable: true)
    #expect(TmuxFacts.ask(environment)?.escapeTime == 20)
  }
}
