import Foundation
import Testing

@testable import Dashboard

struct PersonalFindingTests {
  private func found(_ config: String?) throws -> [Finding] {
    let folder = try TemporaryFolder()
    let home = folder.path + "/pawl"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    if let config {
      try config.write(toFile: home + "/config.yaml", atomically: true, encoding: .utf8)
    }
    return PersonalSettings(environment: ["XDG_CONFIG_HOME": folder.path]).describe()
  }

  @Test func `what a person chose is said, and that a file is missing`() throws {
    let chosen = try found("theme: monochrome\neditor: ed\nkeys: {veto: K}\n")
    #expect(chosen.first { $0.name == "theme" }?.words.hasPrefix("monochrome, one of ") == true)
    #expect(chosen.contains(Finding("editor", "ed")))
    #expect(chosen.contains(Finding("keys", "1 action with keys of your own")))
    #expect(!chosen.contains { $0.name == "problem" })
    let none = try found(nil)
    #expect(none.first?.words.hasSuffix("not there: everything as it comes") == true)
    #expect(!none.contains { $0.name == "keys" || $0.name == "problem" })
  }

  @Test func `every mistake is a finding of its own kind`() throws {
    let found = try found("theme: nowhere\nmouse: perhaps\nkeys: {veto: K, quit: K}\n")
    let problems = found.filter { $0.name == "problem" }.map(\.words)
    #expect(problems.count == 3)
    #expect(problems.contains { $0.contains("there is no theme 'nowhere'") })
    #expect(problems.contains { $0.contains("mouse") && $0.contains("on or off") })
    #expect(problems.contains { $0.contains("K is for veto already") })
  }
}
