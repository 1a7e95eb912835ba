import Core
import Foundation
import Journal
import Synchronization
import Testing

@testable import Engine

/// Turns of agents that a driver talks with, from their start to what the lane makes of them.
@Suite("Turns", .serialized, .timeLimit(.minutes(3)))
struct TurnTests {
  /// Hands in a command when a sentence of this kind is told, each time or once.
  private func on(
    _ kind: String, once: Bool = true, _ command: @escaping @Sendable (CampaignState) -> Command?
  ) -> @Sendable (EventLine, Engine) -> Void {
    let done = Mutex(false)
    return { line, engine in
      guard line.kind == kind, !(once && done.withLock { $0 }) else { return }
      done.withLock { $0 = true }
      Task {
        guard let command = command(await engine.state) else { return }
        engine.post.yield(
          StampedEvent(
            at: Engine.clock(), cause: .person("kim"), event: .commanded(id: 900, command)))
      }
    }
  }

  // MARK: Answered once

  @Test func `a forbidden edit is answered once, with the reason`() async throws {
    let project = try await TestProject(
      agent: """
        cat > "$PAWL_CLONE/../../../../prompt-$PAWL_TURN.txt"
        if grep -q 'Once more' "$PAWL_CLONE/../../../../prompt-$PAWL_TURN.txt"; then
          git checkout -q other.txt 2>/dev/null || rm -f other.txt
          echo 3 > value.txt
        else
          echo x > other.txt
        fi
        """)
    let outcome = try await project.run()
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(outcome.experiments.map(\.turn) == [1])
    let prompt = try project.read("prompt-1.txt")
    #expect(prompt.contains("Your change is refused: other.txt is not editable."))
    #expect(project.exists(".pawl/jobs/t-a1-1-2/result.json"))
  }

  @Test func `an edit that stays forbidden is refused, and counted`() async throws {
    let project = try await TestProject(agent: "echo x > other.txt")
    let outcome = try await project.run(experiments: 9)
    // The second turn does what the first one did.
    #expect(outcome.experiments.map(\.state) == [.refused])
    #expect(outcome.said("turn.empty").isEmpty == false)
    #expect(outcome.said("lane.failed").count == 1)
  }

  @Test func `a change that was made before is answered with its number`() async throws {
    let project = try await TestProject(
      agent: """
        cat > "$PAWL_CLONE/../../../../prompt-$PAWL_TURN.txt"
        echo 0 > value.txt
        grep -q 'the same as #1, which is ' \
          "$PAWL_CLONE/../../../../prompt-$PAWL_TURN.txt" && echo 5 > value.txt
        exit 0
        """)
    let outcome = try await project.run(experiments: 2)
    #expect(outcome.experiments.map(\.state) == [.discarded, .kept])
    #expect(outcome.experiments.map(\.turn) == [1, 2])
    #expect(outcome.said("turn.empty") == [])
  }

  @Test func `a conversation goes on with the answer alone`() async throws {
    let project = try await TestProject.talking(
      """
      if "Once more" in text and len(text) < 1000 and session == "s1":
          write("value.txt", "4")
      else:
          say("thinking")
      """)
    let outcome = try await project.run()
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(project.asked == ["1 session/new s1", "1 session/load s1"])
  }

  // MARK: Conversations

  // Where the verdict does not matter the score gets worse: that takes a single run.

