import CSupervise
package import Core
import Foundation

/// The process side of a turn with a real agent: `pawl drive`.
package enum TurnDriver {
  /// The variable that says where the task is.
  package static let taskVariable = "PAWL_TASK"

  /// Makes the turn of the task in `PAWL_TASK` and leaves `result.json` in its job's folder.
  ///
  /// - Parameters:
  ///   - orders: where `DriverOrder`s come in, -1 for nowhere.
  ///   - catchesEnd: whether SIGTERM, SIGINT and SIGHUP of this process end the turn.
  /// - Returns: the exit status: 0 done however the turn ended, 1 when no result could be left.
  package static func main(
    environment: [String: String], orders: Int32 = 0, catchesEnd: Bool = true
  ) -> Int32 {
    var pipe: [Int32] = [-1, -1]
    _ = pawl_pipe(&pipe)
    if catchesEnd { pawl_catch_end(pipe[1]) }
    pawl_default_signals()
    guard let path = environment[taskVariable],
      let data = FileManager.default.contents(atPath: path),
      let task = try? JSONDecoder().decode(AgentTask.self, from: data)
    else { return complain("\(taskVariable) names no task that can be read") }
    let report = drive(task, environment: environment, orders: orders, end: pipe[0])
    return leave(report, in: task.job)
  }

  /// Makes a turn.
  ///
  /// - Parameter end: a byte that comes from this descriptor ends the turn at once; -1 for none.
  package static func drive(
    _ task: AgentTask, environment: [String: String], orders: Int32 = -1, end: Int32 = -1
  ) -> TurnReport {
    AgentDriver(task: task, environment: environment, orders: orders, end: end).run()
  }

  private static func leave(_ report: TurnReport, in folder: String) -> Int32 {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(report) else { return complain("no result can be made") }
    let failure = JobFile.replace(folder + "/result.json", with: Array(data) + [10])
    if failure == 0 { return 0 }
    return complain("\(folder)/result.json: \(String(cString: strerror(failure)))")
  }

  private static func complain(_ words: String) -> Int32 {
    FileHandle.standardError.write(Data("pawl drive: \(words)\n".utf8))
    return 1
  }
}
