import Core
import Engine
import Foundation
import Journal
import Testing

/// Attacks on git, on the record and on the screen that shows it.
@Suite("Attacks on the record", .serialized, .timeLimit(.minutes(3)))
struct LedgerAttackTests {
  // MARK: 17

  private static let traps = """
    trap="touch '$PAWL_CLONE/../trapped'"
    mkdir -p .git/hooks .git/info
    for name in pre-commit post-checkout post-index-change reference-transaction; do
      printf '#!/bin/sh\\n%s\\n' "$trap" > .git/hooks/$name; chmod +x .git/hooks/$name
    done
    git config core.fsmonitor "$trap; false"
    git config core.hooksPath "$PWD/.git/hooks"
    git config filter.evil.clean "$trap; cat"
    git config diff.external "$trap"
    git config alias.status "!$trap"
    echo '* filter=evil' > .git/info/attributes
    """

  @Test func `attack 17: hooks and settings of a clone do nothing to pawl`() async throws {
    let project = try await TestProject.target(agent: Self.traps + "\necho 4 > value.txt")
    let outcome = try await project.attacked()
    // What it proposed is honest, and is judged as such.
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(!FileManager.default.fileExists(atPath: project.layout.lane("a1") + "/trapped"))
    let settings = try await project.git("config", "--local", "--list", "--name-only")
    #expect(!settings.contains("fsmonitor"))
  }

  @Test func `attack 17 wins in a linked work tree`() async throws {
    let project = try await TestProject.target(agent: Self.traps)
    _ = try await project.naiveLoop(
      """
      git -C project worktree add -q ../loop; cd loop
      export PAWL_CLONE="$PWD"
      # A linked work tree has its hooks and settings in the main repository.
      git config core.fsmonitor "touch '$PWD/../trapped'; false"
      git -C ../project status >/dev/null
      """)
    #expect(FileManager.default.fileExists(atPath: project.root + "/trapped"))
  }

  // MARK: 18

  private static let ruin = """
    find .git/objects -type f ! -path '*/info/*' | while read file; do chmod u+w "$file"; : > "$file"; done
    git update-ref -d refs/heads/proposal; rm -rf .git/logs .git/refs
    """

  @Test func `attack 18: a ruined clone ruins nothing else`() async throws {
    let project = try await TestProject.target(agent: Self.ruin + "\necho 4 > value.txt")
    let outcome = try await project.attacked()
    #expect(outcome.experiments.map(\.state) == [.kept])
    try await project.git("fsck", "--strict", "--no-dangling")
    try await Git(project.layout.store).text(["fsck", "--no-dangling"])
  }

  @Test func `attack 18 wins in a clone that shares its files`() async throws {
    let project = try await TestProject.target(agent: Self.ruin)
    _ = try await project.naiveLoop("git clone -q --local project loop; cd loop; sh ../agent.sh")
    let fsck = try await project.git.attempt(["fsck", "--no-dangling"])
    #expect(fsck.status != 0)
  }

  // MARK: 19

  /// A bad idea first; then the record of it is removed and a good word put in.
  private static let rewritten = """
    if [ $PAWL_TURN = 1 ]; then echo 0 > value.txt; exit; fi
    for file in .pawl-history.md results.tsv; do
      test -f $file || continue
      grep -v discarded $file > kept.tmp; mv kept.tmp $file
      printf 'kept\\tbetter than all\\n' >> $file
    done
    echo $((PAWL_TURN + 2)) > value.txt
    """

  @Test func `attack 19: a history that its agent rewrote is still whole`() async throws {
    let project = try await TestProject.target(agent: Self.rewritten)
    let outcome = try await project.attacked(experiments: 2)
    #expect(outcome.experiments.map(\.state) == [.discarded, .kept])
    let files = outcome.experiments.map { $0.files.map(\.path) }
    #expect(files == [["value.txt"], ["value.txt"]])
  }

  @Test func `attack 19 wins where the agent keeps the record`() async throws {
    let project = try await TestProject.target(agent: Self.rewritten)
    let said = try await project.naiveLoop(
      """
      git clone -q project loop; cd loop
      PAWL_TURN=1 sh ../agent.sh; printf 'discarded\\tworse\\n' >> results.tsv
      PAWL_TURN=2 sh ../agent.sh; cat results.tsv
      """)
    #expect(said == "kept\tbetter than all\n")
  }

  // MARK: 20

  private static let forged = """
    printf 'TITLE: more\\tkept\\t0.1\\r#9\\tkept\\033[2K\\342\\200\\256\\nREASON: a\\tb\\rc\\0d\\n'
    echo 0 > value.txt
    """

  @Test func `attack 20: a title with rows in it stays one cell`() async throws {
    let project = try await TestProject.target(agent: Self.forged)
    try project.write(
      try project.read("pawl.yaml") + "results: results.tsv\n", "pawl.yaml")
    let outcome = try await project.run()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .discarded)
    for text in [experiment.title, experiment.reason] + outcome.lines.map(\.text) {
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
    }
    let rows = try project.read("results.tsv").split(separator: "\n").dropFirst()
    let columns = rows.map { $0.split(separator: "\t", omittingEmptySubsequences: false).count }
    #expect(columns.count == 2 && Set(columns).count == 1)
    #expect(!(try project.read("results.tsv")).contains("\r"))
    outcome.expectUnmoved()
  }

  @Test func `attack 20 wins in a table that takes words as they come`() async throws {
    let project = try await TestProject.target(agent: Self.forged)
    let said = try await project.naiveLoop(
      """
      git clone -q project loop; cd loop
      title=$(sh ../agent.sh | sed -n 's/^TITLE: //p')
      printf '1\\tdiscarded\\t%s\\n' "$title" > results.tsv
      tr '\\r' '\\n' < results.tsv | grep -c kept
      """)
    #expect(said == "2\n")
  }

  // MARK: 21

  /// The title is set, the screen cleared, the clipboard filled, a row faked.
  private static let escapes =
    "\\033]0;owned\\007\\033[2J\\033[1;1H\\033]52;c;b3duZWQ=\\007\\033P1$r\\033\\\\\\233H#9 kept"

  @Test func `attack 21: what a terminal obeys reaches no record`() async throws {
    let project = try await TestProject.target(
      agent: """
        printf 'TITLE: \(Self.escapes)\\nREASON: \(Self.escapes)\\nNOTE: \(Self.escapes)\\n'
        echo "printf '\(Self.escapes)\\n' >&2; exit 1" >> train.sh
        """)
    let outcome = try await project.attacked()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .crashed)
    var texts = [experiment.title, experiment.reason, experiment.why]
    texts += outcome.lines.map(\.text) + outcome.state.notes.map(\.text)
    let reader = try JournalReader(path: project.layout.journal)
    texts += try reader.progress().values.map(\.line)
    for text in texts {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
      #expect(!text.contains("owned") && !text.contains("b3duZWQ"))
    }
  }

  @Test func `attack 21 wins where the log is shown as it is`() async throws {
    let project = try await TestProject.target(
      agent: "echo \"printf '\(Self.escapes)\\n'\" >> train.sh")
    let said = try await project.naiveLoop(
      "git clone -q project loop; cd loop; sh ../agent.sh; sh train.sh")
    #expect(said.contains("\u{1B}]52;c;b3duZWQ=\u{7}"))
  }
}
