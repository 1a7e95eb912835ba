import CTerminal
package import Screen

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The terminal, taken over: a screen to present grids on, and the inputs that come from it.
///
/// There is one at a time. It belongs to the thread it was opened on. However the process ends, the
/// terminal is as it was found.
@MainActor
package final class TerminalScreen {
  /// What was found out about the terminal.
  package let report: TerminalReport
  /// The descriptor to wait on for input.
  package let descriptor: Int32

  private let ownsDescriptor: Bool
  private var presenter: Presenter
  private var decoder: Decoder
  private var asked = false
  private var isOpen = true
  private var title = ""

  /// Opens the screen.
  ///
  /// Nothing is written before the first grid.
  ///
  /// - Parameters:
  ///   - variables: the environment.
  ///   - theme: the looks to begin with.
  ///   - descriptor: a terminal to use; nil for the one the process was started on.
  ///   - guarded: whether to restore the terminal when a signal ends the process, to notice a change of
  ///     size, and to keep what is printed to standard error until the screen closes.
  /// - Throws: ``TerminalError`` when no screen can be had.
  package init(
    environment variables: [String: String], theme: TerminalTheme = .standard,
    descriptor: Int32? = nil, guarded: Bool = true
  ) throws(TerminalError) {
    let environment = TerminalEnvironment(variables)
    let utf8 = pawl_term_set_locale(environment.assumesUTF8)
    let tty = descriptor ?? pawl_term_open_tty()
    guard tty >= 0 else { throw .noTerminal }

    var options = guarded ? PAWL_TERM_GUARD | PAWL_TERM_KEEP_STDERR : 0
    if environment.depth(colors: 256).depth == .monochrome { options |= PAWL_TERM_MONOCHROME }
    let name: String
    do {
      name = try Self.begin(tty, environment.candidates, options: Int32(options))
    } catch {
      if descriptor == nil { _ = closeDescriptor(tty) }
      throw error
    }
    let report = TerminalReport(
      environment: environment, name: name, colors: Int(pawl_term_colors()), utf8: utf8)
    let size = pawl_term_size(tty)
    self.report = report
    self.descriptor = tty
    ownsDescriptor = descriptor == nil
    presenter = Presenter(
      palette: Palette(theme: theme, depth: report.depth),
      unicode: report.capabilities.unicode,
      size: Size(width: Int(size.width), height: Int(size.height)))
    decoder = Decoder(keyStrings: Self.keyStrings())
  }

  /// Tries the names in turn; the one that worked.
  private static func begin(
    _ tty: Int32, _ names: [String], options: Int32
  ) throws(TerminalError) -> String {
    var poor: String?
    for name in names {
      switch pawl_term_begin(tty, name, options) {
      case 0: return name
      case Int32(PAWL_TERM_UNKNOWN): continue
      case Int32(PAWL_TERM_POOR): poor = poor ?? name
      case let status where status == -ENOTTY: throw .noTerminal
      case let status: throw .system(code: -status)
      }
    }
    throw poor.map { .cannotMoveCursor(name: $0) } ?? .unknown(names: names)
  }

  /// The keys this terminal sends otherwise than all others.
  private static func keyStrings() -> [[UInt8]: KeyCode] {
    var strings: [[UInt8]: KeyCode] = [:]
    for (name, code) in KeyTable.capabilities {
      guard let string = pawl_term_string(name) else { continue }
      let bytes = Array(String(cString: string).utf8)
      guard bytes.count > 2, bytes[0] == 0x1B, bytes[1] == 0x5B || bytes[1] == 0x4F else {
        continue
      }
      var plain = Decoder()
      if plain.feed(bytes) + plain.flush() != [.key(Key(code))] { strings[bytes] = code }
    }
    return strings
  }

  // MARK: Picture

  /// Columns and rows now.
  package var size: Size {
    let size = pawl_term_size(descriptor)
    return Size(width: Int(size.width), height: Int(size.height))
  }

  /// What can be drawn with the theme of now.
  package var capabilities: Capabilities {
    var capabilities = report.capabilities
    capabilities.tints = presenter.palette.tints
    return capabilities
  }

  /// The looks; a change shows with the next grid.
  package var theme: TerminalTheme {
    get { presenter.theme }
    set { presenter.theme = newValue }
  }

  /// Draws what differs from the grid before, in one write.
  package func present(_ grid: Grid) -> Presented {
    guard isOpen else { return .gone }
    let presented = presenter.present(grid)
    if !asked, case .bytes = presented {
      asked = true
      // Whether a frame may be sent as one update. The answer comes among the keys, or never.
      if report.environment.takesQuestions { send("\u{1B}[?2026$p") }
    }
    return presented
  }

  /// Makes the next grid paint everything.
  package func repaint() { pawl_term_repaint() }

  /// Goes on sending a frame that the terminal did not take at once: whether it has all of it.
  package func drain() -> Presented {
    let left = pawl_term_drain()
    if left == 0 { return .bytes(0) }
    return left > 0 ? .busy : .gone
  }

  // MARK: Input

  /// How long to wait for more input before ``flushInput()``; nil when nothing is held.
  package var inputPatience: Duration? { decoder.patience }

  /// Reads what has come, without waiting; nil when the terminal is gone.
  package func readInput() -> [Input]? {
    let inputs: [Input]? = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) {
      let count = read(descriptor, $0.baseAddress, $0.count)
      if count > 0 { return decoder.feed($0.prefix(count)) }
      return count < 0 && [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) ? [] : nil
    }
    if decoder.synchronizedUpdates == true { pawl_term_synchronize(true) }
    return inputs
  }

  /// Takes what is held for what it is: an escape is the escape key.
  package func flushInput() -> [Input] { decoder.flush() }

  /// Mouse reports; off at first, so that the terminal's own selection works.
  package var mouse = false {
    didSet { pawl_term_mouse(mouse) }
  }

  // MARK: Manners

  /// Sets the window's title where there is one; the title that was there comes back at the end.
  package func setTitle(_ text: String) {
    guard report.environment.takesTitles else { return }
    let plain = text.unicodeScalars.filter {
      $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && (report.utf8 || $0.isASCII)
    }
    let wanted = String(String.UnicodeScalarView(plain.prefix(200)))
    guard wanted != title else { return }
    title = wanted
    pawl_term_title(wanted)
  }

  /// Rings, which tmux turns into a mark on the window.
  package func bell() { send("\u{7}") }

  /// Hands text to the terminal's clipboard by OSC 52; inside tmux through tmux's own.
  ///
  /// Whether the terminal takes it cannot be known.
  package func copy(_ text: String) {
    let sequence = "\u{1b}]52;c;\(Base64.text(Array(text.utf8)))\u{7}"
    guard report.environment.isTmux else { return send(sequence) }
    let inner = sequence.replacing("\u{1b}", with: "\u{1b}\u{1b}")
    send(sequence + "\u{1b}Ptmux;\(inner)\u{1b}\\")
  }

  private func send(_ text: String) {
    pawl_term_send(text, text.utf8.count)
  }

  /// Lends the terminal to another program, such as an editor, while the body runs.
  ///
  /// An interrupt typed there does not end this process. Everything is painted anew afterwards.
  package func withTerminalReleased<Result>(_ body: () throws -> Result) rethrows -> Result {
    pawl_term_release()
    defer { comeBack() }
    return try body()
  }

  /// Stops the process group as Ctrl-Z does elsewhere; returns when it goes on.
  package func suspend() {
    pawl_term_release()
    pawl_term_stop()
    comeBack()
  }

  private func comeBack() {
    title = ""
    guard isOpen else { return }
    pawl_term_reclaim()
  }

  /// Puts the modes back after a stop that came without warning.
  package func recover() { pawl_term_recover() }

  /// Gives the terminal back; harmless when done twice.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    pawl_term_end()
    if ownsDescriptor { _ = closeDescriptor(descriptor) }
  }
}

/// `close` under a name that the method does not hide.
private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }
