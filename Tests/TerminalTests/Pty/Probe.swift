import Glibc
import Screen
import Terminal
import Testing

/// A small program with a screen, for tests that need one to end, stop or resize: this test program once more,
/// started by ``ProgramOnPty`` with `PAWL_PROBE` set.
///
/// Its keys: digits are counted, the rest is in ``take(_:)``.
@MainActor
final class Probe {
  nonisolated static var isWanted: Bool { variable("PAWL_PROBE") != nil }

  nonisolated static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private let screen: TerminalScreen
  private let loop: TerminalLoop
  private var digits = 0
  private var word = "ready"

  init() throws {
    var variables: [String: String] = [:]
    for name in ["TERM", "LANG", "PATH", "TMUX", "PAWL_PROBE", "PAWL_PROBE_FILE"] {
      variables[name] = Self.variable(name)
    }
    screen = try TerminalScreen(environment: variables)
    loop = TerminalLoop(screen: screen)
  }

  /// Runs until it is told to end; never returns to the tests.
  func run() -> Never {
    var handlers = LoopHandlers()
    handlers.onInput = { [self] inputs in
      for case .key(let key) in inputs {
        if case .character(let character) = key.code { take(character) }
      }
    }
    handlers.draw = { [self] in
      Self.picture(screen.size, "\(word) \(digits)")
    }
    let ending = loop.run(wake: [], handlers: handlers)
    screen.close()
    report("\(ending) turns \(loop.turns)")
    exit(ending == .stopped ? 0 : 9)
  }

  private func take(_ character: Character) {
    switch character {
    case "0"..."9": digits += 1
    case "t": _ = [1, 2, 3][digits + 3]
    case "f": fatalError("told to")
    case "v": digits += Int.max
    case "a": abort()
    case "o": digits = deep(digits)
    case "x": exit(3)
    case "X": _exit(crashElsewhere())
    case "p": fputs("printed meanwhile\n", Self.standardError)
    case "m": screen.mouse.toggle()
    case "T": screen.setTitle("a title")
    case "e": lend(nil)
    case "i": lend("some text\n")
    case "q": loop.stop()
    default: break
    }
  }

  private static var standardError: UnsafeMutablePointer<FILE>? {
    fdopen(dup(2), "w").map(unbuffered)
  }

  private static func unbuffered(_ file: UnsafeMutablePointer<FILE>) -> UnsafeMutablePointer<FILE> {
    setvbuf(file, nil, _IONBF, 0)
    return file
  }

  /// Runs the shell line of `PAWL_PROBE` with the file of `PAWL_PROBE_FILE`.
  private func lend(_ text: String?) {
    let line = Self.variable("PAWL_PROBE") ?? ""
    let file = Self.variable("PAWL_PROBE_FILE").map { [$0] } ?? []
    let command =
      line.hasPrefix("/")
      ? ChildCommand(.words([line] + file), input: text)
      : ChildCommand(.shell(line, arguments: file), input: text)
    let ending = screen.run(command)
    word = ending.problem(of: command) ?? "went well"
    report(word)
  }

  private func deep(_ depth: Int) -> Int { depth < 0 ? 0 : deep(depth + 1) + deep(depth + 2) }

  /// Reads what nobody may, on another thread.
  nonisolated private func crashElsewhere() -> Int32 {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        let length = UnsafePointer<CChar>(bitPattern: 8).map(strlen) ?? 0
        return UnsafeMutableRawPointer(bitPattern: length)
      }, nil)
    pthread_join(thread, nil)
    return 0
  }

  /// Adds a line to the file of `PAWL_PROBE_REPORT`.
  private func report(_ line: String) {
    guard let path = Self.variable("PAWL_PROBE_REPORT") else { return }
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let text = line + "\n"
    _ = write(file, text, text.utf8.count)
    close(file)
  }

  /// What it draws at a size: other text in every row and column.
  nonisolated static func picture(_ size: Size, _ status: String) -> Grid {
    var grid = Grid(size: size)
    let roles: [Role] = [.text, .dim, .good, .bad]
    let letters = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { String(UnicodeScalar($0)) }
    for row in 0..<size.height {
      for column in 0..<size.width {
        let letter = letters[(row * 7 + column * 3 + column / 5) % letters.count]
        grid[row, column] = Cell(letter, Style(roles[(row + column / 9) % roles.count]))
      }
    }
    for (column, character) in "<\(status)>".prefix(size.width).enumerated() {
      grid[0, column] = Cell(String(character), Style(.accent))
    }
    return grid
  }
}

/// The part of the probe: a test that only runs as one.
@Suite(.enabled(if: Probe.isWanted, "it is the program that other tests start")) @MainActor
struct ProbeTests {
  @Test func `plays a program on a terminal`() throws {
    try Probe().run()
  }
}
