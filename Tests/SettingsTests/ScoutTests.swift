import Core
import Settings
import Testing

@Suite struct ScoutTests {
  @Test func `an autoresearch repository is recognised`() throws {
    try TestFolder.use([
      "program.md": "# go", "train.py": "print('val_bpb: 1')", "uv.lock": "",
      "pyproject.toml": "[project]\nname = \"x\"",
      "prepare.py": "TIME_BUDGET = 300  # seconds\nd = '~/.cache/autoresearch'",
      "results.tsv": "commit\tval_bpb\tmemory_gb\tstatus\tdescription\n",
    ]) { folder in
      let proposal = RepositoryScout.look(at: folder)
      let settings = proposal.settings
      #expect(proposal.layout == .autoresearch)
      #expect(settings.metric == MetricSettings(name: "val_bpb", goal: .minimize))
      #expect(settings.run.command == "uv run train.py")
      #expect(settings.run.budget == .wall(360))
      #expect(settings.run.prepare == "uv sync")
      #expect(settings.files.editable == ["train.py"])
      #expect(settings.files.frozen == ["prepare.py"])
      #expect(settings.files.data == ["~/.cache/autoresearch"])
      #expect(settings.instructions == "program.md")
      #expect(settings.results == "results.tsv")
      #expect(proposal.history == nil)
      #expect(proposal.check.contains { $0.contains("only what training prints") })
      #expect(proposal.check.contains { $0.contains("PAWL_SEED") })
      let read = try SettingsReader.read(text: proposal.text, name: "other")
      #expect(read == settings)
    }
  }

  @Test func `a history that is there names the metric and is told`() throws {
    try TestFolder.use([
      "program.md": "", "train.py": "", "prepare.py": "",
      "results.tsv": "commit\tval_acc\tstatus\tdescription\na\t0.5\tkeep\tx\nb\t0.4\tdiscard\ty\n",
    ]) { folder in
      let proposal = RepositoryScout.look(at: folder)
      #expect(proposal.settings.metric == MetricSettings(name: "val_acc", goal: .maximize))
      #expect(proposal.history?.rows == 2)
      #expect(proposal.historyFile == "results.tsv")
    }
  }

  @Test func `without uv or a history the layout still stands`() throws {
    try TestFolder.use(["program.md": "", "train.py": "", "prepare.py": ""]) { folder in
      let proposal = RepositoryScout.look(at: folder)
      #expect(proposal.layout == .autoresearch)
      #expect(proposal.settings.run.command == "python3 train.py")
      #expect(proposal.settings.run.prepare == nil)
      #expect(proposal.settings.metric.name == "val_bpb")
    }
  }

  @Test func `an auto folder says its metric, its scope and its limits`() throws {
    try TestFolder.use([
      ".auto/log.jsonl":
        #"{"type":"config","name":"x","metricName":"throughput","bestDirection":"higher"}"#
        + "\n{\"run\":1,\"metric\":3}\n",
      ".auto/measure.sh": "python3 train.py | grep METRIC", ".auto/checks.sh": "",
      ".auto/prompt.md":
        "# Objective\nfast\n## Files in Scope\n- `src/train.py`: all of it\n- model.py (the net)\n"
        + "## Off Limits\n- `data.py`\n- nothing else\n",
      "autoresearch.sh": "old",
    ]) { folder in
      let proposal = RepositoryScout.look(at: folder)
      let settings = proposal.settings
      #expect(proposal.layout == .autoFolder)
      #expect(settings.metric == MetricSettings(name: "throughput", goal: .maximize))
      #expect(settings.run.command == "bash .auto/measure.sh")
      #expect(settings.files.editable == ["src/train.py", "model.py"])
      #expect(settings.files.frozen == [".auto/measure.sh", ".auto/checks.sh", "data.py"])
      #expect(settings.instructions == ".auto/prompt.md")
      #expect(settings.results == nil)
      let read = try SettingsReader.read(text: proposal.text, name: "other")
      #expect(read == settings)
    }
  }

  @Test func `the older names of an auto folder are read too`() throws {
    try TestFolder.use([
      "autoresearch.sh": "echo \"METRIC val_acc=$x\"", "autoresearch.md": "no scope",
    ]) { folder in
      let proposal = RepositoryScout.look(at: folder)
      #expect(proposal.layout == .autoFolder)
      #expect(proposal.settings.metric == MetricSettings(name: "val_acc", goal: .maximize))
      #expect(proposal.check.contains { $0.contains("'files.editable' is an example") })
    }
  }

