import CTerminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A started program.
struct ChildProcess {
  let process: pid_t

  /// Why a program could not be started, in one sentence.
  struct Problem: Error {
    let sentence: String
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - variables: the environment, before what the command adds.
  ///   - terminal: what it is lent; nil for none.
  ///   - output: where its standard output goes; nil for the terminal, or nowhere.
  init(
    _ command: ChildCommand, variables: [String: String], terminal: Int32? = nil,
    output: Int32? = nil
  ) throws(Problem) {
    let all = variables.merging(command.variables) { _, added in added }
    var words = command.words
    words[0] = try Self.locate(words.first ?? "", along: all["PATH"] ?? "")
    var input: Int32 = -1
    if let text = command.input {
      var text = text
      input = text.withUTF8 {
        $0.withMemoryRebound(to: CChar.self) { pawl_child_text($0.baseAddress, $0.count) }
      }
      guard input >= 0 else { throw Self.problem(command, code: -input) }
    }
    defer { if input >= 0 { close(input) } }
    process = Self.start(
      words, all.map { "\($0.key)=\($0.value)" }, command.folder, input: input,
      output: output ?? -1, terminal: terminal ?? -1)
    guard process > 0 else { throw Self.problem(command, code: -process) }
  }

  private static func start(
    _ words: [String], _ variables: [String], _ folder: String?, input: Int32, output: Int32,
    terminal: Int32
  ) -> pid_t {
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    let place = folder.flatMap { strdup($0) }
    defer {
      for pointer in arguments + environment { free(pointer) }
      free(place)
    }
    return arguments.withUnsafeMutableBufferPointer { arguments in
      environment.withUnsafeMutableBufferPointer { environment in
        guard let first = arguments.baseAddress, let variable = environment.baseAddress else {
          return -ENOMEM
        }
        var child = pawl_child(
          arguments: first, environment: variable, folder: place, input: input, output: output,
          terminal: terminal)
        return pawl_child_start(&child)
      }
    }
  }

  private static func problem(_ command: ChildCommand, code: Int32) -> Problem {
    let place = command.folder.map { " in \($0)" } ?? ""
    return Problem(
      sentence: "\(command.name) cannot be started\(place): \(String(cString: strerror(code)))")
  }

  // MARK: Finding it

  /// The path of a program.
  static func locate(_ name: String, along path: String) throws(Problem) -> String {
    guard !name.isEmpty else { throw Problem(sentence: "no program is named") }
    if name.contains("/") {
      guard access(name, F_OK) == 0 else { throw Problem(sentence: "there is no \(name)") }
      guard isProgram(name) else { throw Problem(sentence: "\(name) cannot be executed") }
      return name
    }
    for folder in path.split(separator: ":") where isProgram("\(folder)/\(name)") {
      return "\(folder)/\(name)"
    }
    throw Problem(sentence: "there is no program called \(name) here")
  }

  private static func isProgram(_ path: String) -> Bool {
    var facts = stat()
    return access(path, X_OK) == 0 && stat(path, &facts) == 0
      && facts.st_mode & mode_t(S_IFMT) == mode_t(S_IFREG)
  }

  // MARK: Its end

  /// Waits for its end at most so many milliseconds: its exit status, 128 and more for a signal, or nil when it
  /// goes on.
  func status(within milliseconds: Int32) -> Int32? {
    let status = pawl_child_wait(process, milliseconds)
    guard status >= 0 else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// What a short program prints; nil when it fails or takes longer than so many milliseconds.
  static func output(
    of command: ChildCommand, variables: [String: String], within milliseconds: Int
  ) -> String? {
    var ends: [Int32] = [-1, -1]
    guard pawl_child_pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    let child = try? ChildProcess(command, variables: variables, output: ends[1])
    close(ends[1])
    guard let child else { return nil }
    let limit = ContinuousClock.now + .milliseconds(milliseconds)
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while output.count < 1 << 16 {
      let (seconds, attoseconds) = (limit - .now).components
      let left = Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
      var wait = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&wait, 1, left) > 0 else { break }
      let count = read(ends[0], &part, part.count)
      guard count > 0 else { break }
      output += part.prefix(count)
    }
    guard let status = child.status(within: 100) else {
      pawl_child_kill(child.process)
      return nil
    }
    return status == 0 ? String(decoding: output, as: UTF8.self) : nil
  }
}
