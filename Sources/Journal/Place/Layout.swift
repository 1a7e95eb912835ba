package import Core
internal import Foundation

/// Where things are: the project, and everything pawl keeps under `.pawl/`.
package struct Layout: Sendable, Equatable {
  /// The project's root, absolute, without a trailing slash.
  package let project: String

  package init(project: String) {
    self.project = project
  }

  package var home: String { project + "/.pawl" }
  package var journal: String { home + "/journal.sqlite" }
  package var lock: String { home + "/engine.lock" }
  package var log: String { home + "/engine.log" }
  package var store: String { home + "/store.git" }
  package var jobs: String { home + "/jobs" }
  package var trees: String { home + "/trees" }
  package var settings: String { project + "/pawl.yaml" }

  /// The home of what makes trees ready, whose caches stay from one tree to the next.
  package var preparedHome: String { home + "/home" }

  package func job(_ id: String) -> String { jobs + "/" + id }
  package func tree(_ run: RunID) -> String { "\(trees)/\(run)" }
  /// The frozen tree an evaluator runs in, one per era.
  package func frozenTree(era: Int) -> String { "\(trees)/era-\(era)" }
  package func lane(_ id: LaneID) -> String { home + "/lanes/" + id }
  package func clone(_ id: LaneID) -> String { lane(id) + "/clone" }

  /// Makes the folders, and keeps `.pawl/` out of the project's git.
  package func create() throws {
    for folder in [home, jobs, trees, home + "/lanes"] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
  }
}

/// The jobs of one run or turn, by name; the name is the folder.
package enum JobName {
  package static func training(_ run: RunID) -> String { "r\(run)-train" }
  package static func prepare(_ run: RunID) -> String { "r\(run)-prepare" }
  package static func evaluation(_ run: RunID) -> String { "r\(run)-eval" }
  package static func predict(_ run: RunID) -> String { "r\(run)-predict" }
  /// The attempts of a turn are jobs of their own, counted from 1.
  package static func turn(_ lane: LaneID, _ turn: Int, attempt: Int = 1) -> String {
    "t-\(lane)-\(turn)" + (attempt > 1 ? "-\(attempt)" : "")
  }
}
