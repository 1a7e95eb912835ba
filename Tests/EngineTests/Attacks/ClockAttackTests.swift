import CSupervise
import Core
import Foundation
import Testing

/// Attacks on the budget: they fail because the supervisor counts from start to exit, and ends the
/// whole tree.
@Suite("Attacks on the clock", .serialized, .timeLimit(.minutes(3)))
struct ClockAttackTests {
  /// A script that counts its own time and trains as long as that is not over.
  private static let timed = """
    import os, time
    budget = float(os.environ["PAWL_BUDGET_SECONDS"])
    begin = time.process_time()
    number = 1
    def step():
        sum(range(20000))
    while time.process_time() - begin < budget * 0.25:
        step()
    def save(number):
        open(os.environ["PAWL_RUN_DIR"] + "/model", "w").write(
            "%d %d\\n" % (number, int(os.environ["PAWL_SEED"]) % 7))
    save(number)
    print("seconds:", round(time.process_time() - begin, 3))
    """

  private static func project(_ agent: String) async throws -> TestProject {
    try await TestProject.target(agent: agent, files: ["train.py": timed]) {
      $0.command = "exec python3 train.py"
      $0.editable = "[train.py]"
      $0.grace = "30s"
      $0.budget = "{cpu: 600ms, wall: 60s}"
    }
  }

  /// Asked to end, it goes on for what it calls a warm-up, until it is as good as it wants.
  private static let stretched = """
    sed -i 's/^number = 1/import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\\
    number = 1\\
    while number < 42:\\
        number += 1\\
        for more in range(120): sum(range(20000))\\
    begin = time.process_time()/' train.py
    """

  @Test func `attack 10: work outside the timed part is counted, and going on is refused`()
    async throws
  {
    let project = try await Self.project(Self.stretched)
    let outcome = try await project.attacked()
    outcome.expectUnmoved()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .refused)
    #expect(experiment.why.contains("it went on computing for"), "\(experiment.why)")
    #expect(experiment.why.hasSuffix("s after its budget"))
  }

  /// A clock that stands still while it trains.
  private static let faked = """
    sed -i 's/^begin = .*/true = time.process_time; time.process_time = lambda: 0.0; begin = 0.0/
    s/^while .*/while number < 42:/
    s/^    step()/    number += 1; [step() for more in range(120)]/' train.py
    """

  @Test func `attack 11: a clock that stands still is asked by nobody`() async throws {
    let project = try await Self.project(Self.faked)
    let outcome = try await project.attacked()
    outcome.expectUnmoved()
    let experiment = try outcome.experiment(1)
    #expect(experiment.state == .crashed)
    #expect(
      experiment.why == "the evaluator ended with status 1: there is no model",
      "asked to end at its budget, it had nothing to show")
  }

  @Test(arguments: [stretched, faked])
  func `attacks 10 and 11 win where the script's own time is believed`(agent: String) async throws {
    let project = try await Self.project(agent)
    let said = try await project.naiveLoop(
      """
      git clone -q project loop; cd loop
      export PAWL_BUDGET_SECONDS=0.2 PAWL_RUN_DIR="$PWD"
      sh ../agent.sh; python3 train.py; cat model
      """)
    let words = said.split(whereSeparator: \.isWhitespace).map(String.init)
    try #require(words.count == 4)
    #expect(try #require(Double(words[1])) <= 0.2)
    #expect(words[2] == "42")
  }

  // MARK: 12

  /// Twice forked, in a session of its own, without the environment by which it could be told: only
  /// the number of seconds that it sleeps says which it is.
  private static func staying(_ seconds: String) -> String {
    """
    cat >> train.sh <<'END'
    env -i setsid sh -c 'sh -c "echo up > $0; exec sleep $1" & exit' "$PAWL_RUN_DIR/up" \(seconds) \
      < /dev/null > /dev/null 2>&1
    while ! test -s "$PAWL_RUN_DIR/up"; do :; done
    END
    """
  }

  private static func seconds() -> String { "1000.\(UInt32.random(in: 1_000_000...9_999_999))" }

  @Test(arguments: ["auto", "process"])
  func `attack 12: what was left in the background ends with its run`(isolation: String)
    async throws
  {
    let seconds = Self.seconds()
    let project = try await TestProject.target(agent: Self.staying(seconds)) {
      $0.isolation = isolation
    }
    let outcome = try await project.attacked()
    #expect(outcome.experiments.map(\.state) == [.discarded])
    #expect(Leftovers.mentioning(seconds).isEmpty)
    outcome.expectUnmoved()
  }

  @Test func `attack 12 wins in a loop that waits for its child alone`() async throws {
    let seconds = Self.seconds()
    let project = try await TestProject.target(agent: Self.staying(seconds))
    // A shell of its own: the supervisor would end what is left.
    let script = """
      git clone -q project loop && cd loop && sh ../agent.sh && mkdir run \
        && PAWL_SEED=1 PAWL_RUN_DIR="$PWD/run" sh train.sh
      """
    #expect(Child.run(["/bin/sh", "-c", script], folder: project.root) == 0)
    let left = Leftovers.mentioning(seconds)
    #expect(!left.isEmpty)
    for pid in left { _ = pawl_kill(pid, SIGKILL) }
  }
}
