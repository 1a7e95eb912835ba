import Core
import Engine
import Foundation
import Journal
import Settings
import Testing

/// Repositories of every kind, in places of every name.
@Suite("Projects in unusual places", .serialized, .timeLimit(.minutes(2)))
struct PlaceTests {
  @Test func `blanks, quotes and letters of all kinds in paths`() async throws {
    var yaml = Yaml()
    yaml.editable = "['größe 1/wert é.txt', 'parts/**']"
    yaml.frozen = "[train.sh, 'größe 1/fest ü.txt']"
    yaml.command = "'sh train.sh; cat größe\\ 1/* >/dev/null'"
    let project = try await TestProject(
      yaml, agent: TestProject.climbing + "\necho 2 > 'größe 1/wert é.txt'",
      name: "it's a \"project\" $HOME ü 日本",
      files: ["größe 1/wert é.txt": "1\n", "größe 1/fest ü.txt": "1\n"])
    let outcome = try await project.run()
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(try outcome.experiment(1).files.map(\.path).contains("größe 1/wert é.txt"))

    // Frozen files count under any name: a change begins a new era.
    try await project.git("checkout", "-q", "pawl/t")
    try project.write("2\n", "größe 1/fest ü.txt")
    try await project.commit("Measured otherwise")
    try project.script("echo 5 > value.txt; rm -rf parts")
    #expect(try await project.run(experiments: 2).state.era == 2)
  }

  @Test func `a linked work tree is a project`() async throws {
    let main = try await TestProject(agent: TestProject.climbing)
    let project = TestProject(root: main.root + "/none", path: main.root + "/linked tree")
    try await main.git("worktree", "add", "-q", "-b", "side", project.path)
    try project.write(main.read("pawl.yaml"), "pawl.yaml")
    let outcome = try await project.run()
    #expect(outcome.experiments.map(\.state) == [.kept])
    let kept = try #require(try outcome.experiment(1).kept)
    #expect(try await main.tip() == kept)
    #expect(try await main.git("rev-parse", "refs/pawl/1") == outcome.experiments[0].proposal)
    let status = try await Shell(project: main).sh("git status --porcelain", folder: project.path)
    #expect(status.out == "?? pawl.yaml\n")
  }

  @Test func `a shallow clone is a project`() async throws {
    let source = try await TestProject(agent: TestProject.climbing)
    try await source.commit("A second commit")
    let project = TestProject(root: source.root + "/none", path: source.root + "/shallow")
    let clone = try await Shell(project: source).sh(
      "git clone -q --depth 1 'file://\(source.path)' ../shallow")
    #expect(clone.code == 0)
    try project.write(source.read("pawl.yaml"), "pawl.yaml")
    #expect(try await project.run().experiments.map(\.state) == [.kept])
    #expect(try await project.git("rev-parse", "pawl/t^") == project.git("rev-parse", "HEAD"))
  }

  @Test func `a repository with the longer kind of object names is a project`() async throws {
    let project = try TestProject(bare: "long")
    try await project.git("-c", "init.defaultBranch=main", "init", "-q", "--object-format=sha256")
    try project.write("1\n", "value.txt")
    try project.write(TestProject.train, "train.sh")
    try await project.commit("It begins")
    try project.script(TestProject.climbing)
    try project.write(Yaml().text(agent: project.agentPath), "pawl.yaml")
    let outcome = try await project.run()
    #expect(outcome.experiments.map(\.state) == [.kept])
    #expect(try outcome.experiment(1).kept?.count == 64)
  }

  @Test(.enabled(if: getuid() == 0, "only root can give files away"))
  func `a repository that belongs to somebody else is a project`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    #expect(Child.run(["/bin/chown", "-R", "12345", project.path], folder: "/") == 0)
    #expect(try await project.run().experiments.map(\.state) == [.kept])
  }

  @Test func `a git around this process changes nothing`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    let other = try await TestProject()
    let before = try await other.git("for-each-ref")
    let ending = try await Shell(project: project).sh(
      """
      export GIT_DIR='\(other.path)/.git' GIT_WORK_TREE='\(other.path)' GIT_INDEX_FILE=/nowhere
      export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.bare GIT_CONFIG_VALUE_0=true
      export GIT_LITERAL_PATHSPECS=1 GIT_OBJECT_DIRECTORY=/nowhere GIT_DEFAULT_HASH=sha256
      '\(pawlBinary)' run --experiments 1
      """)
    #expect(ending.code == 0)
    #expect(ending.out.contains("1 experiments: 1 kept"))
    #expect(try await other.git("for-each-ref") == before)
  }

  @Test func `what people keep out of git stays out`() async throws {
    let project = try await TestProject(agent: TestProject.climbing)
    let exclude = project.path + "/.git/info/exclude"
    var mine = Data("# caf".utf8)
    mine.append(contentsOf: [0xE9, 0x0A] + Array("mine.txt".utf8))
    try mine.write(to: URL(fileURLWithPath: exclude))
    try project.write("notes", "mine.txt")
    for n in 1...2 { _ = try await project.run(experiments: n) }
    let now = try Data(contentsOf: URL(fileURLWithPath: exclude))
    #expect(now == mine + Data("\n/.pawl/\n".utf8))
    #expect(try await project.git("status", "--porcelain") == "?? pawl.yaml")
  }
}