  @Test func `a plain training script is read for its metric and its seed`() throws {
    try TestFolder.use([
      "main.py":
        "p.add_argument('--seed', type=int)\nprint(f'loss: {loss} test_acc: {acc:.3f}')",
      "data/x.txt": "1", "README.md": "# Digits", "eval.py": "print()",
    ]) { folder in
      let kimi = AgentEntry(use: .acp, name: "kimi", options: ["preset": "kimi"])
      let proposal = RepositoryScout.look(
        at: folder, agents: [.init(AgentEntry(use: .claude), version: "2.1"), .init(kimi)])
      let settings = proposal.settings
      #expect(proposal.layout == .script)
      #expect(settings.metric == MetricSettings(name: "test_acc", goal: .maximize))
      #expect(settings.run.command == "python3 main.py --seed $PAWL_SEED")
      #expect(settings.files.frozen == ["eval.py"])
      #expect(settings.files.data == ["data"])
      #expect(settings.instructions == "README.md")
      #expect(settings.agents == [AgentEntry(use: .sweep)])
      #expect(proposal.check.contains { $0.hasSuffix("found here, under 'agents': claude, kimi") })
      let read = try SettingsReader.read(text: proposal.text, name: "other")
      #expect(read == settings)
      // Without the signs of the comments they are entries.
      let chosen = proposal.text.replacing("  # - ", with: "  - ")
      #expect(
        try SettingsReader.read(text: chosen, name: "other").agents
          == [AgentEntry(use: .sweep), AgentEntry(use: .claude), kimi])
    }
  }

  @Test func `a log tells the metric before the script does`() throws {
    try TestFolder.use([
      "train.py": "print('accuracy:', 1)", "logs/run1.log": "epoch 1 {\"val_loss\": 0.5}",
    ]) { folder in
      let proposal = RepositoryScout.look(at: folder)
      #expect(proposal.settings.metric.name == "val_loss")
      #expect(proposal.check.contains { $0.contains("a guess from logs/run1.log") })
    }
  }

  @Test func `an evaluator that speaks the protocol is used`() throws {
    try TestFolder.use([
      "train.py": "open(os.environ['PAWL_PREDICT_IN']); seed = os.environ['PAWL_SEED']",
      "evaluate.py": "os.environ['PAWL_RESULT']",
    ]) { folder in
      let proposal = RepositoryScout.look(at: folder)
      #expect(proposal.settings.metric.evaluate == "python3 evaluate.py")
      #expect(proposal.settings.metric.predict == "python3 train.py predict")
      #expect(proposal.settings.files.frozen == ["evaluate.py"])
      #expect(!proposal.check.contains { $0.contains("only what training prints") })
    }
  }

  @Test func `a script of another name is found when it is the only one that trains`() throws {
    try TestFolder.use([
      "fit model.py": "def train():\n  loss = 1", "tool.py": "print()",
    ]) { folder in
      let proposal = RepositoryScout.look(at: folder)
      #expect(proposal.settings.files.editable == ["fit model.py"])
      #expect(proposal.settings.run.command == "python3 'fit model.py'")
      let read = try SettingsReader.read(text: proposal.text, name: "x")
      #expect(read == proposal.settings)
    }
  }

  /// What is proposed for repositories of other shapes: command, what is built before, files, metric.
  @Test func `training is found where repositories have it`() throws {
    let loss = "print(f'step {i}: train loss {a:.4f}, val loss {b:.4f}')"
    let cases: [(files: [String: String], command: String, built: String?, editable: [String])] = [
      (["train.py": loss], "python3 train.py", nil, ["train.py"]),
      (
        ["src/net/train.py": loss, "src/net/__init__.py": "", "configs/a.yaml": "lr: 1"],
        "python3 src/net/train.py", nil, ["src/net/train.py"]
      ),
      (
        ["net/train.py": loss, "net/__init__.py": ""], "python3 -m net.train", nil, ["net/train.py"]
      ),
      (
        ["tests/train.py": "", "a/b/pretrain.py": loss], "python3 a/b/pretrain.py", nil,
        ["a/b/pretrain.py"]
      ),
      (
        ["run.sh": "export LR=0.1\npython3 code/model.py --lr $LR\n", "code/model.py": loss],
        "bash run.sh", nil, ["run.sh", "code/model.py"]
      ),
      (
        [
          "Makefile": "CC = clang\ntrain_gpt2: train_gpt2.c\n\t$(CC) -o $@ $<\n",
          "train_gpt2.c": "printf(\"val loss %f\\n\", loss);",
        ], "./train_gpt2", "make train_gpt2", ["train_gpt2.c"]
      ),
      (
        [
          "Makefile": "train_gpt2cu: train_gpt2.cu\n\tnvcc -o $@ $<\n",
          "train_gpt2.cu": "printf(\"val loss %f\\n\", loss);",
        ], "./train_gpt2cu", "make train_gpt2cu", ["train_gpt2.cu"]
      ),
    ]
    for wanted in cases {
      try TestFolder.use(wanted.files) { folder in
        let proposal = RepositoryScout.look(at: folder)
        let settings = proposal.settings
        #expect(settings.run.command == wanted.command)
        #expect(settings.run.prepare == wanted.built)
        #expect(settings.files.editable == wanted.editable)
        #expect(settings.metric == MetricSettings(name: "val_loss", goal: .minimize))
        #expect(proposal.check.contains { $0.contains("is a guess from") }, "\(wanted.command)")
        let read = try SettingsReader.read(text: proposal.text, name: "x")
        #expect(read == settings)
      }
    }
  }

  @Test func `how the page and the Makefile start it is told`() throws {
    try TestFolder.use([
      "train.py": "loss = 1", "README.md": "Run\n\n    $ python train.py configs/base.yaml\n",
      "configs/base.yaml": "lr: 1",
    ]) { folder in
      let check = RepositoryScout.look(at: folder).check
      #expect(check.contains { $0.contains("`python train.py configs/base.yaml`") })
      #expect(check.contains { $0.contains("`configs/**`") })
    }
    try TestFolder.use(["main.py": "loss = 1", "Makefile": "train:\n\tpython3 main.py --data d\n"])
    {
      let check = RepositoryScout.look(at: $0).check
      #expect(check.contains { $0.contains("the Makefile has a target train") })
    }
  }

  @Test(arguments: [[:], ["a.py": "x = 1"], ["train.py": "\u{0}binary"], ["train.py/x": "folder"]])
  func `a repository with no training script gets examples, and is told`(
    files: [String: String]
  ) throws {
    try TestFolder.use(files) { folder in
      let proposal = RepositoryScout.look(at: folder)
      #expect(proposal.layout == .unknown)
      #expect(proposal.check.contains { $0.contains("no training script was found") })
      let read = try SettingsReader.read(text: proposal.text, name: "x")
      #expect(read == proposal.settings)
    }
  }
}
