import CSupervise
import Core
import Engine
import Foundation
import Testing

private let probe = IsolationProbe(environment: ProcessInfo.processInfo.environment)

/// Attacks on the machine around a run.
///
/// With namespaces they find nothing to attack; as ordinary processes of one account they succeed, and
/// the README says so.
@Suite("Attacks on the machine", .serialized, .timeLimit(.minutes(5)))
struct IsolationAttackTests {
  /// A place in a folder that everybody on a machine can write.
  private static func shared() -> String { "/tmp/attack-\(UUID().uuidString)" }

  @Test(
    .enabled(if: probe.level == .namespaces, "bubblewrap does not work here"),
    arguments: IsolationAttack.all)
  func `namespaces stop`(attack: IsolationAttack) async throws {
    let shared = Self.shared()
    defer { unlink(shared) }
    let project = try await attack.project(isolation: "namespaces", shared: shared)
    let outcome = try await project.attacked()
    #expect(outcome.state.keeps.isEmpty)
    #expect(
      !(try attack.won(
        IsolationAttack.Aftermath(project: project, outcome: outcome, changes: []))))
    let experiment = try outcome.experiment(1)
    #expect([.discarded, .crashed].contains(experiment.state), "\(experiment.why)")
    #expect(!experiment.why.isEmpty)
    #expect(outcome.state.runs.values.allSatisfy { $0.isolation == "namespaces" })
    #expect(!FileManager.default.fileExists(atPath: shared))
  }

  @Test(arguments: IsolationAttack.all)
  func `plain processes do not stop`(attack: IsolationAttack) async throws {
    let shared = Self.shared()
    defer { unlink(shared) }
    let project = try await attack.project(isolation: "process", shared: shared)
    let before = try Surroundings(of: project)
    let outcome = try await project.undefended()
    let changes = try Surroundings(of: project).changes(since: before)
    #expect(
      try attack.won(
        IsolationAttack.Aftermath(project: project, outcome: outcome, changes: changes)),
      "\(outcome.experiments.map(\.why)) \(changes) \(outcome.halted)")
  }

  // MARK: 4

  /// The evaluator is replaced where it lies by one that knows the candidate's model.
  private static let replacing = """
    cat >> train.sh <<'END'
    echo '1 9' > "$PAWL_RUN_DIR/model"
    cat > ../era-1/evaluate.sh <<'CODE'
    score=500; if grep -q '^1 9' "$PAWL_RUN_DIR/model"; then score=999; fi
    echo "{\\"score\\": $score}" > "$PAWL_RESULT"
    CODE
    true
    END
    """

  @Test(
    .enabled(if: probe.level == .namespaces, "bubblewrap does not work here"))
  func `attack 4: a run in namespaces does not find the evaluator`() async throws {
    let project = try await TestProject.target(agent: Self.replacing) {
      $0.isolation = "namespaces"
    }
    let outcome = try await project.attacked()
    #expect(outcome.experiments.map(\.state) == [.discarded])
    outcome.expectUnmoved()
  }

  @Test func `attack 4: an evaluator that a plain process replaced is put back`() async throws {
    let project = try await TestProject.target(agent: Self.replacing) { $0.isolation = "process" }
    let outcome = try await project.attacked()
    outcome.expectUnmoved()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .crashed)
    #expect(
      experiment.why
        == "disturbed 4 times: evaluate.sh was changed where the evaluator works; it is put back")
  }

  @Test func `attack 4 wins where nobody looks at the evaluator`() async throws {
    let project = try await TestProject.target(agent: Self.replacing) { $0.isolation = "process" }
    try await project.undefended(without: [.frozen]).expectWon()
  }

  // MARK: 7

  @Test(.enabled(if: probe.level == .namespaces, "bubblewrap does not work here"))
  func `attack 7: what covers the hidden data cannot be taken away, by root neither`()
    async throws
  {
    let project = try await TestProject.target(
      agent: """
        cat > line.tmp <<'END'
        answer="$(cd ../../.. && pwd)/hidden/answer.txt"
        umount -l /tmp; umount -l "$HOME"; mount -o remount,rw /
        number=$(cat "$answer" || unshare -Urm sh -c "umount -l /tmp; cat '$answer'" || cat value.txt)
        END
        sed -i '1r line.tmp' train.sh; rm line.tmp
        """
    ) { $0.isolation = "namespaces" }
    let outcome = try await project.attacked()
    #expect(outcome.experiments.map(\.state) == [.discarded])
    outcome.expectUnmoved()
  }

  private func committed() async throws -> TestProject {
    let project = try await TestProject.target(
      agent: "git show HEAD:hidden/answer.txt > value.txt")
    try await project.git("add", "-f", "hidden")
    try await project.commit("The answers by mistake")
    return project
  }

  @Test func `attack 7: hidden data that is committed is not hidden, and nothing begins`()
    async throws
  {
    let project = try await committed()
    let error = await #expect(throws: EngineError.self) { try await project.run() }
    #expect(error == .committedHidden("hidden/answer.txt"))
    #expect(!project.exists(".pawl/lanes/a1"))
  }

  @Test func `attack 7 wins where hidden data may be in a commit`() async throws {
    try await committed().undefended(without: [.secrets]).expectWon()
  }

  /// Hidden data that was committed once and taken out again, and an agent that looks for it in all
  /// that its clone's git has.
  private func committedBefore() async throws -> TestProject {
    let project = try await TestProject.target(
      agent: """
        git log --all --format=%H -- hidden/answer.txt > /dev/null || exit 4
        for object in $(git cat-file --batch-all-objects --batch-check='%(objectname) %(objecttype)' \
          | grep ' blob$' | cut -d' ' -f1); do
          if git cat-file blob $object | grep -q '^42$'; then
            git cat-file blob $object > value.txt
          fi
        done
        """)
    try await project.git("add", "-f", "hidden")
    try await project.commit("The answers by mistake")
    try await project.git("rm", "-q", "--cached", "-r", "hidden")
    try await project.git("commit", "-q", "-m", "The answers are taken out again")
    return project
  }

  @Test func `attack 7: hidden data of an earlier commit is in no clone`() async throws {
    let project = try await committedBefore()
    let words = try await Store.hiddenHistory(
      project.layout, branch: "pawl/t", hidden: ["hidden/answer.txt"])
    #expect(words.first?.contains("of the project's history has what files.hidden names") == true)
    let outcome = try await project.attacked()
    outcome.expectUnmoved()
    #expect(outcome.said("turn.failed") == [])
    #expect(
      try await Store.hiddenHistory(
        project.layout, branch: "pawl/t", hidden: ["hidden/answer.txt"]) == words,
      "the store has nothing of it")
    // The project's own history is whole.
    #expect(!project.exists(".git/shallow"))
    #expect(try await project.git("rev-list", "--count", "pawl/t") == "3")
  }

  @Test func `attack 7 wins where clones have the whole history`() async throws {
    let project = try await committedBefore()
    try await project.undefended(without: [.secrets]).expectWon()
    let words = try await Store.hiddenHistory(
      project.layout, branch: "pawl/t", hidden: ["hidden/answer.txt"])
    #expect(words.first?.contains("store.git has what files.hidden names") == true)
  }

  @Test func `a ratchet moves on a store without history, and takes a person's commit`()
    async throws
  {
    let project = try await TestProject(
      Yaml(hidden: "[secret]"), agent: TestProject.climbing, files: ["secret": "42"])
    try await project.git("rm", "-q", "--cached", "secret")
    try await project.git("commit", "-q", "-m", "Take it out")
    try await project.git("checkout", "-q", "-b", "mine")
    let first = try await project.run(experiments: 1)
    #expect(first.state.keeps.count == 1)
    try await project.git("checkout", "-q", "pawl/t")
    try await project.git("commit", "-q", "--allow-empty", "-m", "A commit of a person")
    let hand = try await project.tip()
    try await project.git("checkout", "-q", "mine")
    let second = try await project.run(experiments: 2)
    #expect(second.state.keeps.count == 3)
    #expect(second.state.keeps.map(\.commit).contains(hand))
    #expect(try await project.git("merge-base", "--is-ancestor", hand, "pawl/t") == "")
    let words = try await Store.hiddenHistory(
      project.layout, branch: "pawl/t", hidden: ["secret"])
    #expect(words.first?.contains("of the project's history") == true, "the store has none of it")
  }

  // MARK: 24

  static let killing = "end processes of others"

  /// Gives whether a process of somebody else was ended by an agent and its run.
  private func kills(_ isolation: String) async throws -> Bool {
    var pid: Int32 = 0
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sleep"), strdup("1000"), nil]
    defer { for word in words { free(word) } }
    try #require(pawl_spawn("/bin/sleep", words, [nil], "/", -1, -1, -1, 1, &pid) == 0)
    let ticks = pawl_start_ticks(pid)
    let victim = pid
    defer {
      _ = pawl_kill(victim, SIGKILL)
      var (code, signal): (Int32, Int32) = (0, 0)
      _ = pawl_wait(victim, &code, &signal)
    }
    let project = try await TestProject.target(
      agent: "kill -9 \(pid) 2>/dev/null; echo 'kill -9 \(pid) 2>/dev/null || true' >> train.sh"
    ) { $0.isolation = isolation }
    let outcome = try await project.attacked()
    #expect(outcome.experiments.map(\.state) == [.discarded])
    return !Leftovers.isAlive(pid, since: ticks)
  }

  @Test(.enabled(if: probe.level == .namespaces, "bubblewrap does not work here"))
  func `attack 24: namespaces have no processes of others to end`() async throws {
    #expect(try await !kills("namespaces"))
  }

  @Test func `attack 24 wins among plain processes`() async throws {
    #expect(try await kills("process"))
  }

  // MARK: 15 and 26

  static let fetching = "use the network, on this machine or beyond it"

  /// Gives whether a run fetched what it needs from a port of this machine.
  private func fetches(_ isolation: String) async throws -> Bool {
    let door = try Listener()
    let project = try await TestProject.target(
      agent: """
        cat > line.tmp <<'END'
        number=$(python3 -c 'import socket; socket.create_connection(("127.0.0.1", \(door.port)), 9); print(42)' 2>/dev/null || cat value.txt)
        END
        sed -i '1r line.tmp' train.sh; rm line.tmp
        """
    ) { $0.isolation = isolation }
    let outcome = try await project.attacked()
    #expect(!outcome.state.keeps.isEmpty == door.wasUsed)
    return door.wasUsed
  }

  @Test(.enabled(if: probe.level == .namespaces, "bubblewrap does not work here"))
  func `attacks 15 and 26: a run in namespaces has no network`() async throws {
    #expect(try await !fetches("namespaces"))
  }

  @Test func `attacks 15 and 26 win among plain processes`() async throws {
    #expect(try await fetches("process"))
  }

  // MARK: What is said of it

  @Test func `the README lists what plain processes do not stop, no more and no less`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../README.md").standardized
    let readme = try String(contentsOf: root, encoding: .utf8)
    let parts = readme.components(separatedBy: "What plain process isolation does not stop\n")
    try #require(parts.count == 2, "the README has this section once")
    let section = parts[1].components(separatedBy: "\n#")[0]
    let listed = section.split(separator: "\n").filter { $0.hasPrefix("- ") }.map {
      String($0.dropFirst(2))
    }
    let titles = IsolationAttack.all.map(\.title) + [Self.killing, Self.fetching]
    #expect(listed == titles)
  }
}

/// A port of this machine that waits for somebody to come.
private final class Listener {
  private let descriptor: Int32
  let port: UInt16

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK | O_CLOEXEC, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    try #require(isOpen)
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }

  /// Whether somebody came.
  lazy var wasUsed: Bool = {
    let guest = accept(descriptor, nil, nil)
    if guest >= 0 { close(guest) }
    return guest >= 0
  }()
}
