import Core
import Engine
import Foundation
import Journal
import Testing

/// A person's patch becomes a commit in the store, judged like any other; no work tree is touched.
@Suite("Experiments of one's own", .serialized, .timeLimit(.minutes(2)))
struct OwnProposalTests {
  /// A patch that adds a file.
  fileprivate static func adding(_ path: String, _ text: String, mode: String = "100644") -> String
  {
    """
    diff --git a/\(path) b/\(path)
    new file mode \(mode)
    --- /dev/null
    +++ b/\(path)
    @@ -0,0 +1 @@
    +\(text)
    """
  }

  /// A patch that changes the only line of `value.txt`.
  fileprivate static func changing(from old: String, to new: String) -> String {
    """
    diff --git a/value.txt b/value.txt
    --- a/value.txt
    +++ b/value.txt
    @@ -1 +1 @@
    -\(old)
    +\(new)

    """
  }

  /// Runs a campaign in which somebody proposes when a line is told, and gives what they were told.
  private func run(
    _ project: TestProject, experiments: Int, after kind: String = "campaign.opened",
    until end: String = "", title: String = "", base: CommitID, patch: String
  ) async throws -> (outcome: Outcome, answer: (accepted: Bool, text: String)) {
    let journal = project.layout.journal
    let outcome = try await project.run(experiments: experiments) { line, engine in
      if line.kind == end { engine.stop(now: true, by: "kim") }
      guard line.kind == kind, line.experiment ?? 1 == 1 else { return }
      _ = try? CommandPost.submit(
        .propose(title: title, reason: "I  know", base: base, patch: patch), by: "kim",
        to: engine.id, path: journal, now: 1)
    }
    let answer = try JournalReader(path: journal).answer(to: 1)
    return (outcome, try #require(answer))
  }

  @Test func `a patch is committed by its author, confirmed and kept`() async throws {
    let project = try await TestProject(agent: "sleep 600")
    let begin = try await project.git("rev-parse", "HEAD")
    let patch = Self.adding("parts/mine", "5")
    let (outcome, answer) = try await run(
      project, experiments: 1, until: "experiment.kept", title: "five\nmore", base: begin,
      patch: patch)
    #expect(answer == (true, "#1 is queued"))
    let mine = try outcome.experiment(1)
    #expect(mine.state == .kept)
    #expect(
      [mine.lane, mine.agent, mine.title, mine.reason] == [
        "you", "person", "five more", "I  know",
      ])
    #expect(mine.files == [FileChange(path: "parts/mine", added: 1, removed: 0)])
    for name in ["refs/pawl/1", "refs/heads/pawl/t"] {
      let who = try await project.git("log", "-1", "--format=%an <%ae> %cn", name)
      #expect(who == "kim <kim@localhost> pawl")
    }
    let message = try await project.git("log", "-1", "--format=%B", "refs/heads/pawl/t")
    #expect(message.contains("Pawl-Lane: you") && message.contains("Pawl-Agent: person"))
    #expect(try await project.git("show", "refs/heads/pawl/t:parts/mine") == "5")
    #expect(try await project.git("rev-parse", "refs/pawl/1^") == begin)
    // Nobody's files, index or branch.
    #expect(try await project.git("status", "--porcelain") == "?? pawl.yaml")
    #expect(try await project.git("rev-parse", "HEAD") == begin)
    #expect(!project.exists("parts"))
    let left = try FileManager.default.contentsOfDirectory(atPath: project.layout.store)
    #expect(!left.contains { $0.hasPrefix("patch-") })
    let stored = try JournalReader(path: project.layout.journal).patch(1)
    #expect(stored?.contains("+++ b/parts/mine") == true)
  }

