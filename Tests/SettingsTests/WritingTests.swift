import Core
import Settings
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct WritingTests {
  @Test(arguments: [SettingsText.smallest, SettingsText.full])
  func `what is written reads back the same`(text: String) throws {
    let settings = try SettingsReader.read(text: text, name: "here")
    let written = SettingsWriter.text(settings, check: ["one thing", "another\nthing"])
    #expect(try SettingsReader.read(text: written, name: "elsewhere") == settings)
  }

  @Test(
    arguments: [
      "echo \"a: b\" # c", "'quoted'", "a\nb\tc\\d", "- x", "*glob", "&x", "{a}", "[b]", "none",
      "null", "true", "~", "ünï cødé", "  spaces  ", "x:", "%d", "@at", "`tick`", "\u{1B}[0m",
      "a, b", "!tag", "? q", "12", "| pipe", "> fold", "\u{2028}x", "🙂", "=", "a #b", "-1",
    ])
  func `any command survives being written`(command: String) throws {
    var settings = try SettingsReader.read(text: SettingsText.full, name: "here")
    settings.run.command = command
    settings.agents[1].options = [command: command]
    settings.files.frozen = [command.contains(where: \.isNewline) ? "x" : "f" + command]
    settings.log = [LogSeries(name: command, pattern: "x")]
    let written = SettingsWriter.text(settings)
    #expect(try SettingsReader.read(text: written, name: "here") == settings)
  }

  @Test func `what is optional and absent is shown as a comment`() throws {
    let settings = try SettingsReader.read(text: SettingsText.smallest, name: "here")
    let text = SettingsWriter.text(settings, check: ["the budget"])
    #expect(text.contains("  # evaluate: python3 evaluate.py "))
    #expect(text.contains("# To check:\n# - the budget\n"))
    #expect(text.contains("\n  budget: 6m "))
    #expect(!text.contains("\t"))
  }

  @Test(
    arguments: [
      Budget.wall(0.5), .wall(5400), .cpu(6, ceiling: 120), .cpu(6, ceiling: 90),
      .steps(10, ceiling: 3600), .steps(10, ceiling: 61.25),
    ])
  func `every kind of budget reads back`(budget: Budget) throws {
    var settings = try SettingsReader.read(text: SettingsText.smallest, name: "here")
    settings.run.budget = budget
    #expect(try SettingsReader.read(text: SettingsWriter.text(settings), name: "here") == settings)
  }

  @Test(
    arguments: [
      "lean", "naive", "{preset: thorough, odds: 40}", "{second: none, screen: 0.75}",
      "{preset: lean, second: 2, floor: 0.1, step: 1.25, in_flight: 1}",
    ])
  func `every ratchet reads back`(ratchet: String) throws {
    let text = Mistake.Text.added("ratchet: \(ratchet)").text
    let settings = try SettingsReader.read(text: text, name: "here")
    let written = SettingsWriter.text(settings)
    #expect(try SettingsReader.read(text: written, name: "here") == settings)
  }

  @Test func `settings survive JSON`() throws {
    let settings = try SettingsReader.read(text: SettingsText.full, name: "here")
    let data = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(ProjectSettings.self, from: data) == settings)
  }
}
