import Core
import Settings
import Testing

@Suite struct ReadingTests {
  @Test func `the smallest file gets every default`() throws {
    let settings = try SettingsReader.read(text: SettingsText.smallest, name: "my model")
    #expect(
      settings
        == ProjectSettings(
          name: "my-model", metric: MetricSettings(name: "val_loss"),
          run: RunSettings(command: "python3 train.py"), files: FileSettings(editable: ["train.py"])
        ))
    #expect(settings.branch == "pawl/my-model")
    #expect(settings.run.budget == .wall(360))
    #expect(settings.agents == [AgentEntry(use: .sweep)])
    #expect(settings.ratchet == .standard)
  }

  @Test func `a file that sets everything is read as it says`() throws {
    let settings = try SettingsReader.read(text: SettingsText.full, name: "other")
    #expect(settings.name == "tiny-lm")
    #expect(settings.metric.goal == .maximize)
    #expect(settings.metric.predict == "python3 train.py predict")
    #expect(settings.run.budget == .cpu(6, ceiling: 120))
    #expect(settings.run.grace == 0.5)
    #expect(settings.files.editable == ["train.py", "src/**"])
    #expect(settings.files.data == ["~/.cache/autoresearch", "data"])
    #expect(settings.agents.map(\.count) == [1, 3, 1])
    #expect(settings.agents[1].options == ["model": "sonnet", "effort": "1"])
    #expect(settings.agents[2].command == "./propose.sh {prompt_file}")
    #expect(
      settings.slots
        == .list([
          SlotEntry(gpus: [0, 1]), SlotEntry(cores: .count(2)),
          SlotEntry(gpus: [2], cores: .list([4, 5])),
        ]))
    #expect(settings.ratchet.name == "custom")
    #expect(settings.ratchet.screen == RatchetRule.thorough.screen)
    #expect(settings.ratchet.secondLook == nil)
    #expect(settings.ratchet.maximumPairs == 10)
    #expect(settings.limits == Limits(experiments: 200, hours: 7.5))
    #expect(settings.log == [LogSeries(name: "loss", pattern: "train loss")])
  }

  @Test(
    arguments: [
      ("6m", 360), ("300s", 300), ("1h30m", 5400), ("500ms", 0.5), ("90", 90), ("1.5h", 5400),
      ("1h 30m", 5400), ("2d", 172800), ("0.25", 0.25),
    ])
  func `a duration is read in seconds`(text: String, seconds: Double) throws {
    let read = try #require(DurationText.seconds(text))
    #expect(abs(read - seconds) < 1e-9)
    #expect(DurationText.seconds(DurationText.text(read)) == read)
  }

  @Test(arguments: ["", "soon", "6 minutes", "m", "1m1h", "1:30", "1h30", "6mm", "nan", "inf", "-"])
  func `a text that is no duration is not taken for one`(text: String) {
    #expect(DurationText.seconds(text) == nil)
  }

  @Test(
    arguments: [
      ("6m", Budget.wall(360)), ("45", .wall(45)), ("{wall: 6m}", .wall(360)),
      ("{cpu: 6s}", .cpu(6, ceiling: 120)), ("{cpu: 6s, wall: 60s}", .cpu(6, ceiling: 60)),
      ("{steps: 2000}", .steps(2000, ceiling: 3600)),
      ("{steps: 2000, wall: 10m}", .steps(2000, ceiling: 600)),
    ])
  func `a budget counts wall time, CPU time or steps`(text: String, budget: Budget) throws {
    let text = Mistake.Text.below(.command, "  budget: \(text)").text
    #expect(try SettingsReader.read(text: text, name: "p").run.budget == budget)
  }

  @Test(arguments: ["lean", "standard", "thorough", "naive"])
  func `a preset's name is its rule`(name: String) throws {
    let text = SettingsText.smallest + "ratchet: \(name)\n"
    let rule = try SettingsReader.read(text: text, name: "p").ratchet
    #expect(rule == RatchetRule.preset(named: name))
    let spelled = SettingsText.smallest + "ratchet: {preset: \(name)}\n"
    #expect(try SettingsReader.read(text: spelled, name: "p").ratchet == rule)
  }

  @Test func `a glob may cover a frozen file, and none or nothing means none`() throws {
    let text = """
      metric: {name: loss, evaluate: none}
      run: {command: make, prepare: ~}
      files: {editable: ["*.py"], frozen: [prepare.py]}
      agents: []
      notify:
      """
    let settings = try SettingsReader.read(text: text, name: "p")
    #expect(settings.files.frozen == ["prepare.py"])
    #expect(settings.metric.evaluate == nil)
    #expect(settings.agents.isEmpty)
  }

  @Test(arguments: ["**", "*.yaml"])
  func `a glob may cover pawl.yaml only when that is frozen`(glob: String) throws {
    let open = Mistake.Text.instead(.editable, "editable: [train.py, \"\(glob)\"]").text
    #expect(
      SettingsText.mistakes(open) == [
        "pawl.yaml:6: 'files.editable[1]' covers pawl.yaml, which agents must not change; "
          + "list pawl.yaml in 'files.frozen'"
      ])
    #expect(SettingsText.mistakes(open + "  frozen: [pawl.yaml]\n").isEmpty)
  }

  @Test(
    arguments: [
      ("lm", "lm"), ("my model", "my-model"), ("../x..y.lock", "x.y-lock"), ("", "project"),
      ("größe 2", "größe-2"), ("--", "project"), ("a//b", "a-b"),
    ])
  func `a folder's name becomes one git takes in a branch`(folder: String, name: String) {
    #expect(ProjectName.slug(folder) == name)
    #expect(ProjectName.isValid(name))
  }
}
