import Core
import Engine
import Foundation
import Settings
import Testing

/// What stands in the way of a campaign is said in one sentence, and nothing is left behind.
@Suite("Starting an engine", .serialized, .timeLimit(.minutes(1)))
struct StartingTests {
  /// Runs `pawl run` in the project and expects it to refuse with one line.
  private func refusal(
    _ project: TestProject, code: Int = 1, folder: String? = nil
  ) async throws -> String {
    let ending = try await Shell(project: project).pawl("run", "--experiments", "1", folder: folder)
    #expect(ending.code == code)
    #expect(ending.err.hasPrefix("pawl: "))
    #expect(ending.err.hasSuffix("\n"))
    #expect(ending.err.split(separator: "\n").count == 1)
    return ending.err
  }

  @Test func `a folder without pawl.yaml is no project`() async throws {
    let project = try TestProject(bare: "empty")
    let said = try await refusal(project, code: 3)
    #expect(said.contains("there is no pawl.yaml in \(project.path)"))
    #expect(said.contains("pawl init"))
  }

  @Test func `a wrong pawl.yaml is refused by line and key`() async throws {
    let project = try await TestProject()
    try project.write(
      "metric: {name: score}\nrun: {comand: ./train}\nfiles: {editable: [a]}\n", "pawl.yaml")
    let said = try await refusal(project)
    #expect(said.contains("pawl.yaml"))
    #expect(said.contains("comand"))
    #expect(said.contains("'command'"))
  }

  @Test func `pawl.yaml has to be a file that can be read`() async throws {
    let project = try await TestProject()
    try FileManager.default.removeItem(atPath: project.path + "/pawl.yaml")
    try project.write("", "pawl.yaml/inside")
    #expect(try await refusal(project).contains("pawl.yaml"))
  }

  @Test func `a folder that is no repository is refused`() async throws {
    let project = try TestProject(bare: "plain")
    try project.write(Yaml().text(agent: "true"), "pawl.yaml")
    #expect(try await refusal(project).contains("is not a git repository"))
    #expect(!project.exists(".pawl"))
  }

  @Test func `a repository without commits is refused`() async throws {
    let project = try TestProject(bare: "young")
    try await project.git("init", "-q", project.path)
    try project.write(Yaml().text(agent: "true"), "pawl.yaml")
    #expect(try await refusal(project).contains("has no commits yet"))
  }

  @Test func `files that the commit does not have are named`() async throws {
    var yaml = Yaml()
    yaml.frozen = "[train.sh, measure.sh]"
    let project = try await TestProject(yaml)
    let said = try await refusal(project)
    #expect(said.contains("names measure.sh, but the last commit has no such file"))
    #expect(try await project.git("for-each-ref", "refs/heads/pawl").isEmpty)
  }

  @Test(arguments: ["value.txt", "train.sh"])
  func `a file that was changed since the commit is named`(file: String) async throws {
    let project = try await TestProject()
    try project.write("echo score: 9\n", file)
    #expect(try await refusal(project).contains("\(file) changed since the last commit"))
  }

  @Test func `files that git does not know yet are changes, others are not`() async throws {
    var yaml = Yaml()
    yaml.editable = "['src/**']"
    let project = try await TestProject(yaml, files: ["src/a.txt": "1\n"])
    try project.write("notes\n", "notes.md")
    for n in 1...7 { try project.write("2\n", "src/new \(n).txt") }
    let said = try await refusal(project)
    #expect(said.contains("src/new 1.txt, src/new 2.txt"))
    #expect(said.contains("and 2 more changed since the last commit"))
    #expect(!said.contains("notes.md"))
  }

  @Test func `what was refused for a change starts from the commit of that change`() async throws {
    let project = try await TestProject()
    try project.write("7\n", "value.txt")
    _ = try await refusal(project)
    try await project.commit("Seven")
    let head = try await project.git("rev-parse", "HEAD")
    let ending = try await Shell(project: project).pawl("run", "--experiments", "1")
    #expect(ending.out.contains("score 70"))
    #expect(try await project.tip() == head)
  }

  @Test func `a second engine is refused while the first works`() async throws {
    let project = try await TestProject(agent: "echo 1 > value.txt")
    let layout = project.layout
    let options = EngineOptions(program: pawlBinary)
    let settings = try SettingsReader.read(folder: project.path)
    let first = try Engine(layout: layout, settings: settings, options: options) { _ in }
    #expect(throws: EngineError.secondEngine(project.path)) {
      try Engine(layout: layout, settings: settings, options: options) { _ in }
    }
    #expect(try await refusal(project).contains("another engine already works on"))
    first.stop(now: true, by: "test")
    try await first.run()
  }

  @Test func `cores that the machine does not have are no slot`() async throws {
    var yaml = Yaml()
    yaml.slots = "[{cores: [4000]}]"
    #expect(try await refusal(TestProject(yaml)).contains("this machine has no core 4000"))
    yaml.slots = "[{cores: 5000}]"
    #expect(try await refusal(TestProject(yaml)).contains("a slot asks for 5000 cores"))
  }

  @Test func `budgets beyond all reason are refused and do not trap`() async throws {
    var yaml = Yaml()
    yaml.budget = "99999999999999999999h"
    #expect(try await refusal(TestProject(yaml)).contains("budget"))
  }

  @Test func `a journal that is none is left alone`() async throws {
    let project = try await TestProject()
    try project.write("no database at all, only text of some length", ".pawl/journal.sqlite")
    #expect(try await refusal(project).contains("is not a SQLite database"))
    #expect(try project.read(".pawl/journal.sqlite").hasPrefix("no database"))
  }
}
