import CTerminal
import Glibc
import Screen
import Terminal

/// The probe on a pseudo-terminal, and what the terminal shows.
final class ProgramOnPty {
  let pty: Pty
  let process: pid_t
  private(set) var emulator: Emulator
  /// Every byte that came.
  private(set) var sent: [UInt8] = []
  var sentText: String { String(decoding: sent, as: UTF8.self) }
  /// A folder of its own, and in it what the probe says of itself.
  let folder: String
  var reportPath: String { folder + "/report" }

  /// The probe as a shell has to call it.
  static let probe = "\"$PAWL_PROBE_PROGRAM\" --testing-library swift-testing --filter ProbeTests"

  /// Starts the probe.
  ///
  /// - Parameters:
  ///   - shell: a line for a shell to start it by, where that matters; see ``probe``.
  ///   - jobs: whether that shell is to treat it as a job, as one that a person types into does.
  ///   - lends: what the probe runs when asked to, and the file it runs that with.
  init(
    shell: String = "exec " + ProgramOnPty.probe, jobs: Bool = false, lends: String = "true",
    file: String? = nil, width: Int = 60, height: Int = 12, prepare: (Pty) -> Void = { _ in }
  ) throws {
    pty = try Pty(width: width, height: height)
    emulator = Emulator(size: Size(width: width, height: height))
    prepare(pty)
    folder = try Folder.make()
    var program = [CChar](repeating: 0, count: 4096)
    readlink("/proc/self/exe", &program, program.count - 1)
    var all = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
      "PAWL_PROBE": lends, "PAWL_PROBE_REPORT": folder + "/report",
      "PAWL_PROBE_PROGRAM": String(
        decoding: program.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self),
    ]
    if let file { all["PAWL_PROBE_FILE"] = folder + "/" + file }
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] { all[name] = Probe.variable(name) }
    let command = ["/bin/sh"] + (jobs ? ["-m"] : []) + ["-c", shell]
    var arguments = command.map { strdup($0) } + [nil]
    var environment = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
    process = pawl_pty_spawn(pty.descriptor, &arguments, &environment)
    for pointer in arguments + environment { free(pointer) }
    guard process > 0 else { throw TerminalError.system(code: -process) }
  }

  deinit {
    kill()
    Folder.remove(folder)
  }

  var size: Size {
    get { emulator.size }
    set {
      pty.resize(width: newValue.width, height: newValue.height)
      emulator.size = newValue
    }
  }

  /// Reads until the terminal is as wanted; false when nothing more comes for a minute: the
  /// probe is this whole test program, and other tests may keep the machine busy.
  func until(_ wanted: (Emulator) -> Bool) -> Bool {
    var part = [UInt8](repeating: 0, count: 65_536)
    while !wanted(emulator) {
      let count = pawl_pty_read(pty.descriptor, &part, part.count, 60_000)
      guard count > 0 else { return wanted(emulator) }
      sent += part.prefix(Int(count))
      emulator.feed(part.prefix(Int(count)))
    }
    return true
  }

  /// Goes on taking what comes until an instant.
  func read(until end: ContinuousClock.Instant) {
    var part = [UInt8](repeating: 0, count: 65_536)
    while ContinuousClock.now < end {
      let count = pawl_pty_read(pty.descriptor, &part, part.count, 1)
      guard count >= 0 else { return }
      emulator.feed(part.prefix(Int(count)))
    }
  }

  /// Waits for the probe's picture with a status.
  func shows(_ status: String) -> Bool {
    let wanted = Probe.picture(size, status)
    return until { $0.isAlternate && $0.shows(wanted) }
  }

  /// Waits for a text anywhere on the screen.
  func shows(text: String) -> Bool { until { $0.text.contains(text) } }

  /// Reads what is left until the terminal is as it was before.
  func isRestored() -> Bool { until(\.isAsFound) }

  /// Its wait status once it has ended, reading meanwhile; nil when it has not within ten seconds.
  func end() -> Int32? {
    let status = pawl_pty_wait(process, 10_000)
    return status >= 0 ? status : nil
  }

  /// Waits until a process that others started has ended, ten seconds at most.
  func waits(for process: pid_t) { _ = pawl_pty_wait(process, 10_000) }

  /// What the probe said of itself.
  var report: String { Folder.read(reportPath) ?? "" }

  /// Ends it the hard way if a test failed before it ended.
  func kill() {
    _ = Glibc.kill(-process, SIGKILL)
    _ = pawl_pty_wait(process, 1_000)
  }
}

/// Folders for tests, without more than the C library.
enum Folder {
  static func make() throws -> String {
    var path = Array("/tmp/pawl-test-XXXXXX".utf8CString)
    guard mkdtemp(&path) != nil else { throw TerminalError.system(code: errno) }
    return String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func write(_ text: String, _ path: String, executable: Bool = false) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, executable ? 0o700 : 0o600)
    _ = Glibc.write(file, text, text.utf8.count)
    close(file)
  }

  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while case let count = Glibc.read(file, &part, part.count), count > 0 {
      bytes += part.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Removes a folder without folders in it.
  static func remove(_ path: String) {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      unlink("\(path)/\(name)")
    }
    closedir(folder)
    rmdir(path)
  }
}
