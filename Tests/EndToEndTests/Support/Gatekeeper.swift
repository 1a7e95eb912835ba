import Foundation
import Glibc
import Journal
import Synchronization

/// Opens the gate of every run that waits at one, until it is stopped.
final class Gatekeeper: Sendable {
  private let stopped = Mutex(false)

  init(_ lab: Lab) {
    let jobs = lab.layout.jobs
    Thread.detachNewThread { [self] in
      var watched: Set<String> = []
      var done: Set<String> = []
      var watch = FolderWatch([jobs])
      while !stopped.withLock({ $0 }) {
        let folders = ((try? FileManager.default.contentsOfDirectory(atPath: jobs)) ?? [])
          .filter { $0.hasSuffix("-train") }.map { "\(jobs)/\($0)/run" }
          .filter { FileManager.default.fileExists(atPath: $0) && !done.contains($0) }
        if !watched.isSuperset(of: folders) {
          watched = Set(folders)
          watch = FolderWatch([jobs] + folders)
        }
        for folder in folders where FileManager.default.fileExists(atPath: folder + "/waiting") {
          let gate = open(folder + "/gate", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
          guard gate >= 0 else { continue }
          _ = write(gate, "go\n", 3)
          close(gate)
          done.insert(folder)
        }
        watch.wait(milliseconds: 200)
      }
    }
  }

  func stop() { stopped.withLock { $0 = true } }
}
