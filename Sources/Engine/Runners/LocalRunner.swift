import CSupervise
package import Core
import Foundation
package import Journal
import Glibc

/// Starts supervisors on this machine and knows what has become of them.
package struct LocalRunner: Sendable {
  let layout: Layout
  /// The pawl binary.
  let program: String

  package init(layout: Layout, program: String) {
    self.layout = layout
    self.program = program
  }

  /// Starts a job unless it was started before.
  ///
  /// - Throws: `EngineError.spawn` when no supervisor takes it.
  package func start(_ spec: JobSpec) throws {
    let folder = layout.job(spec.id)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard state(of: spec.id) == .absent else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var written = spec
    // The folder is for people; what might be a secret stays out of it.
    written.environment = spec.environment.filter { $0.key.hasPrefix("PAWL_") }
    try encoder.encode(written).write(to: URL(fileURLWithPath: folder + "/spec.json"))
    Failpoint.hit("job-described")
    if FileManager.default.fileExists(atPath: folder + "/lock") { Orphans.end(of: folder) }
    do {
      try spawn(spec, folder: folder)
    } catch {
      // The supervisor an engine started the moment before it was killed may have been first.
      guard state(of: spec.id) != .absent else { throw error }
    }
    Failpoint.hit("job-spawned")
  }

  private func spawn(_ spec: JobSpec, folder: String) throws {
    let arguments = [program] + spec.arguments(job: folder)
    let marked = spec.environment.merging([Orphans.mark: folder]) { $1 }
    let environment = marked.map { "\($0.key)=\($0.value)" }.sorted()
    let log = open(folder + "/supervisor.log", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { if log >= 0 { close(log) } }
    var pid: Int32 = 0
    let failure = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in
        pawl_spawn(program, argv, envp, nil, -1, -1, log, 1, &pid)
      }
    }
    guard failure == 0 else {
      throw EngineError.spawn(
        "a supervisor for \(spec.id)", why: String(cString: strerror(failure)))
    }
    var code: Int32 = 0
    var signal: Int32 = 0
    guard pawl_wait(pid, &code, &signal) == 0, code == 0 else {
      let said = (try? String(contentsOfFile: folder + "/supervisor.log", encoding: .utf8)) ?? ""
      let line =
        said.split(separator: "\n").first.map(String.init) ?? "its supervisor ended with \(code)"
      throw EngineError.job(spec.id, why: line)
    }
  }

  /// What has become of a job.
  package func state(of id: String) -> JobState {
    let folder = layout.job(id)
    if let record = record(of: id) { return .ended(record) }
    let files = FileManager.default
    guard files.fileExists(atPath: folder + "/lock") else { return .absent }
    if pawl_lock_is_held(folder + "/lock") == 1 { return .running }
    // Between the look for the record and the look at the lock it may have ended.
    if let record = record(of: id) { return .ended(record) }
    return files.fileExists(atPath: folder + "/proc.json") ? .interrupted : .absent
  }

  private func record(of id: String) -> ExitRecord? {
    guard let data = FileManager.default.contents(atPath: layout.job(id) + "/exit.json") else {
      return nil
    }
    return try? JSONDecoder().decode(ExitRecord.self, from: data)
  }

  /// When the job's command was executed, from the supervisor's own note.
  package func started(_ id: String) -> Timestamp? {
    struct Note: Decodable { var started: Double }
    guard let data = FileManager.default.contents(atPath: layout.job(id) + "/proc.json") else {
      return nil
    }
    return (try? JSONDecoder().decode(Note.self, from: data))?.started
  }

  /// How far a job was kept apart, as it was started; nil when that is not known.
  func isolation(of id: String) -> IsolationLevel? {
    struct Note: Decodable { var frame: [String]? }
    guard let data = FileManager.default.contents(atPath: layout.job(id) + "/spec.json"),
      let frame = (try? JSONDecoder().decode(Note.self, from: data))?.frame
    else { return nil }
    return frame.isEmpty ? .process : .namespaces
  }

  /// CPU seconds a running job has used, as its supervisor last noted.
  package func cpu(of id: String) -> Double? {
    struct Beat: Decodable { var cpu: Double }
    guard let data = FileManager.default.contents(atPath: layout.job(id) + "/heartbeat") else {
      return nil
    }
    return (try? JSONDecoder().decode(Beat.self, from: data))?.cpu
  }

  /// The supervisor of a running job.
  func supervisor(of id: String) -> Int32? {
    struct Note: Decodable {
      var supervisor: Int32
      var supervisorStart: Int64
      enum CodingKeys: String, CodingKey {
        case supervisor
        case supervisorStart = "supervisor_start"
      }
    }
    guard state(of: id) == .running,
      let data = FileManager.default.contents(atPath: layout.job(id) + "/proc.json"),
      let note = try? JSONDecoder().decode(Note.self, from: data),
      pawl_start_ticks(note.supervisor) == note.supervisorStart
    else { return nil }
    return note.supervisor
  }

  /// Asks a job's supervisor to end it; nothing happens if it is over.
  package func cancel(_ id: String) {
    if let supervisor = supervisor(of: id) { _ = pawl_kill(supervisor, SIGTERM) }
  }

  /// The first lines or the last of a job's output, as text without control characters.
  package func tail(_ id: String, file: String = "err.log", bytes: Int = 4096) -> String {
    guard let handle = FileHandle(forReadingAtPath: layout.job(id) + "/" + file) else { return "" }
    defer { try? handle.close() }
    let size = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: size > UInt64(bytes) ? size - UInt64(bytes) : 0)
    let data = (try? handle.readToEnd()) ?? nil
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}

/// Gives a C array of C strings, ended by nil, to `body`.
func withCStrings<R>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
  var pointers = strings.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("an array with nil in it") }
    return body(base)
  }
}
