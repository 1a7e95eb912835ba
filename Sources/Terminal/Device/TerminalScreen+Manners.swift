import CTerminal

/// Title, bell, and stepping aside for others.
extension TerminalScreen {
  /// Sets the window's title where there is one; the title that was there comes back at the end.
  package func setTitle(_ text: String) {
    guard report.options.title, report.environment.takesTitles else { return }
    let plain = text.unicodeScalars.filter {
      $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && (report.utf8 || $0.isASCII)
    }
    let wanted = String(String.UnicodeScalarView(plain.prefix(200)))
    guard wanted != title else { return }
    title = wanted
    pawl_term_title(wanted)
  }

  /// Rings, which tmux turns into a mark on the window.
  package func bell() {
    if report.options.bell { send("\u{7}") }
  }

  func send(_ text: String) {
    pawl_term_send(text, text.utf8.count)
  }

  /// Lends the terminal to another program, such as an editor, while the body runs.
  ///
  /// An interrupt typed there does not end this process. Everything is painted anew afterwards.
  package func withTerminalReleased<Result>(_ body: () throws -> Result) rethrows -> Result {
    awaitAnswers()
    pawl_term_release()
    defer { comeBack() }
    return try body()
  }

  /// Stops the process group as Ctrl-Z does elsewhere; returns when it goes on.
  package func suspend() {
    awaitAnswers()
    pawl_term_release()
    pawl_term_stop()
    comeBack()
  }

  private func comeBack() {
    guard isOpen else { return }
    pawl_term_reclaim()
    let wanted = title
    title = ""
    if !wanted.isEmpty { setTitle(wanted) }
  }

  /// Puts the modes back after a stop that came without warning.
  package func recover() { pawl_term_recover() }
}
