import Core
import CSupervise
import Foundation
import Journal
import Settings
import Synchronization
import Testing

@testable import Engine

/// The command that tells people who are not there.
@Suite("Notifying", .serialized, .timeLimit(.minutes(2)))
struct NotifierTests {
  private struct Told: Decodable {
    var event: String
    var at: String
    var project: String
    var text: String
    var experiment: Int?
    var title: String?
    var metric: String
    var kept: Int
    var tried: Int
  }

  private final class Failures: Sendable {
    let list = Mutex<[String]>([])
  }

  private func project(_ notify: String, agent: String = "exit 0") async throws -> TestProject {
    let project = try await TestProject(agent: agent)
    let yaml = try project.read("pawl.yaml")
    try project.write(yaml + "notify: \"\(notify)\"\n", "pawl.yaml")
    return project
  }

  private func told(_ project: TestProject) throws -> [Told] {
    try String(contentsOfFile: project.root + "/told", encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Told.self, from: Data($0.utf8)) }
  }

  @Test func `a keep and the end are told as JSON, in their order`() async throws {
    let project = try await project("cat >> ../told", agent: TestProject.climbing)
    let outcome = try await project.run(experiments: 1)
    #expect(outcome.state.keeps.count == 1)
    #expect(outcome.said("notify.failed") == [])
    let told = try told(project)
    #expect(told.map(\.event) == ["kept", "stopped"])
    #expect(told.first?.experiment == 1)
    #expect(told.first?.title == "step 1 of a1")
    #expect(told.first?.text.hasPrefix("#1 kept: ") == true)
    #expect(told.allSatisfy { $0.project == "t" && $0.metric == "score" && $0.kept == 1 })
    #expect(told.last?.text.hasPrefix("the campaign ended") == true)
    let jobs = try FileManager.default.contentsOfDirectory(atPath: project.layout.jobs)
    #expect(!jobs.contains { $0.hasPrefix("notify-") })
  }

  @Test func `a lane that gives up needs you`() async throws {
    let project = try await project("cat >> ../told", agent: "exit 3")
    _ = try await project.run(experiments: 3)
    let told = try told(project)
    #expect(told.contains { $0.event == "needs-you" && $0.text.hasPrefix("a1 needs you") })
    #expect(told.last?.event == "stopped")
  }

  @Test func `a command that fails is one line of the story`() async throws {
    let project = try await project("echo no route >&2; exit 7", agent: TestProject.climbing)
    let outcome = try await project.run(experiments: 3)
    #expect(outcome.state.keeps.count > 1)
    #expect(outcome.said("notify.failed") == ["notify: the command ended with status 7: no route"])
    #expect(outcome.state.finished)
  }

  // MARK: The queue

  private func notifier(
    _ command: String, in project: TestProject, longest: Double = 10, _ failures: Failures
  ) throws -> (Notifier, JobWatch) {
    try project.layout.create()
    let runner = LocalRunner(layout: project.layout, program: pawlBinary)
    let watch = JobWatch(runner: runner)
    let notifier = Notifier(
      command: command, layout: project.layout, runner: runner, watch: watch, engine: "test",
      longest: longest
    ) { why in failures.list.withLock { $0.append(why) } }
    return (notifier, watch)
  }

  private func message(_ text: String) -> Notifier.Message {
    Notifier.Message(
      event: "kept", at: "", project: "t", text: text, metric: "score", goal: "maximize", kept: 1,
      tried: 1)
  }

  @Test func `of too much the newest is told, one at a time`() async throws {
    let project = try TestProject(bare: "project")
    let failures = Failures()
    let (notifier, watch) = try notifier(
      "mkdir ../lock && cat >> ../told && rmdir ../lock", in: project, failures)
    defer { watch.close() }
    await withTaskGroup(of: Void.self) { group in
      for n in 1...20 { group.addTask { await notifier.tell([self.message("\(n)")]) } }
    }
    await notifier.tell((1...20).map { message("late \($0)") })
    let told = try told(project).map(\.text)
    #expect(failures.list.withLock { $0 } == [], "two at a time fight for the folder")
    #expect(told.suffix(4) == ["late 17", "late 18", "late 19", "late 20"])
    #expect(told.count <= 4 + 1 + 20)
  }

  @Test func `one that hangs is ended, and is told once until it works again`() async throws {
    let project = try TestProject(bare: "project")
    let failures = Failures()
    let (notifier, watch) = try notifier(
      "test -e ../works || exec sleep 1000", in: project, longest: 0.3, failures)
    defer { watch.close() }
    await notifier.tell([message("a"), message("b")])
    #expect(failures.list.withLock { $0 } == ["took longer than 0.30 s"])
    try Data().write(to: URL(fileURLWithPath: project.root + "/works"))
    await notifier.tell([message("c")])
    try FileManager.default.removeItem(atPath: project.root + "/works")
    await notifier.tell([message("d")])
    #expect(failures.list.withLock(\.count) == 2)
  }
}
