/// Looks at a repository and proposes settings; reads a few files and changes none.
package enum RepositoryScout {
  /// - Parameter agents: coding agents that were found on the machine; they are offered, none of
  ///   them is chosen, because using one may cost money.
  package static func look(
    at folder: String, agents: [RepositoryProposal.Agent] = []
  ) -> RepositoryProposal {
    let repository = RepositoryFolder(path: folder)
    let name = ProjectName.ofFolder(folder)
    var proposal =
      AutoFolderLayout.proposal(repository, name: name)
      ?? AutoresearchLayout.proposal(repository, name: name)
      ?? ScriptLayout.proposal(repository, name: name)
      ?? unknown(name)
    let settings = proposal.settings
    if !repository.has(settings.instructions) {
      proposal.check.append(
        "\(settings.instructions) is not there: write what the agents should try, or name "
          + "another file under 'instructions'")
    }
    if settings.metric.evaluate == nil {
      proposal.check.append(
        "the metric is only what training prints, which agents may rewrite: an evaluator of its "
          + "own ('metric.evaluate') makes it verified")
    }
    proposal.settings.agents = [AgentEntry(use: .sweep)]
    proposal.agents = agents
    if !agents.isEmpty {
      let names = agents.map(\.entry.title).joined(separator: ", ")
      proposal.check.append(
        "who proposes: sweep needs no model; found here, under 'agents': \(names)")
    }
    if !repository.has(".git") {
      proposal.check.append("this is not a git repository yet: git init, and commit the files")
    }
    return proposal
  }

  private static func unknown(_ name: String) -> RepositoryProposal {
    RepositoryProposal(
      layout: .unknown,
      settings: ProjectSettings(
        name: name, metric: MetricSettings(name: "val_loss"),
        run: RunSettings(command: "python3 train.py"), files: FileSettings(editable: ["train.py"])),
      check: [
        "no training script was found: 'run.command', 'metric.name' and 'files.editable' are "
          + "examples; put there what starts your training, the name of the number it prints, and "
          + "the files that proposals may change"
      ])
  }

  /// How a script is started here; `pyproject`: any pyproject.toml means that uv is used.
  static func command(
    _ script: String, in repository: RepositoryFolder, pyproject: Bool = false
  ) -> String {
    if script.hasSuffix(".sh") { return "bash \(YamlText.shell(script))" }
    return launcher(in: repository, pyproject: pyproject) + YamlText.shell(script)
  }

  /// What Python is started with here, a blank at its end.
  static func launcher(in repository: RepositoryFolder, pyproject: Bool = false) -> String {
    let project = repository.text("pyproject.toml")
    let usesUV =
      repository.has("uv.lock")
      || (project.map { pyproject || $0.contains("[tool.uv") } ?? false)
    return usesUV ? "uv run " : "python3 "
  }

  /// What must be done once per exported tree before such a command.
  static func prepare(in repository: RepositoryFolder) -> String? {
    repository.has("uv.lock") ? "uv sync" : nil
  }

  /// Whether training obeys the seed it is given; a sentence for the person when it does not.
  static func seedWarning(_ script: String, text: String) -> String? {
    guard !text.contains("PAWL_SEED") else { return nil }
    return "\(script) does not read PAWL_SEED: without a seed that changes, equal runs cannot show "
      + "how much luck there is"
  }
}

extension YamlText {
  /// A path as one word of a shell command.
  static func shell(_ path: String) -> String {
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "./_-+".contains($0) }
    return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
