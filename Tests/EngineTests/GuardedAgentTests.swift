import Core
import Foundation
import Journal
import Testing

/// Agents that do what they should not: it is refused or has no effect, and the campaign goes on.
@Suite("Agents that misbehave", .serialized, .timeLimit(.minutes(6)))
struct GuardedAgentTests {
  @Test func `what a proposal may not touch is refused with the reason`() async throws {
    let project = try await TestProject(
      agent: """
        # Every third proposal may run, or the lane would need a person.
        if [ $((PAWL_TURN % 3)) = 0 ]; then echo -$PAWL_TURN > value.txt; exit; fi
        case $((PAWL_TURN - PAWL_TURN / 3)) in
        1) echo 'echo score: 900' > train.sh ;;
        2) ln -s /etc/passwd link.txt ;;
        3) git init -q inner; cd inner; git -c user.name=a -c user.email=a commit -q --allow-empty -m x ;;
        4) echo new > other.txt ;;
        5) printf x > "$(printf 'bad\\033[31m\\nname')" ;;
        6) echo '* -text filter=evil' > .gitattributes ;;
        7) rm train.sh; ln -s /bin/true train.sh ;;
        8) rm value.txt; ln -s train.sh value.txt ;;
        9) mkdir -p deep/.GIT; echo x > deep/.GIT/config ;;
        10) rm train.sh; mkdir parts; echo 1 > parts/x ;;
        11) printf '\\377\\376' > "$(printf 'odd\\377')" ;;
        esac
        """)
    let outcome = try await project.run(experiments: 15)
    let refused = outcome.experiments.filter { $0.state == .refused }
    let whys = refused.map(\.why)
    try #require(whys.count == 10)
    #expect(whys[0].hasPrefix("train.sh is frozen"))
    #expect(whys[1].hasPrefix("link.txt is a symbolic link"))
    #expect(whys[2].hasPrefix("inner is a submodule"))
    #expect(whys[3].hasPrefix("other.txt is not editable. Change only value.txt, parts/**"))
    #expect(whys[4].contains("control characters"))
    #expect(whys[5].contains(".gitattributes"))
    #expect(whys[6].contains("train.sh is a symbolic link"))
    #expect(whys[7].contains("value.txt is a symbolic link"))
    // git itself leaves out what only some file systems take for its own folder.
    #expect(whys[8].hasPrefix("train.sh is frozen"))
    #expect(whys[9].contains("control characters"))
    // Nothing that is told holds what a terminal would obey.
    for line in outcome.lines { #expect(!line.text.unicodeScalars.contains { $0.value < 0x20 }) }
    for experiment in refused { #expect(experiment.runs.isEmpty) }
  }

  @Test func `git settings and hooks that an agent leaves do nothing`() async throws {
    let project = try await TestProject(
      agent: """
        mkdir -p parts
        echo 1 > parts/$PAWL_TURN
        if [ $PAWL_TURN = 2 ]; then
          rm -rf .git
          # Without a repository of its own, git must not find the project's.
          git add -A; git commit -qm stray
        else
          git add -A
          git -c user.name=a -c user.email=a commit -qm mine
          hook="touch $PAWL_CLONE/../../../../hooked"
          mkdir -p .git/hooks
          for name in pre-commit post-checkout post-index-change reference-transaction; do
            printf '#!/bin/sh\\n%s\\n' "$hook" > .git/hooks/$name; chmod +x .git/hooks/$name
          done
          git config core.fsmonitor "$hook"
          git config filter.evil.clean "$hook"
          git config core.hooksPath "$PAWL_CLONE/.git/hooks"
          echo '* filter=evil' > .git/info/attributes
          echo parts > .git/info/exclude
        fi
        exit 0
        """)
    let before = try await project.git("rev-parse", "HEAD")
    let outcome = try await project.run(experiments: 3)
    #expect(outcome.experiments.map(\.state) == [.kept, .kept, .kept])
    #expect(!project.exists("hooked"))
    #expect(try await project.git("rev-parse", "HEAD") == before)
    #expect(try await project.git("status", "--porcelain") == "?? pawl.yaml")
    #expect(try await project.git("ls-tree", "--name-only", "pawl/t:parts") == "1\n2\n3")
  }

  @Test func `hooks of the project never run`() async throws {
    let project = try await TestProject(agent: "echo $((PAWL_TURN + 1)) > value.txt")
    for name in ["reference-transaction", "pre-commit", "post-checkout", "post-merge"] {
      try project.write("#!/bin/sh\ntouch '\(project.root)/hooked'\n", ".git/hooks/\(name)")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: project.path + "/.git/hooks/\(name)")
    }
    let outcome = try await project.run()
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(!FileManager.default.fileExists(atPath: project.root + "/hooked"))
  }

  @Test func `the same change twice is recognised`() async throws {
    let project = try await TestProject(
      agent: "if [ $PAWL_TURN = 3 ]; then echo 5 > value.txt; else echo 0 > value.txt; fi")
    let outcome = try await project.run(experiments: 2)
    #expect(outcome.experiments.map(\.state) == [.discarded, .kept])
    #expect(outcome.said("turn.empty") == ["a1 proposed nothing: the same change as #1"])
  }

  @Test func `an agent that changes nothing needs a person after three turns`() async throws {
    let project = try await TestProject(agent: "echo 'I would rather not'")
    let outcome = try await project.run()
    #expect(outcome.experiments.isEmpty)
    #expect(outcome.said("turn.empty").count == 3)
    let why = "3 turns without a proposal: no file is changed; it says: I would rather not"
    #expect(outcome.said("lane.failed") == ["a1 needs you: \(why)"])
    #expect(outcome.said("campaign.finished") == ["the campaign ended: no lane can go on"])
  }

  @Test func `an agent that fails, or is not there, says why`() async throws {
    var yaml = Yaml()
    yaml.agent = "no-such-agent --now"
    let missing = try await TestProject(yaml).run()
    #expect(missing.said("turn.began").count == 1)
    #expect(missing.said("lane.failed").first?.contains("no-such-agent") == true)
    let failing = try await TestProject(agent: "echo 'no idea left' >&2; exit 9").run()
    #expect(
      failing.said("turn.failed").first == "a1: the agent ended with status 9: no idea left")
    let killed = try await TestProject(agent: "kill -KILL $$").run()
    #expect(killed.said("turn.failed").first == "a1: the agent ended with status 137: Killed")
  }

