import Core
import Foundation
import Journal
import Settings
import Testing

@testable import Engine

@Suite("What scores rest on", .serialized, .timeLimit(.minutes(2)))
struct InputTests {
  @Test func `a file that changes or goes is noticed, a new one is not`() throws {
    let project = try TestProject(bare: "data")
    try project.write("a", "in/a")
    try project.write("b", "in/deep/b")
    let inputs = SharedInputs(paths: [project.path + "/in"])
    #expect(inputs.files.count == 2)
    #expect(inputs.firstChange() == nil)
    try project.write("c", "in/cache")
    #expect(inputs.firstChange() == nil)
    try project.write("bb", "in/deep/b")
    #expect(inputs.firstChange()?.hasSuffix("/in/deep/b") == true)
    try FileManager.default.removeItem(atPath: project.path + "/in/a")
    #expect(inputs.firstChange()?.hasSuffix("/in/a") == true)
    #expect(SharedInputs(paths: [project.path + "/in"]).digest != inputs.digest)
  }

  @Test func `data that changes under a run begins a new era`() async throws {
    var yaml = Yaml()
    yaml.ratchet = "{preset: naive}"
    yaml.data = "[data]"
    let project = try await TestProject(
      yaml,
      files: [
        "train.sh": """
        if [ ! -e "$PAWL_RUN_DIR/../../../changed" ]; then
          touch "$PAWL_RUN_DIR/../../../changed"; echo other >> data/a
        fi
        echo score: 1
        """
      ])
    try project.write("a", "data/a")
    let outcome = try await project.run()
    #expect(outcome.state.era == 2)
    // What was made ready meanwhile belongs to the old era, and is ended with it.
    #expect(outcome.baselineOutcomes.first == .void("the data changed: a"))
    #expect(outcome.baselineOutcomes.last == .measured(1))
    #expect(outcome.said("era.began").last?.hasPrefix("era 2 begins") == true)
  }

  @Test func `hidden files that are committed are not exported, and data stays as it is`()
    async throws
  {
    var yaml = Yaml()
    yaml.ratchet = "{preset: naive}"
    yaml.data = "[data]"
    yaml.hidden = "[data/answers, kept/answers]"
    let project = try await TestProject(
      yaml,
      files: [
        "kept/answers": "secret", "train.sh": "test -e kept/answers || echo score: 1",
      ])
    try project.write("secret", "data/answers")
    let outcome = try await project.run(without: [.secrets])
    #expect(outcome.baselineOutcomes.first == .measured(1))
    #expect(try project.read("data/answers") == "secret")
    #expect(try project.read("kept/answers") == "secret")
  }

  @Test func `a run that changes the evaluator is void, and the evaluator is put back`()
    async throws
  {
    var yaml = Yaml()
    yaml.ratchet = "{preset: naive}"
    yaml.metric = "{name: score, goal: maximize, evaluate: sh evaluate.sh}"
    yaml.frozen = "[train.sh, evaluate.sh]"
    let attack = """
      if [ ! -e ../tried ]; then
        touch ../tried
        echo 'echo nothing' > ../era-1/evaluate.sh
        echo planted > ../era-1/planted
      fi
      """
    let project = try await TestProject(
      yaml,
      files: [
        "train.sh": attack,
        "evaluate.sh": "test ! -e planted && echo '{\"score\": 5}' > $PAWL_RESULT",
      ])
    let outcome = try await project.run()
    #expect(
      outcome.baselineOutcomes == [
        .void("evaluate.sh was changed where the evaluator works; it is put back"), .measured(5),
      ])
  }

  @Test func `every run keeps the digest of its frozen files`() async throws {
    var yaml = Yaml()
    yaml.ratchet = "{preset: naive}"
    let project = try await TestProject(yaml)
    let outcome = try await project.run()
    let run = try #require(outcome.state.runs.values.first)
    #expect(run.frozen?.count == 40)
    #expect(run.isolation == "process")
  }

  @Test func `frozen files come from one commit whatever is exported`() async throws {
    let project = try await TestProject(files: ["extra.sh": "one\n"])
    let first = try await project.git("rev-parse", "HEAD")
    try project.write("changed\n", "train.sh")
    try project.write("two\n", "extra.sh")
    try project.write("new\n", "added.sh")
    try await project.commit("Other frozen files")
    let second = try await project.git("rev-parse", "HEAD")
    try project.layout.create()
    let store = Store(layout: project.layout, branch: "pawl/t")
    _ = try await store.open()
    try await store.adopt(first)
    let folder = project.layout.trees + "/x"
    let frozen = Store.Frozen(commit: first, globs: [Glob("train.sh"), Glob("added.sh")])
    try await store.export(second, to: folder, frozen: frozen)
    #expect(try project.read(".pawl/trees/x/train.sh") == TestProject.train)
    #expect(try project.read(".pawl/trees/x/extra.sh") == "two\n")
    #expect(!project.exists(".pawl/trees/x/added.sh"))
  }
}
