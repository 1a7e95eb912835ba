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
  private var asked: ContinuousClock.Instant?
  private(set) var isOpen = true
  /// The window's title as it was set last.
  var title = ""
  /// Programs that were given a text to copy and had not ended when last looked at.
  var stragglers: [ChildProcess] = []

  /// Opens the screen.
  ///
  /// Nothing is written before the first grid.
  ///
  /// - Parameters:
  ///   - variables: the environment.
  ///   - theme: the looks to begin with.
  ///   - options: what a person wishes of the terminal.
  ///   - descriptor: a terminal to use; nil for the one the process was started on.
  ///   - guarded: whether to restore the terminal when a signal ends the process, to notice a change of
  ///     size, and to keep what is printed to standard error until the screen closes.
  /// - Throws: ``TerminalError`` when no screen can be had.
  package init(
    environment variables: [String: String], theme: TerminalTheme = .standard,
    options wishes: TerminalOptions = TerminalOptions(), descriptor: Int32? = nil,
    guarded: Bool = true
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
      environment: environment, name: name, colors: Int(pawl_term_colors()), utf8: utf8,
      options: wishes)
    let size = pawl_term_size(tty)
    self.report = report
    self.descriptor = tty
    ownsDescriptor = descriptor == nil
    self.theme = theme
    presenter = Presenter(
      palette: Palette(theme: theme.settled(on: environment.background), depth: report.depth),
      unicode: report.capabilities.unicode,
      size: Size(width: Int(size.width), height: Int(size.height)))
    decoder = Decoder(keyStrings: Self.keyStrings())
    mouse = wishes.mouse
    pawl_term_mouse(mouse)
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
    didSet { settle() }
  }

  /// Tints follow from what is behind the text, as far as that is known by now.
  private func settle() {
    presenter.theme =
      decoder.background.map { theme.settled(on: $0.rgb) } ?? theme.settled(on: background)
  }

  /// Draws what differs from the grid before, in one write.
  package func present(_ grid: Grid) -> Presented {
    guard isOpen else { return .gone }
    let presented = presenter.present(grid)
    if asked == nil, case .bytes = presented {
      asked = .now
      if report.environment.takesQuestions { send(Self.questions) }
    }
    return presented
  }

  /// Whether a frame may be sent as one update, what color is behind the text, and last what the terminal is,
  /// which nearly all answer.
  ///
  /// The answers come among the keys, or never.
  private static let questions = "\u{1B}[?2026$p\u{1B}]11;?\u{1B}\\\u{1B}[c"

  /// Whether colors for a dark or for a light screen can be read, once that is known.
  package var background: Background {
    decoder.background?.background ?? report.environment.background
  }

  /// The color itself, where the terminal has told it.
  var backgroundColor: Background.Color? { decoder.background }

  /// Whether each frame is sent as one update; nil while the terminal has not said that it can.
  package var synchronizedUpdates: Bool? { decoder.synchronizedUpdates }

  /// How often anything was written: once a frame, unless the terminal takes it in parts.
  package var writes: Int { pawl_term_writes() }

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
    settle()
    return inputs
  }

  /// Takes what is held for what it is: an escape is the escape key.
  package func flushInput() -> [Input] { decoder.flush() }

  /// Mouse reports; off at first unless wished for, so that the terminal's own selection works.
  package var mouse: Bool {
    didSet { pawl_term_mouse(mouse) }
  }

  /// Waits a moment for answers that are on their way: a shell or an editor would take them for typed text.
  func awaitAnswers() {
    guard let asked, report.environment.takesQuestions, !decoder.hasAnswered,
      asked.duration(to: .now) < .seconds(2)
    else { return }
    for _ in 0..<4 where !decoder.hasAnswered {
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 15) >= 0, Int32(wait.revents) & POLLHUP == 0 else { return }
      if wait.revents != 0, readInput() == nil { return }
    }
  }

  /// Gives the terminal back; harmless when done twice.
  package func close() {
    guard isOpen else { return }
    awaitAnswers()
    isOpen = false
    pawl_term_end()
    reapStragglers()
    if ownsDescriptor { _ = closeDescriptor(descriptor) }
  }
}

/// `close` under a name that the method does not hide.
private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }
