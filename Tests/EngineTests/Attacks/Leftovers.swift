import CSupervise
import Foundation

/// Processes that outlive a campaign: told by a job's mark, by a folder they work in, or by what they
/// are called with.
enum Leftovers {
  /// Those of a project that are still there; supervisors that are leaving are waited for.
  static func found(of project: TestProject) async throws -> [String] {
    let root = project.root
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        for pid in mentioning(root) where commandLine(of: pid).contains("supervise") {
          waitForEnd(of: pid)
        }
        continuation.resume(returning: mentioning(root).map { "\($0) \(commandLine(of: $0))" })
      }
    }
  }

  /// Whether the process with this number that was started then is still there.
  static func isAlive(_ pid: Int32, since ticks: Int64) -> Bool {
    ticks >= 0 && pawl_start_ticks(pid) == ticks
  }

  /// Those whose environment, command line or folder has a word in it.
  static func mentioning(_ word: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let own = ProcessInfo.processInfo.processIdentifier
    let wanted = Data(word.utf8)
    return names.compactMap { Int32($0) }.filter { pid in
      guard pid != own, pawl_start_ticks(pid) >= 0 else { return false }
      let files = FileManager.default
      let told = ["environ", "cmdline"].contains { name in
        files.contents(atPath: "/proc/\(pid)/\(name)")?.range(of: wanted) != nil
      }
      let place = try? files.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
      return told || place?.hasPrefix(word) == true
    }
  }

  private static func commandLine(of pid: Int32) -> String {
    let data = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
    return String(decoding: data, as: UTF8.self).replacing("\0", with: " ")
  }

  /// Waits, with a limit for a broken program, until the kernel says that a process is gone.
  private static func waitForEnd(of pid: Int32) {
    let descriptor = pawl_child_watch(pid)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&request, 1, 20_000)
  }
}
