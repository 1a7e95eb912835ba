/// Where a repository's training begins, and how it is started.
struct TrainingScript: Equatable {
  /// The file that is read for the metric and the seed.
  var path: String
  var command: String
  /// What builds it, once per exported tree.
  var prepare: String?
  var editable: [String]
  /// What a person should know, one sentence each.
  var check: [String] = []

  private static let names = [
    "train.py", "src/train.py", "scripts/train.py", "training/train.py", "train.sh", "main.py",
    "src/main.py", "run.py", "train_gpt.py", "pretrain.py", "finetune.py", "run.sh",
    "scripts/train.sh", "scripts/run.sh",
  ]

  /// A well-known name, one in a package, a program to be built, else the only Python file that speaks
  /// of training.
  static func find(in repository: RepositoryFolder) -> TrainingScript? {
    if let name = repository.first(of: names), repository.text(name) != nil {
      return name.hasSuffix(".sh")
        ? shell(name, in: repository) : python(name, in: repository)
    }
    if let name = packaged(in: repository) { return python(name, in: repository) }
    if let built = built(in: repository) { return built }
    let trainers = repository.names().filter { name in
      guard name.hasSuffix(".py"), let text = repository.text(name) else { return false }
      let spoken = ["def train", "loss", "epoch", "optimizer"].filter(text.contains)
      return spoken.count >= 2
    }
    return trainers.count == 1 ? python(trainers[0], in: repository) : nil
  }

  // MARK: Python

  private static func python(_ path: String, in repository: RepositoryFolder) -> TrainingScript {
    var script = TrainingScript(
      path: path, command: RepositoryScout.command(path, in: repository),
      prepare: RepositoryScout.prepare(in: repository), editable: [path])
    let folders = path.split(separator: "/").dropLast().map(String.init)
    if let package = folders.last, repository.has(folders.joined(separator: "/") + "/__init__.py"),
      folders.count == 1
    {
      let stem = path.split(separator: "/").last?.dropLast(3) ?? ""
      script.command = RepositoryScout.launcher(in: repository) + "-m \(package).\(stem)"
    }
    if let line = documented(path, in: repository), line != script.command {
      script.check.append(
        "README.md starts it with `\(line)`: take over into 'run.command' what it needs")
    } else if target("train", in: repository) {
      script.check.append(
        "the Makefile has a target train: take over into 'run.command' what it passes on")
    }
    let configs = ["configs", "config", "conf"].filter(repository.isFolder)
    if let folder = configs.first {
      script.check.append(
        "\(folder)/ is frozen to proposals: put `\(folder)/**` under 'files.editable' if they may "
          + "change it")
    }
    return script
  }

  /// A script of a training's name one or two folders down, outside of tests and examples.
  private static func packaged(in repository: RepositoryFolder) -> String? {
    let others: Set<String> = [
      "tests", "test", "docs", "examples", "example", "data", "third_party",
    ]
    func folders(in place: String) -> [String] {
      repository.names(in: place).filter { !$0.hasPrefix(".") && !others.contains($0) }
        .map { place.isEmpty ? $0 : place + "/" + $0 }.filter(repository.isFolder)
    }
    let near = Array(folders(in: "").prefix(40))
    let all = near + near.flatMap { folders(in: $0).prefix(40) }
    return all.lazy.flatMap { folder in
      ["train.py", "pretrain.py", "training.py"].map { folder + "/" + $0 }
    }.first { repository.text($0) != nil }
  }

  /// A line of the page that starts the script with arguments.
  private static func documented(_ path: String, in repository: RepositoryFolder) -> String? {
    guard let page = repository.text("README.md") else { return nil }
    let module = path.dropLast(3).split(separator: "/").filter { $0 != "src" }
      .joined(separator: ".")
    let starts = ["python ", "python3 ", "uv run ", "torchrun ", "accelerate launch "]
    for line in page.split(whereSeparator: \.isNewline) {
      let line = line.drop { " $`>".contains($0) }.prefix { $0 != "`" && $0 != "#" }
      guard starts.contains(where: line.hasPrefix), line.count < 200 else { continue }
      let words = line.split(separator: " ").map(String.init)
      if words.contains(path) || words.contains("./" + path) || words.contains(module) {
        return words.joined(separator: " ")
      }
    }
    return nil
  }

  // MARK: Shell and compiled programs

  /// A shell script; proposals may change the programs it names as well.
  private static func shell(_ path: String, in repository: RepositoryFolder) -> TrainingScript {
    let words = (repository.text(path) ?? "").split { " \t\n\"'=".contains($0) }.map(String.init)
    var named: [String] = []
    for word in words where word.hasSuffix(".py") && !named.contains(word) {
      if repository.text(word) != nil { named.append(word) }
    }
    return TrainingScript(
      path: named.first ?? path, command: RepositoryScout.command(path, in: repository),
      prepare: RepositoryScout.prepare(in: repository), editable: [path] + named)
  }

  /// A program in C, C++ or CUDA that the Makefile builds under its own name.
  private static func built(in repository: RepositoryFolder) -> TrainingScript? {
    for suffix in [".c", ".cc", ".cpp", ".cu"] {
      for name in repository.names() where name.hasPrefix("train") && name.hasSuffix(suffix) {
        let stem = String(name.dropLast(suffix.count))
        guard let goal = [stem, stem + "cu"].first(where: { target($0, in: repository) }) else {
          continue
        }
        return TrainingScript(
          path: name, command: "./\(goal)", prepare: "make \(goal)", editable: [name],
          check: ["`make \(goal)` builds it, once for each proposal, outside the budget"])
      }
    }
    return nil
  }

  /// Whether the Makefile has a rule for this name.
  private static func target(_ name: String, in repository: RepositoryFolder) -> Bool {
    let lines = repository.text("Makefile")?.split(whereSeparator: \.isNewline) ?? []
    return lines.contains { line in
      guard let colon = line.firstIndex(of: ":"), line.first != "\t" else { return false }
      let isRule = line[colon...].dropFirst().first != "="
      return isRule && line[..<colon].split(separator: " ").contains { $0 == name }
    }
  }
}
