import Foundation
import Settings
import Testing

@testable import Engine

@Suite struct AgentProbeTests {
  private func folder(_ programs: [String: String]) throws -> String {
    let folder = NSTemporaryDirectory() + "probe-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, script) in programs {
      let path = folder + "/" + name
      try ("#!/bin/sh\n" + script).write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    return folder
  }

  @Test func `agents on the path tell their versions`() throws {
    let path = try folder([
      "claude": "echo '2.1.330 (Claude Code)'", "codex": "echo codex-cli 0.163.0",
      "kimi": "echo 'kimi, version 1.51.0'", "aider": "echo broken >&2; exit 1",
    ])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let found = AgentProbe(environment: ["PATH": path]).run()
    #expect(found.map(\.agent.program) == ["claude", "codex", "kimi", "aider"])
    #expect(found.map(\.version) == ["2.1.330", "0.163.0", "1.51.0", nil])
    #expect(found.first?.path == path + "/claude")
  }

  @Test func `one that never answers is left`() throws {
    let path = try folder(["codex": "exec sleep 600", "kimi": "echo 1.51.0"])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let environment = ["PATH": path + ":/usr/bin:/bin"]
    let found = AgentProbe(environment: environment, seconds: 0.5).run(
      KnownAgent.all.filter { ["codex", "kimi"].contains($0.program) })
    #expect(found.map(\.agent.program) == ["codex", "kimi"])
    #expect(found.first?.version == nil)
  }

  @Test func `what was told once is not asked again until the program changes`() throws {
    let path = try folder(["aider": "echo asked >> \"$0.log\"; echo aider 0.86.2"])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let probe = AgentProbe(
      environment: ["PATH": path + ":/usr/bin:/bin", "XDG_CACHE_HOME": path + "/cache"])
    func asked() -> Int {
      let log = try? String(contentsOfFile: path + "/aider.log", encoding: .utf8)
      return log?.split(separator: "\n").count ?? 0
    }
    let aider = KnownAgent.all.filter { $0.program == "aider" }
    #expect(probe.run(aider).map(\.version) == ["0.86.2"])
    #expect(probe.run(aider).map(\.version) == ["0.86.2"])
    #expect(asked() == 1)
    try "#!/bin/sh\necho aider 0.87.0 is newer\n".write(
      toFile: path + "/aider", atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: path + "/aider")
    #expect(probe.run(aider).map(\.version) == ["0.87.0"])
  }

  @Test(arguments: [
    ("v1.2.3", "1.2.3"), ("tool 0.9\nmore", "0.9"), ("This is mini version 2.4.6.", "2.4.6"),
    ("1.0.0-beta.2 (x)", "1.0.0-beta.2"),
  ])
  func `a version is found among words`(_ said: String, _ version: String) {
    #expect(AgentProbe.version(in: said) == version)
  }

  @Test func `what has no version has none`() {
    #expect(AgentProbe.version(in: "usage: tool [options]... see docs.example.org") == nil)
  }

  @Test(arguments: KnownAgent.all)
  func `each agent's entry can be driven`(_ agent: KnownAgent) throws {
    let yaml = "metric: {name: loss}\nrun: {command: ./train}\nfiles: {editable: [train]}\n"
    let read = try SettingsReader.read(text: yaml + "agents:\n\(agent.line)\n", name: "p")
    #expect(read.agents == [agent.entry])
    guard agent.entry.use == .acp else { return }
    let task = AgentTask.test(.acp, options: agent.entry.options)
    #expect(try ACPDialect.launch(task).program.first == agent.program)
  }

  @Test func `what a project calls by name is no agent beside it`() {
    let mine = AgentEntry(use: .command, name: "codex", command: "./mine")
    let others = KnownAgent.unnamed(by: [mine])
    #expect(others.count == KnownAgent.all.count - 1)
    #expect(others.allSatisfy { $0.title != "codex" && $0.count == 0 })
  }
}
