import Core
import Foundation
import Journal
import Testing

@testable import Engine

/// A disk that fills up while the engine works: it stops with a sentence or repeats what was
/// disturbed, and goes on when there is room.
@Suite("A full disk", .serialized, .timeLimit(.minutes(2)))
struct FullDiskTests {
  /// Whether a small disk can be made here.
  static let isPossible: Bool = {
    let place = NSTemporaryDirectory() + "/disk-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    guard getuid() == 0, mount(place) else { return false }
    unmount(place)
    return true
  }()

  private static func mount(_ place: String) -> Bool {
    Child.run(
      ["/bin/mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], folder: "/") == 0
  }

  private static func unmount(_ place: String) {
    _ = Child.run(["/bin/umount", "-l", place], folder: "/")
  }

  @Test(
    .enabled(if: isPossible, "needs the right to mount a small file system"),
    arguments: [
      "turn.began", "run.started", "experiment.proposed", "experiment.confirming", "pair.measured",
    ])
  func `nothing is lost when the disk is full`(moment: String) async throws {
    let project = try await TestProject(agent: TestProject.climbing) { project in
      try #require(Self.mount(project.path))
    }
    defer { Self.unmount(project.path) }
    let filler = project.path + "/filler"
    var sentence = ""
    var isFinished = false
    do {
      let outcome = try await project.run(experiments: 3) { line, _ in
        guard line.kind == moment, line.experiment != 1,
          !FileManager.default.fileExists(atPath: filler)
        else { return }
        let fill = ["/bin/sh", "-c", "cat /dev/zero > filler 2>/dev/null"]
        _ = Child.run(fill, folder: project.path)
      }
      isFinished = outcome.state.finished
    } catch {
      sentence = "\(error)"
    }
    #expect(sentence.contains(" is full; make room and ") || isFinished)
    #expect(!sentence.contains("\n"))
    try? FileManager.default.removeItem(atPath: filler)

    // A person makes room, starts it again, and lets lanes go on that had given up.
    let outcome = try await project.run(experiments: 3, unattended: false) { line, engine in
      guard line.kind == "engine.started" || line.kind == "campaign.opened" else { return }
      engine.post.yield(
        StampedEvent(
          at: Engine.clock(), cause: .person("test"),
          event: .commanded(id: 0, .resume(lanes: nil))))
    }
    #expect(outcome.experiments.count == 3)
    #expect(outcome.experiments.allSatisfy { $0.state.isVerdict && !$0.why.isEmpty })
    let kept = outcome.experiments.count { $0.state == .kept }
    #expect(kept > 0)
    #expect(try await project.tip() == outcome.state.champion)
    #expect(try await project.git("rev-list", "--count", "main..pawl/t") == "\(kept)")
    let frozen = try await project.git("diff", "--name-only", "main", "pawl/t", "--", "train.sh")
    #expect(frozen.isEmpty)
    let shell = Shell(project: project)
    let check = try await shell.sh("git fsck --full && git -C .pawl/store.git fsck --full")
    #expect(check.code == 0)
    let journal = try Journal(path: project.layout.journal)
    #expect(try journal.events().count > 0)
  }
}