  @Test func `a conversation is handed on, and a fresh one begins after some turns`() async throws {
    let project = try await TestProject.talking(
      "write('parts/%d' % TURN, '-1')", options: "{fresh_after: 2}")
    let outcome = try await project.run(experiments: 4)
    #expect(outcome.experiments.count == 4)
    #expect(
      project.asked.prefix(4) == [
        "1 session/new s1", "2 session/load s1", "3 session/new s3", "4 session/load s3",
      ])
  }

  @Test func `a full conversation is not gone on with`() async throws {
    let project = try await TestProject.talking(
      "write('parts/%d' % TURN, '-1')\nspend(0.1, used=701 if TURN == 1 else 100)")
    _ = try await project.run(experiments: 3)
    #expect(
      project.asked.prefix(3) == ["1 session/new s1", "2 session/new s2", "3 session/load s2"])
  }

  // MARK: Endings

  @Test func `a limit makes the lane wait, and no failure of it`() async throws {
    let project = try await TestProject.talking(
      "if TURN == 1: fail('rate limit exceeded, try later')\nwrite('value.txt', '4')")
    let outcome = try await project.run(
      onLine: on("lane.limited") { _ in .resume(lanes: ["a1"]) })
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(
      outcome.said("lane.limited").first?
        .hasPrefix("a1 is limited and tries again in a minute: ") == true)
    #expect(outcome.said("lane.failed").isEmpty)
  }

  @Test(arguments: [
    ("fail('invalid API key', -32000)", "invalid API key"),
    ("sys.exit(127)", "python3"),
  ])
  func `what only a person can mend needs one at once`(_ turn: String, words: String) async throws {
    let project = try await TestProject.talking(turn)
    let outcome = try await project.run()
    #expect(outcome.said("lane.failed").count == 1)
    #expect(outcome.said("lane.failed").first?.contains(words) == true)
    #expect(outcome.said("turn.began").count == 1)
  }

  @Test func `a program that is not there needs a person at once`() async throws {
    var yaml = Yaml()
    yaml.use = "acp"
    yaml.agent = "no-such-agent --acp"
    let outcome = try await TestProject(yaml).run()
    #expect(outcome.said("turn.began").count == 1)
    #expect(outcome.said("lane.failed").first?.contains("no-such-agent") == true)
  }

  @Test func `an agent that will not is counted as one that proposed nothing`() async throws {
    let project = try await TestProject.talking("say('no')\nreturn 'refusal'")
    let outcome = try await project.run()
    #expect(outcome.said("turn.empty").count == 3)
    #expect(outcome.said("turn.failed").isEmpty)
    #expect(outcome.said("lane.failed").count == 1)
    // It said no: asking again at once would be of no use.
    #expect(!project.exists(".pawl/jobs/t-a1-1-2"))
  }

  @Test func `a bound of the agent's own is no failure`() async throws {
    let project = try await TestProject.talking(
      "say('well')\nif TURN == 2: write('value.txt', '4')\nreturn 'max_turn_requests'")
    let outcome = try await project.run()
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(
      outcome.said("turn.empty").first?.hasPrefix("a1 proposed nothing: it met a bound of its own")
        == true)
  }

  @Test func `silence is a failure`() async throws {
    let project = try await TestProject.talking(
      "say('hm')\nwhile wait() != 'session/cancel': pass\nreturn 'cancelled'",
      options: "{silence: 300ms}")
    let outcome = try await project.run()
    #expect(outcome.said("turn.failed").count == 3)
    #expect(outcome.said("turn.failed").first == "a1: it wrote nothing for 300ms")
    #expect(outcome.said("lane.failed").first?.contains("3 turns failed") == true)
  }

  @Test func `a driver that is killed is an agent ended from outside`() async throws {
    let project = try await TestProject.talking(
      """
      import signal
      if TURN == 1:
          os.kill(os.getppid(), signal.SIGKILL)
          sys.exit(0)
      write('value.txt', '4')
      """)
    let outcome = try await project.run()
    #expect(outcome.said("turn.failed").count == 1)
    #expect(outcome.experiments.map(\.state) == [.kept])
  }

  // MARK: People

  @Test func `a question is answered, and the edit made`() async throws {
    let project = try await TestProject.talking(
      """
      say("may I")
      write("value.txt", "7" if ask("edit value.txt") == "allow_once" else "0")
      """, options: "{asks: edits}")
    let outcome = try await project.run(
      onLine: on("lane.asks") { state in
        state.lane("a1")?.question.map { .answer(lane: "a1", ask: $0.id, .allow) }
      })
    #expect(outcome.said("lane.asks") == ["a1 asks: edit value.txt"])
    #expect(outcome.said("lane.answered") == ["a1 may: edit value.txt"])
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(try await project.git("show", "pawl/t:value.txt") == "7")
  }

  @Test func `a turn is interrupted through its driver, and its conversation kept`() async throws {
    let project = try await TestProject.talking(
      """
      if TURN == 1:
          ask("edit value.txt")
          return "cancelled"
      write("value.txt", "4")
      """, options: "{asks: edits}")
    let outcome = try await project.run(
      onLine: on("lane.asks") { _ in .interrupt(lane: "a1", reason: "leave it") })
    #expect(outcome.said("turn.interrupted").count == 1)
    #expect(outcome.said("lane.answered") == ["a1 asks no longer: edit value.txt"])
    #expect(project.asked == ["1 session/new s1", "2 session/load s1"])
    #expect(outcome.experiments.map(\.state) == [.kept])
  }

  @Test func `words of a person reach the turn in progress`() async throws {
    let project = try await TestProject.talking(
      """
      if "be bold" in text and "What people said" not in text:
          write("value.txt", "9")
          return "end_turn"
      ask("edit value.txt")
      return "cancelled"
      """, options: "{asks: edits}")
    let outcome = try await project.run(
      onLine: on("lane.asks") { _ in .steer(lane: "a1", text: "be bold") })
    #expect(outcome.said("lane.steered") == ["a1 was cut short to hear: be bold"])
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(outcome.experiments.map(\.turn) == [1])
    #expect(outcome.state.lane("a1")?.messages == [])
  }

  @Test func `words that a turn has no ear for go with the next one`() async throws {
    let project = try await TestProject(
      agent: """
        if [ $PAWL_TURN = 1 ]; then
          while [ ! -e "$PAWL_CLONE/../../../../go" ]; do sleep 0.05; done
          echo 0 > value.txt
        else
          grep -q '^> be bold' && echo 5 > value.txt
        fi
        exit 0
        """)
    let path = project.path
    let begun = on("turn.began") { _ in .steer(lane: "a1", text: "be bold") }
    let outcome = try await project.run(experiments: 2) { line, engine in
      begun(line, engine)
      if line.kind == "lane.steered" {
        _ = FileManager.default.createFile(atPath: path + "/go", contents: nil)
      }
    }
    #expect(outcome.said("lane.steered") == ["a1 is told: be bold"])
    #expect(outcome.experiments.map(\.state) == [.discarded, .kept])
  }

  @Test func `a paused lane's agent stands still and goes on`() async throws {
    let project = try await TestProject.talking(
      """
      say("up")
      write("../up-%d" % TURN, "")
      while not os.path.exists("../../../../go"): pass
      write("value.txt", "4")
      """)
    let (path, transcript) = (project.path, project.layout.job("t-a1-1") + "/transcript.jsonl")
    let asked = Mutex(false)
    let outcome = try await project.run { line, engine in
      guard line.kind == "turn.began", !asked.withLock({ $0 }) else { return }
      asked.withLock { $0 = true }
      Task {
        let flag = Flag()
        func ask(_ command: Command) {
          engine.post.yield(
            StampedEvent(
              at: Engine.clock(), cause: .person("kim"), event: .commanded(id: 900, command)))
        }
        func until(_ condition: () -> Bool) async {
          for _ in 0..<600 where !condition() { await flag.wait(atMost: .milliseconds(50)) }
        }
        func told(_ words: String) -> Bool {
          ((try? String(contentsOfFile: transcript, encoding: .utf8)) ?? "").contains(words)
        }
        await until { FileManager.default.fileExists(atPath: path + "/.pawl/lanes/a1/up-1") }
        ask(.pause(lanes: ["a1"]))
        await until { told(#""paused":{"_0":true}"#) }
        _ = FileManager.default.createFile(atPath: path + "/go", contents: nil)
        ask(.resume(lanes: ["a1"]))
      }
    }
    let text = try String(contentsOfFile: transcript, encoding: .utf8)
    #expect(text.contains(#""paused":{"_0":true}"#))
    #expect(text.contains(#""paused":{"_0":false}"#))
    #expect(outcome.experiments.map(\.state) == [.kept])
  }

  // MARK: Replays

  @Test func `a recorded turn and its diff become the same experiment elsewhere`() async throws {
    let recorded = try await TestProject.talking(
      """
      write("value.txt", "4")
      say("TITLE: value -> 4\\nREASON: more is more")
      """)
    let first = try await recorded.run()
    let original = try first.experiment(1)
    let diff = try await recorded.git(
      "diff", "--no-ext-diff", original.base, original.proposal)
    try recorded.write(diff + "\n", "../turn.patch")
    var yaml = Yaml()
    yaml.use = "replay"
    yaml.options =
      "{recording: '\(recorded.layout.job("t-a1-1"))', diff: '\(recorded.root)/turn.patch', speed: 100}"
    let project = try await TestProject(yaml)
    let outcome = try await project.run()
    let replayed = try outcome.experiment(1)
    #expect(replayed.state == .kept)
    #expect(replayed.title == "value -> 4")
    #expect(replayed.reason == original.reason)
    #expect(replayed.tree == original.tree)
    #expect(try await project.git("show", "pawl/t:value.txt") == "4")
  }

  // MARK: Repairs, cost, notes, history

  @Test func `a first run that crashes is repaired in the next turn`() async throws {
    let project = try await TestProject(
      agent: """
        prompt=$(cat)
        case "$prompt" in
        *'repair #1'*'| sum of'*) grep -q bad value.txt && echo 6 > value.txt ;;
        *) echo bad > value.txt ;;
        esac
        exit 0
        """)
    try project.write(
      "grep -q bad value.txt && echo sum of nothing >&2 && exit 3\n" + TestProject.train, "train.sh"
    )
    try await project.commit("A training that can fail")
    let outcome = try await project.run(experiments: 2)
    #expect(outcome.experiments.map(\.state) == [.crashed, .kept])
    #expect(outcome.experiments.map(\.repairs) == [nil, 1])
    #expect(outcome.said("turn.began").contains { $0.hasPrefix("a1 repairs #1 in turn ") })
  }

  @Test func `what a turn costs is known where the agent says it`() async throws {
    let project = try await TestProject.talking(
      "write('parts/%d' % TURN, '-1')\nspend(0.25 * (TURN if session == 's1' else 1))")
    let outcome = try await project.run(experiments: 2)
    #expect(try outcome.experiment(1).dollars == 0.25)
    #expect(outcome.experiments.allSatisfy { ($0.turnSeconds ?? 0) > 0 })
    #expect((outcome.state.lane("a1")?.dollars ?? 0) >= 0.25)
  }

  @Test func `spent dollars end a campaign once all is decided`() async throws {
    let project = try await TestProject.talking(
      "write('parts/%d' % TURN, '-1')\nspend(1.5)", options: "{fresh_after: 1}"
    ) { $0.limits = "{dollars: 1}" }
    let outcome = try await project.run(experiments: 9)
    #expect(outcome.said("campaign.finished") == ["the campaign ended: the dollars are spent"])
    #expect(outcome.experiments.allSatisfy { $0.state.isVerdict })
  }

  @Test func `notes are told, and the history lies in the clone and in no proposal`() async throws {
    let project = try await TestProject(
      agent: """
        [ -e .pawl-history.md ] || exit 9
        grep -c '^| #' .pawl-history.md
        git status --porcelain
        echo tampered >> .pawl-history.md
        echo talk > .aider.chat.history.md
        mkdir -p .aider.tags.cache.v4 && echo cache > .aider.tags.cache.v4/db
        echo $PAWL_TURN > value.txt
        echo "NOTE: value $PAWL_TURN was set"
        """)
    let outcome = try await project.run(experiments: 2)
    #expect(outcome.said("lane.note").first == "a1 notes: value 1 was set")
    #expect(outcome.experiments.flatMap(\.files).allSatisfy { $0.path == "value.txt" })
  }
}
