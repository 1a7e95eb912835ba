package import Core

/// The engine in charge, as it introduces itself to dashboards and command lines.
package struct EngineRecord: Codable, Equatable, Sendable {
  /// Unlike that of any engine before it; commands name it.
  package var id: String
  package var pid: Int
  /// When the process was started, in clock ticks since boot, and which boot: with the pid, its
  /// identity.
  package var startTicks: Int
  package var bootID: String
  package var since: Timestamp
  package var isolation: String
  /// Path of its log file.
  package var log: String

  package init(
    id: String, pid: Int, startTicks: Int, bootID: String, since: Timestamp, isolation: String,
    log: String
  ) {
    self.id = id
    self.pid = pid
    self.startTicks = startTicks
    self.bootID = bootID
    self.since = since
    self.isolation = isolation
    self.log = log
  }
}