  @Test func `one on a champion of before is put on top of the champion of now`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    let begin = try await project.git("rev-parse", "HEAD")
    let (outcome, answer) = try await run(
      project, experiments: 3, after: "experiment.kept", base: begin,
      patch: Self.adding("parts/mine", "7"))
    #expect(answer.accepted)
    let mine = try #require(outcome.experiments.first { $0.isByPerson })
    #expect(mine.title == "edit parts/mine")
    #expect(mine.state == .kept && mine.base == begin)
    let files = try await project.git("ls-tree", "--name-only", "refs/heads/pawl/t:parts")
    #expect(files.split(separator: "\n").count == outcome.experiments.count { $0.state == .kept })
    // What agents are told calls nobody "you".
    let history = project.layout.job(JobName.turn("a1", outcome.state.lanes[0].turns))
    let text = try String(contentsOfFile: history + "/brief/history.jsonl", encoding: .utf8)
    #expect(!text.contains("\"you\""))
  }

  @Test(arguments: [
    (OwnProposalTests.changing(from: "3", to: "4"), "patch failed: value.txt:1"),
    ("no patch at all", "No valid patches in input"),
    (OwnProposalTests.adding("../out", "1"), "invalid path '../out'"),
    (OwnProposalTests.adding("parts/.git/hooks/x", "1"), "invalid path 'parts/.git/hooks/x'"),
    (OwnProposalTests.adding("value.txt", "1"), "value.txt: already exists in index"),
  ])
  func `what does not apply is answered in git's words`(patch: String, words: String)
    async throws
  {
    let project = try await TestProject(agent: TestProject.climbing)
    let begin = try await project.git("rev-parse", "HEAD")
    let (outcome, answer) = try await run(
      project, experiments: 1, base: begin, patch: patch)
    #expect(!answer.accepted)
    let lead = "the patch does not apply to \(begin.prefix(7)): \(words)"
    #expect(answer.text.hasPrefix(lead), "\(answer.text)")
    #expect(outcome.experiments.map(\.lane) == ["a1"])
    #expect(outcome.said("patch.unfit").count == 1)
  }

  @Test(arguments: [
    (
      adding("train.sh.orig", "1"),
      "train.sh.orig is not editable. Change only value.txt, parts/**."
    ),
    (
      OwnProposalTests.adding("parts/link", "/etc/passwd", mode: "120000"),
      "parts/link is a symbolic link."
    ),
    (
      OwnProposalTests.adding("parts/.gitattributes", "* -text"),
      "parts/.gitattributes changes how git reads"
    ),
  ])
  func `what the guard forbids is refused with its number`(patch: String, words: String)
    async throws
  {
    let project = try await TestProject(agent: TestProject.climbing)
    let begin = try await project.git("rev-parse", "HEAD")
    let (outcome, answer) = try await run(
      project, experiments: 2, base: begin, patch: patch)
    let mine = try #require(outcome.experiments.first { $0.isByPerson })
    #expect(mine.state == .refused && mine.why.hasPrefix(words), "\(mine.why)")
    #expect(mine.runs.isEmpty)
    #expect(answer == (false, "#\(mine.n) is refused: \(mine.why)"))
  }

  @Test func `a patch that leaves everything as it was is no proposal`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    let begin = try await project.git("rev-parse", "HEAD")
    let both = Self.changing(from: "1", to: "2") + Self.changing(from: "2", to: "1")
    let (outcome, answer) = try await run(project, experiments: 1, base: begin, patch: both)
    #expect(answer == (false, "the patch changes nothing in \(begin.prefix(7))"))
    #expect(outcome.experiments.count == 1)
  }

  @Test func `an account's name is made one that git takes`() {
    #expect(Author(account: "kim.lee") == Author(account: "kim.lee"))
    #expect(Author(account: "kim.lee").email == "kimlee@localhost")
    #expect(Author(account: "<évil>\n").name == "évil")
    #expect(Author(account: "<évil>\n").email == "vil@localhost")
    #expect(Author(account: "<.>").name == "person")
    #expect(Author(account: "").email == "person@localhost")
  }
}
