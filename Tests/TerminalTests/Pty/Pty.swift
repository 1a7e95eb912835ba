import CTerminal
import Glibc
import Screen
import Terminal

/// A pseudo-terminal under a test: what it types, and what it sees.
final class Pty {
  private(set) var descriptor: Int32
  /// The program's side, held open so that the modes outlive the program.
  let side: Int32
  fileprivate var found: termios?

  init(width: Int, height: Int) throws {
    descriptor = pawl_pty_open(Int32(width), Int32(height))
    guard descriptor >= 0 else { throw TerminalError.system(code: -descriptor) }
    side = pawl_pty_open_program_side(descriptor)
    guard side >= 0 else { throw TerminalError.system(code: -side) }
    // As the dashboard opens its own.
    _ = fcntl(side, F_SETFL, O_NONBLOCK)
  }

  deinit {
    pawl_pty_close(side)
    hangUp()
  }

  /// Closes the window.
  func hangUp() {
    if descriptor >= 0 { pawl_pty_close(descriptor) }
    descriptor = -1
  }

  func type(_ text: String) {
    _ = text.utf8.withContiguousStorageIfAvailable {
      pawl_pty_write(descriptor, $0.baseAddress, $0.count)
    }
  }

  /// What comes until the output has the text in it, or until none comes for a while.
  func read(until wanted: String? = nil, patience: Int = 200) -> String {
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pawl_pty_read(descriptor, &part, part.count, Int32(patience))
      guard count > 0 else { break }
      output += part.prefix(Int(count))
      if let wanted, String(decoding: output, as: UTF8.self).contains(wanted) { break }
    }
    return String(decoding: output, as: UTF8.self)
  }

  func resize(width: Int, height: Int) {
    pawl_pty_resize(descriptor, Int32(width), Int32(height))
  }

  func resize(to size: Size) { resize(width: size.width, height: size.height) }

  /// Whether lines are edited and echoed by the terminal, as a shell needs it.
  var isCooked: Bool {
    Int(pawl_pty_modes(descriptor)) == PAWL_PTY_ECHO | PAWL_PTY_CANONICAL
  }
}

extension Pty {
  private var modes: termios {
    var modes = termios()
    tcgetattr(side, &modes)
    return modes
  }

  /// Sets modes that nobody has by chance.
  func useOddModes() {
    var odd = modes
    odd.c_iflag ^= tcflag_t(IXANY)
    odd.c_oflag |= tcflag_t(ONLCR)
    odd.c_lflag ^= tcflag_t(ECHOK)
    odd.c_cc.5 = 3
    tcsetattr(side, TCSANOW, &odd)
    found = modes
  }

  /// Whether every mode is as ``useOddModes()`` left it.
  var hasOddModes: Bool {
    guard let found else { return false }
    let now = modes
    return withUnsafeBytes(of: found) { found in
      withUnsafeBytes(of: now) { found.elementsEqual($0) }
    }
  }

  /// A screen on this terminal.
  @MainActor
  func open(
    _ variables: [String: String] = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
  ) throws -> TerminalScreen {
    try TerminalScreen(environment: variables, descriptor: side, guarded: false)
  }
}

extension Grid {
  mutating func put(_ row: Int, _ column: Int, _ text: String, _ style: Style = Style(.text)) {
    for (offset, character) in text.enumerated() {
      self[row, column + offset] = Cell(String(character), style)
    }
  }
}