  @Test func `an edit counts even if the agent fails after it`() async throws {
    let project = try await TestProject(agent: "echo 2 > value.txt; exit 1")
    #expect(try await project.run().experiments.map(\.state) == [.kept])
  }

  @Test func `lines of a megabyte and words without end are cut`() async throws {
    let project = try await TestProject(
      agent: """
        head -c 1000000 /dev/zero | tr '\\0' x
        echo
        printf 'TITLE: '; head -c 1000000 /dev/zero | tr '\\0' y; echo
        printf 'TITLE: more\\033[2J of it\\nREASON: '; head -c 30000 /dev/zero | tr '\\0' z; echo
        echo 'TITLE:   '
        echo 2 > value.txt
        """)
    let experiment = try await project.run().experiment(1)
    #expect(experiment.state == .kept)
    #expect(experiment.title == "more of it")
    #expect(experiment.reason.count == 600)
    let log = try await project.git("log", "-1", "--format=%s%n%b", "refs/heads/pawl/t")
    #expect(log.hasPrefix("more of it\n"))
  }

  @Test func `a message that is no file is not waited for`() async throws {
    let project = try await TestProject(
      agent: "rm -f $PAWL_MESSAGE; mkfifo $PAWL_MESSAGE; echo 2 > value.txt; echo TITLE: two")
    #expect(try await project.run().experiment(1).title == "two")
  }

  @Test func `a link in place of the clone leads nowhere`() async throws {
    let project = try await TestProject(
      agent: """
        case $PAWL_TURN in
        1) cd ..; rm -rf clone; ln -s '\("$PAWL_CLONE/../../../../../precious")' clone ;;
        2) chmod 000 . ; chmod 500 .git ;;
        3) cd ..; rm -rf clone; echo file > clone ;;
        4) echo 2 > value.txt ;;
        esac
        exit 0
        """)
    let precious = project.root + "/precious"
    try FileManager.default.createDirectory(atPath: precious, withIntermediateDirectories: true)
    try Data("all I have".utf8).write(to: URL(fileURLWithPath: precious + "/thesis.txt"))
    let story = try await project.run(experiments: 1)
    #expect(FileManager.default.fileExists(atPath: precious + "/thesis.txt"))
    #expect(story.said("turn.empty").count + story.said("turn.failed").count >= 3)
  }

  @Test func `two thousand files, and a proposal that touches them all`() async throws {
    var yaml = Yaml()
    yaml.ratchet = "naive"
    var files: [String: String] = [:]
    for n in 0..<2000 { files["data/\(n % 40)/file \(n).txt"] = "\(n)\n" }
    let project = try await TestProject(
      yaml, agent: "for file in data/*/*; do echo more >> \"$file\"; done", files: files)
    let experiment = try await project.run().experiment(1)
    #expect(experiment.state == .refused)
    #expect(experiment.why.contains("is not editable"))
    #expect(experiment.files.count == 2000)
    #expect(experiment.title.count <= 120)
  }
}
