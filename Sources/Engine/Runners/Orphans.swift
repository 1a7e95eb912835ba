import CSupervise
import Foundation
import Glibc

/// Ends what a supervisor that was killed left running; alive, it would have done it itself.
enum Orphans {
  /// The variable by which every process of a job can be told.
  static let mark = "PAWL_JOB"

  /// Ends every process that carries a job's mark or belongs to its session.
  static func end(of folder: String) {
    let wanted = Data("\(mark)=\(folder)\0".utf8)
    let session = session(folder)
    // One that is about to start another one needs a second look.
    for _ in 0..<20 {
      let left = processes().filter { pid in
        isAlive(pid) && (carries(wanted, pid) || session.map { getsid(pid) == $0 } ?? false)
      }
      if left.isEmpty { return }
      for pid in left { _ = pawl_kill(pid, SIGKILL) }
    }
  }

  private static func processes() -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { $0 != getpid() }
  }

  private static func isAlive(_ pid: Int32) -> Bool { pawl_start_ticks(pid) >= 0 }

  private static func carries(_ mark: Data, _ pid: Int32) -> Bool {
    guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") else {
      return false
    }
    return (Data([0]) + data).range(of: Data([0]) + mark) != nil
  }

  /// The session of the job's command; nil once its number may belong to somebody else.
  private static func session(_ folder: String) -> Int32? {
    struct Note: Decodable {
      var child: Int32
      var childStart: Int64
      var boot: String
      enum CodingKeys: String, CodingKey {
        case child
        case childStart = "child_start"
        case boot
      }
    }
    var boot = [CChar](repeating: 0, count: 64)
    guard pawl_boot_id(&boot, boot.count) == 0,
      let data = FileManager.default.contents(atPath: folder + "/proc.json"),
      let note = try? JSONDecoder().decode(Note.self, from: data),
      Array(note.boot.utf8CString) == Array(boot.prefix { $0 != 0 } + [0])
    else { return nil }
    // While the session has members its number is not given to another process.
    let start = pawl_start_ticks(note.child)
    return start < 0 || start == note.childStart ? note.child : nil
  }
}
