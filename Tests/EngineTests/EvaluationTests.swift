import Core
import Foundation
import Testing

/// Evaluators and predict processes that fail: a crash with a reason, never a wait without end.
@Suite("Evaluation that goes wrong", .serialized, .timeLimit(.minutes(2)))
struct EvaluationTests {
  private func outcome(
    _ evaluate: String, predict: String? = nil, train: String = "echo score: 5"
  ) async throws -> RunOutcome? {
    var yaml = Yaml()
    yaml.ratchet = "{preset: naive}"
    yaml.metric =
      "{name: score, goal: maximize, evaluate: sh evaluate.sh"
      + (predict == nil ? "}" : ", predict: sh predict.sh}")
    yaml.frozen = "[train.sh, evaluate.sh]"
    let project = try await TestProject(
      yaml,
      files: [
        "train.sh": train, "evaluate.sh": evaluate, "predict.sh": predict ?? "",
      ])
    return try await project.run().baselineOutcomes.first
  }

  private func crash(_ evaluate: String, predict: String? = nil) async throws -> String {
    let outcome = try await outcome(evaluate, predict: predict)
    guard case .crashed(let why)? = outcome else {
      Issue.record("\(String(describing: outcome))")
      return ""
    }
    return why
  }

  @Test func `an evaluator's word counts, whatever training printed`() async throws {
    let measured = try await outcome(#"echo '{"score": 41.5, "more": {"a": [1]}}' > $PAWL_RESULT"#)
    #expect(measured == .measured(41.5))
  }

  @Test func `an evaluator that fails gives its last line`() async throws {
    let why = try await crash("echo 'checkpoint is missing' >&2; exit 2")
    #expect(why == "the evaluator ended with status 2: checkpoint is missing")
  }

  @Test func `an evaluator without a result is a crash`() async throws {
    #expect(try await crash("exit 0") == "the evaluator wrote no result to PAWL_RESULT")
  }

  @Test(arguments: [
    (#"{"score": NaN}"#, "the evaluator's score is not finite"),
    (#"{"score": -Infinity}"#, "the evaluator's score is not finite"),
    ("score = 4", "the evaluator's result is no JSON object: score = 4"),
    ("", "the evaluator's result is no JSON object: it is empty"),
    ("[4]", "the evaluator's result is no JSON object: [4]"),
    (#"{"loss": 4}"#, "the evaluator's result has no number called score"),
    (#"{"score": "4"}"#, "the evaluator's result has no number called score"),
    (#"{"score": true}"#, "the evaluator's result has no number called score"),
    (#"{"score": null}"#, "the evaluator's result has no number called score"),
  ])
  func `garbage for a result is a crash`(result: String, expected: String) async throws {
    let why = try await crash("printf '%s' '\(result)' > $PAWL_RESULT")
    #expect(why.hasPrefix(expected))
  }

  @Test func `a result that is no plain file is none`() async throws {
    let none = "the evaluator wrote no result to PAWL_RESULT"
    #expect(try await crash("mkfifo $PAWL_RESULT") == none)
    #expect(try await crash("ln -s /proc/self/stat $PAWL_RESULT") == none)
  }

  private static let asking = """
    exec 3> "$PAWL_PREDICT_IN" 4< "$PAWL_PREDICT_OUT"
    echo 20 >&3
    exec 3>&-
    if ! read answer <&4; then echo 'no answer came' >&2; exit 1; fi
    if [ "$answer" != 40 ]; then echo "wrong answer: $answer" >&2; exit 1; fi
    echo '{"score": 40}' > $PAWL_RESULT
    """

  private static func answering(_ answer: String) -> String {
    """
    exec 3< "$PAWL_PREDICT_IN" 4> "$PAWL_PREDICT_OUT"
    read question <&3
    \(answer)
    """
  }

  @Test func `a predict process answers the evaluator`() async throws {
    let measured = try await outcome(
      Self.asking, predict: Self.answering("echo $((question * 2)) >&4"))
    #expect(measured == .measured(40))
  }

  @Test func `a wrong answer is what the evaluator makes of it`() async throws {
    let why = try await crash(Self.asking, predict: Self.answering("echo 41 >&4"))
    #expect(why == "the evaluator ended with status 1: wrong answer: 41")
  }

  @Test(arguments: ["exit 0", "true < $PAWL_PREDICT_IN"])
  func `an evaluator does not wait for a predict process that has left`(predict: String)
    async throws
  {
    let why = try await crash(Self.asking, predict: predict)
    #expect(why.hasPrefix("the evaluator "))
  }

  @Test(arguments: [
    ("echo 'no model' >&2; exit 5", "predict ended with status 5: no model"),
    ("exec 3< $PAWL_PREDICT_IN; kill -KILL $$", "predict was ended by signal 9"),
  ])
  func `a predict process that fails is the reason`(predict: String, expected: String)
    async throws
  {
    #expect(try await crash(Self.asking, predict: predict).hasPrefix(expected))
  }

  @Test func `a predict process that goes on is ended with its evaluator`() async throws {
    let measured = try await outcome(
      #"echo '{"score": 3}' > $PAWL_RESULT"#, predict: "trap '' TERM; while :; do sleep 30; done")
    #expect(measured == .measured(3))
  }
}
