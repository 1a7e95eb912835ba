package import Settings

/// What a supervisor is asked to do; written into the job folder before it starts.
package struct JobSpec: Codable, Equatable, Sendable {
  package var id: String
  package var program: [String]
  package var folder: String
  /// The whole environment of the child.
  package var environment: [String: String]
  /// Wall and CPU seconds, nil without a bound.
  package var wall: Double?
  package var cpu: Double?
  package var grace: Double
  package var cores: [Int]
  /// Bytes of log kept.
  package var logCap: Int
  /// `null`, `fifo`, or a file.
  package var input: String
  /// A file or FIFO that gets standard output instead of `out.log`.
  package var output: String?
  /// What stands around the program: bubblewrap and its arguments, or nothing.
  package var frame: [String]
  /// What the job may use; nothing for what was written before there were bounds.
  package var bounds: RunBounds?
  /// Folders whose content is counted, for the bound on disk.
  package var counted: [String]

  package init(
    id: String, program: [String], folder: String, environment: [String: String],
    wall: Double? = nil, cpu: Double? = nil, grace: Double = 5, cores: [Int] = [],
    logCap: Int = 64 << 20, input: String = "null", output: String? = nil, frame: [String] = [],
    bounds: RunBounds? = nil, counted: [String] = []
  ) {
    self.id = id
    self.program = program
    self.folder = folder
    self.environment = environment
    self.wall = wall
    self.cpu = cpu
    self.grace = grace
    self.cores = cores
    self.logCap = logCap
    self.input = input
    self.output = output
    self.frame = frame
    self.bounds = bounds
    self.counted = counted
  }

  /// The supervisor's command line, without the program that starts it.
  func arguments(job: String) -> [String] {
    var arguments = ["supervise", "--job", job, "--cwd", folder, "--detach"]
    if let wall { arguments += ["--wall-ms", "\(Int((wall * 1000).rounded(.up)))"] }
    if let cpu { arguments += ["--cpu-ms", "\(Int((cpu * 1000).rounded(.up)))"] }
    arguments += ["--grace-ms", "\(Int(grace * 1000))", "--log-cap", "\(logCap)"]
    if !cores.isEmpty { arguments += ["--cores", cores.map(String.init).joined(separator: ",")] }
    arguments += ["--stdin", input]
    if let output { arguments += ["--stdout", output] }
    if !frame.isEmpty { arguments.append("--framed") }
    if let processes = bounds?.processes { arguments += ["--max-processes", "\(processes)"] }
    if let memory = bounds?.memory { arguments += ["--max-memory", "\(memory)"] }
    if let disk = bounds?.disk {
      arguments += ["--max-disk", "\(disk)"] + counted.flatMap { ["--counted", $0] }
    }
    return arguments + ["--"] + frame + program
  }
}

/// How a job ended, as its supervisor wrote it.
package struct ExitRecord: Codable, Equatable, Sendable {
  package var reason: String
  package var code: Int?
  package var signal: Int?
  package var error: String?
  package var asked: Bool
  package var started: Double
  package var ended: Double
  package var wall: Double
  package var cpu: Double
  package var cpuAfterAsk: Double
  package var wallAfterAsk: Double
  package var memory: Int
  package var suspended: Double
  package var dropped: Int

  enum CodingKeys: String, CodingKey {
    case reason, code, signal, error, asked, started, ended, wall, cpu, suspended, dropped
    case cpuAfterAsk = "cpu_after_ask"
    case wallAfterAsk = "wall_after_ask"
    case memory = "max_rss"
  }
}

/// How a job stands, found from its folder alone.
package enum JobState: Equatable, Sendable {
  case absent
  case running
  case ended(ExitRecord)
  /// It was started and is gone without a record.
  case interrupted
}
