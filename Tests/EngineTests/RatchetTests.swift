import Core
import Engine
import Foundation
import Journal
import Testing

/// The branch: one commit per keep, moved only forward, and nobody's work is touched.
@Suite("The ratchet in the project's git", .serialized, .timeLimit(.minutes(2)))
struct RatchetTests {
  @Test func `the log has one commit per keep, with trailers`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    let begin = try await project.git("rev-parse", "HEAD")
    let outcome = try await project.run(experiments: 3)
    #expect(outcome.experiments.map(\.state) == [.kept, .kept, .kept])
    let range = "\(begin)..refs/heads/pawl/t"
    let log = try await project.git("log", "--reverse", "--format=%H %s", range)
    let kept = outcome.experiments.compactMap(\.kept)
    #expect(
      log.split(separator: "\n").map(String.init)
        == zip(kept, 1...).map { "\($0) step \($1) of a1" })
    for experiment in outcome.experiments {
      let commit = try #require(experiment.kept)
      let message = try await project.git("log", "-1", "--format=%B", commit)
      #expect(message.contains("\n\nmore is more\n\n"))
      let format =
        "%(trailers:key=Pawl-Experiment,valueonly)%(trailers:key=Pawl-Lane,valueonly)"
      let trailers = try await project.git("log", "-1", "--format=" + format, commit)
      #expect(trailers == "\(experiment.n)\na1")
      let changed = try await project.git("diff", "--name-only", commit + "^", commit)
      #expect(changed == "parts/a1-\(experiment.turn)")
    }
    // A message by a person and one by pawl cannot be mixed up: the work tree is theirs.
    #expect(try await project.git("status", "--porcelain") == "?? pawl.yaml")
    #expect(try await project.git("rev-parse", "HEAD") == begin)
    #expect(try project.read("value.txt") == "1\n")
  }

  @Test func `proposals can be resolved in the project, and their patches apply`() async throws {
    let project = try await TestProject(
      agent: "printf '0\\nwithout an end' > value.txt; printf 'x\\000y' > 'more/bin é.dat'",
      files: ["more/bin é.dat": "text\n"])
    var yaml = Yaml()
    yaml.editable = "[value.txt, 'more/**']"
    try project.write(yaml.text(agent: project.root + "/agent.sh"), "pawl.yaml")
    _ = try await project.run()
    let shell = Shell(project: project)
    let script = """
      set -e
      '\(pawlBinary)' show 1 --diff > ../patch
      git -c core.autocrlf=false apply --check ../patch
      git apply ../patch
      git diff --quiet refs/pawl/1 -- value.txt more
      """
    let ending = try await shell.sh(script)
    #expect(ending == Shell.Ending(code: 0, out: "", err: ""))
  }

  @Test func `a ratchet that is checked out leaves the work tree alone`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    try await project.git("checkout", "-q", "-b", "pawl/t")
    let outcome = try await project.run()
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(try project.read("value.txt") == "1\n")
    #expect(try await project.git("show", "HEAD:parts/a1-1") == "1")
    #expect(!project.exists("parts"))
    #expect(try await project.git("symbolic-ref", "HEAD") == "refs/heads/pawl/t")
  }

  @Test func `a person's own commit on the branch becomes the champion`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    _ = try await project.run(experiments: 1)
    try await project.git("checkout", "-q", "pawl/t")
    try project.write("50\n", "value.txt")
    try await project.commit("Fifty, by hand")
    let mine = try await project.tip()
    let outcome = try await project.run(experiments: 2)
    #expect(outcome.said("ratchet.found").first?.contains(mine.prefix(7)) == true)
    #expect(try outcome.experiment(2).state == .kept)
    #expect(try await project.git("rev-parse", "refs/heads/pawl/t^") == mine)
  }

  @Test func `a commit on the branch while a step is confirmed goes first`() async throws {
    let project = try await TestProject(
      agent: "echo TITLE: step; echo $((PAWL_TURN + 1)) > value.txt")
    let place = project.path
    let outcome = try await project.run(experiments: 1) { line, _ in
      guard line.kind == "experiment.confirming", line.text.contains("#1") else { return }
      _ = Self.commit(in: place, value: "1 ", message: "By hand")
    }
    let first = try outcome.experiment(1)
    #expect(first.state == .discarded)
    #expect(first.why.contains("it conflicts with the champion in value.txt"))
    #expect(try await project.git("log", "-1", "--format=%s", "pawl/t") == "By hand")
    #expect(outcome.said("ratchet.found").count == 1)
  }

  /// Puts a commit on the ratchet as a person would from elsewhere; waits for git.
  private static func commit(in place: String, value: String, message: String) -> Int32 {
    let script = """
      export GIT_AUTHOR_NAME=p GIT_AUTHOR_EMAIL=p GIT_COMMITTER_NAME=p GIT_COMMITTER_EMAIL=p
      export GIT_INDEX_FILE=.git/person GIT_DIR=.git
      git read-tree refs/heads/pawl/t
      blob=$(printf '\(value)' | git hash-object -w --stdin)
      git update-index --cacheinfo 100644,$blob,value.txt
      commit=$(git commit-tree $(git write-tree) -p refs/heads/pawl/t -m '\(message)')
      git update-ref refs/heads/pawl/t $commit
      """
    return Child.run(["/bin/sh", "-c", script], folder: place)
  }

  @Test func `a branch that was deleted comes back with all its steps`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    let place = project.path
    let outcome = try await project.run(experiments: 3) { line, _ in
      guard line.kind == "experiment.confirming", line.experiment == 2 else { return }
      _ = Child.run(["/usr/bin/env", "git", "branch", "-q", "-D", "pawl/t"], folder: place)
    }
    #expect(outcome.experiments.map(\.state) == [.kept, .kept, .kept])
    #expect(try await project.git("rev-list", "--count", "main..pawl/t") == "3")
    try await project.git("branch", "-q", "-D", "pawl/t")
    let again = try await project.run(experiments: 4)
    #expect(again.experiments.map(\.state) == [.kept, .kept, .kept, .kept])
    #expect(try await project.git("rev-list", "--count", "main..pawl/t") == "4")
  }

  @Test func `a proposal that conflicts with the new champion is discarded`() async throws {
    var yaml = Yaml()
    yaml.count = 2
    let project = try await TestProject(
      yaml, agent: "if [ $PAWL_LANE = a1 ]; then echo 4 > value.txt; else echo 3 > value.txt; fi")
    let outcome = try await project.run(experiments: 2)
    let first = try #require(outcome.experiments.first { $0.state == .kept })
    let other = try #require(outcome.experiments.first { $0.n != first.n })
    #expect(other.state == .discarded)
    #expect(other.base != first.kept)
    #expect(other.why.hasPrefix("it conflicts with the champion in value.txt"))
  }

  @Test func `a mistake that was mended in the project is seen by the next engine`() async throws {
    let project = try await TestProject(files: ["train.sh": "echo nothing"])
    #expect(try await project.run().halted.contains("it printed no score"))
    try project.write(TestProject.train, "train.sh")
    try await project.commit("Print the score")
    try project.script(TestProject.climbing)
    let outcome = try await project.run()
    #expect(outcome.state.champion != nil)
    #expect(outcome.experiments.map(\.state) == [.kept])
  }
}
