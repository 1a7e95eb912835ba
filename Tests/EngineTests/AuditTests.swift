import Core
import Engine
import Foundation
import Journal
import Testing

/// What is measured again of the ratchet, with real commits, processes and a budget in steps.
@Suite("Audits on real runs", .serialized, .timeLimit(.minutes(2)))
struct AuditTests {
  /// A script that waits for a file at most a minute, as something that takes its time.
  private func waiting(for file: String) -> String {
    "for i in $(seq 600); do test -e '\(file)' && break; sleep 0.1; done"
  }

  private func store(_ project: TestProject) -> Store {
    Store(layout: project.layout, branch: "pawl/t")
  }

  // MARK: The commit

  @Test func `the champion without a keep has everything but what that keep changed`() async throws
  {
    let project = try await TestProject(agent: TestProject.climbing)
    let outcome = try await project.run(experiments: 3)
    let kept = outcome.experiments.compactMap(\.kept)
    try #require(kept.count == 3)
    let tip = try await project.tip()
    let store = store(project)
    let first = try await store.without(
      kept[0], champion: kept[2], name: "refs/pawl/without/1", date: 1_700_000_000)
    let commit = try first.get()
    let git = Git(project.layout.store)
    let files = try await git.text(["ls-tree", "-r", "--name-only", commit])
    #expect(files.split(separator: "\n") == ["parts/a1-2", "parts/a1-3", "train.sh", "value.txt"])
    #expect(try await git.text(["rev-parse", commit + "^"]) == kept[2])
    #expect(try await git.text(["rev-parse", "refs/pawl/without/1"]) == commit)
    let again = try await store.without(
      kept[0], champion: kept[2], name: "refs/pawl/without/1", date: 1_700_000_000)
    #expect(try again.get() == commit, "an engine that makes it again makes the same")
    #expect(try await project.tip() == tip)
  }

  @Test func `a keep that later ones build on cannot be taken out`() async throws {
    let project = try await TestProject(agent: "echo $((PAWL_TURN + 1)) > value.txt")
    // The second begins on the first.
    _ = try await project.run(experiments: 1)
    let outcome = try await project.run(experiments: 2)
    let kept = outcome.experiments.compactMap(\.kept)
    try #require(kept.count == 2)
    let result = try await store(project).without(
      kept[0], champion: kept[1], name: "refs/pawl/without/1", date: 1_700_000_000)
    guard case .failure(let conflict) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(conflict.why == "later keeps build on it in value.txt")
    let names = try await Git(project.layout.store).text(["for-each-ref", "refs/pawl/without"])
    #expect(names.isEmpty)
  }

  // MARK: The pairs

  @Test func `a keep that a person asks for is measured in fresh pairs before the end`()
    async throws
  {
    let project = try await TestProject(agent: TestProject.climbing)
    let place = project.path
    let outcome = try await project.run(experiments: 2) { line, _ in
      guard line.kind == "experiment.kept", line.experiment == 1 else { return }
      let ask = "'\(pawlBinary)' rerun 1 > ../answer 2>&1 &"
      _ = Child.run(["/bin/sh", "-c", ask], folder: place)
    }
    #expect(outcome.said("audit.asked").count == 1)
    let keep = try #require(outcome.state.keeps.first)
    #expect(keep.remeasured?.pairs == Audit.pairs)
    #expect(keep.remeasured?.mean == 100)
    #expect(keep.remeasured?.holds == true)
    #expect(keep.isAsked == nil)
    // The whole gain is measured too, as at every end.
    #expect(outcome.state.keeps.last?.gain?.mean == 200)
    let runs = outcome.state.runs.values.filter { $0.audit != nil }
    #expect(runs.count == 4 * Audit.pairs)
    #expect(runs.allSatisfy { $0.value != nil })
    let answer = try String(contentsOfFile: project.root + "/answer", encoding: .utf8)
    #expect(answer.hasPrefix("#1 gets 5 fresh pairs against what it replaced, "))
    let page = try await Shell(project: project).pawl("show", "1")
    #expect(page.out.contains("again    +100"))
  }

  @Test func `an idle slot measures the champion without a keep, on a commit of its own`()
    async throws
  {
    var yaml = Yaml()
    yaml.slots = "[{cores: 1}, {cores: 1}]"
    let project = try await TestProject(yaml)
    let done = project.root + "/measured"
    try project.script(
      """
      [ $PAWL_TURN -le 2 ] || { \(waiting(for: done)); }
      \(TestProject.climbing)
      """)
    let outcome = try await project.run(experiments: 3) { line, _ in
      if line.kind == "audit.measured", line.text.contains("without #1") {
        _ = FileManager.default.createFile(atPath: done, contents: nil)
      }
    }
    let keep = try #require(outcome.state.keeps.first)
    #expect(keep.ablated?.mean == 100)
    #expect(keep.ablated?.holds == true)
    let commit = try await Git(project.layout.store).text(["rev-parse", "refs/pawl/without/1"])
    let halves = outcome.state.runs.values.filter { $0.commit == commit && $0.value != nil }
    #expect(halves.count == Audit.pairs)
    #expect(outcome.state.keeps.count == 3)
  }

  // MARK: A change that no longer fits

  @Test func `whose change conflicts is told so, with the champion of now in its folder`()
    async throws
  {
    var yaml = Yaml()
    yaml.count = 2
    let project = try await TestProject(yaml)
    let found = project.root + "/conflict"
    try project.script(
      """
      echo "TITLE: number of $PAWL_LANE"
      if grep -q 'on top of the champion' "$PAWL_PROMPT"; then
        cp "$PAWL_PROMPT" '\(project.root)/prompt'
        cp value.txt '\(project.root)/value'
        mkdir -p parts; echo 1 > parts/mended
      elif [ $PAWL_TURN = 1 ]; then
        if [ $PAWL_LANE = a1 ]; then echo 4 > value.txt; else echo 3 > value.txt; fi
      else
        \(waiting(for: found))
      fi
      """)
    let outcome = try await project.run(experiments: 3) { line, _ in
      if line.kind == "experiment.discarded", line.text.contains("conflicts") {
        _ = FileManager.default.createFile(atPath: found, contents: nil)
      }
    }
    let kept = try #require(outcome.experiments.first { $0.state == .kept })
    let other = try #require(outcome.experiments.first { $0.conflict != nil })
    let prompt = try String(contentsOfFile: project.root + "/prompt", encoding: .utf8)
    #expect(prompt.contains("## This turn: put #\(other.n) on top of the champion"))
    #expect(
      prompt.contains(
        "The champion has moved since #\(other.n) (number of \(other.lane)) was proposed, and it conflicts with the champion in value.txt."
      ))
    let value = try String(contentsOfFile: project.root + "/value", encoding: .utf8)
    #expect(value == (kept.lane == "a1" ? "4\n" : "3\n"))
    #expect(outcome.experiments.last?.repairs == other.n)
  }
}
