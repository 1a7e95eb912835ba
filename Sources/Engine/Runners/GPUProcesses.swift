import CSupervise
import Core
import Foundation
import Subprocess

/// Who computes on the GPUs of a slot, as `nvidia-smi` tells.
struct GPUProcesses: Sendable {
  /// The program; nil where there is none, and nothing can be told.
  let tool: String?
  let table: [GPU]

  init(tool: String?, table: [GPU] = GPU.all()) {
    self.tool = tool
    self.table = table
  }

  /// A process on these devices that belongs to no job of ours, in words; nil for none.
  ///
  /// - Parameter jobs: the processes below which everything is ours.
  func foreign(on gpus: [Int], jobs: [Int32]) async -> String? {
    guard let tool, !gpus.isEmpty else { return nil }
    let wanted = Set(gpus.compactMap { index in table.first { $0.index == index }?.uuid })
    guard !wanted.isEmpty,
      let result = try? await run(
        // It has been seen to hang with its driver.
        .name("timeout"),
        arguments: ["10", tool, "--query-compute-apps=gpu_uuid,pid", "--format=csv,noheader"],
        output: .string(limit: 1 << 16), error: .discarded),
      case .exited(0) = result.terminationStatus
    else { return nil }
    for (uuid, pid) in Self.parse(result.standardOutput) where wanted.contains(uuid) {
      if let name = Self.name(of: pid), !Self.descends(pid, from: jobs) {
        let gpu = table.first { $0.uuid == uuid }.map { "GPU \($0.index)" } ?? "the GPU"
        return "process \(pid) (\(name)) computes on \(gpu)"
      }
    }
    return nil
  }

  /// Lines such as `GPU-8a7c, 4242`.
  static func parse(_ text: String) -> [(uuid: String, pid: Int32)] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      guard fields.count == 2, let pid = Int32(fields[1]) else { return nil }
      return (fields[0], pid)
    }
  }

  /// The name of a process; nil when it is gone, or in another namespace of processes.
  private static func name(of pid: Int32) -> String? {
    guard pawl_start_ticks(pid) >= 0,
      let text = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
    else { return nil }
    return plainText(text.trimmingCharacters(in: .whitespacesAndNewlines), limit: 40)
  }

  private static func descends(_ pid: Int32, from jobs: [Int32]) -> Bool {
    var pid = pid
    for _ in 0..<64 where pid > 1 {
      if jobs.contains(pid) { return true }
      guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let end = text.lastIndex(of: ")")
      else { return false }
      let fields = text[text.index(after: end)...].split(separator: " ")
      guard fields.count > 1, let parent = Int32(fields[1]) else { return false }
      pid = parent
    }
    return false
  }
}
