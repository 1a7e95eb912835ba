import Core
import Engine
import Foundation
import Journal
import Settings
import Testing

/// A project of its own for one test: a repository, a tiny training script, and a scripted agent.
///
/// The score is a hundred times the sum of the numbers in `value.txt` and below `parts`, and a little
/// more for each seed, so that every verdict is known beforehand.
final class TestProject: Sendable {
  /// Everything of the test lies here and goes with it.
  let root: String
  let path: String
  var layout: Layout { Layout(project: path) }

  static let train = """
    sum=0
    for number in $(cat value.txt parts/* 2>/dev/null); do sum=$((sum + number)); done
    echo "score: $((sum * 100 + PAWL_SEED % 7))"
    """

  /// An agent that makes the score better by a file of its own in each turn.
  static let climbing = """
    echo "TITLE: step $PAWL_TURN of $PAWL_LANE"
    echo "REASON: more is more"
    mkdir -p parts
    echo 1 > parts/$PAWL_LANE-$PAWL_TURN
    """

  /// Takes a folder that is part of another test's.
  init(root: String, path: String) {
    self.root = root
    self.path = path
  }

  /// Makes the folders; nothing is in them yet.
  init(bare name: String) throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("engine-\(UUID().uuidString.prefix(8))")
    root = place.path
    path = root + "/" + name
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Makes a whole project with one commit, an uncommitted pawl.yaml and an agent's script.
  convenience init(
    _ yaml: Yaml = Yaml(), agent: String = "exit 0", name: String = "project",
    files: [String: String] = [:], prepare: (TestProject) throws -> Void = { _ in }
  ) async throws {
    try self.init(bare: name)
    try prepare(self)
    try await fill(yaml, agent: agent, files: files)
  }

  /// Puts into bare folders what makes them a project.
  func fill(_ yaml: Yaml, agent: String, files: [String: String] = [:]) async throws {
    try write("1\n", "value.txt")
    try write(Self.train, "train.sh")
    for (path, text) in files { try write(text, path) }
    try await commit("The project as it begins", make: true)
    try script(agent)
    try write(yaml.text(agent: agentPath), "pawl.yaml")
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  // MARK: Files

  func write(_ text: String, _ name: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }

  /// Keeps paths out of every commit, as a person's own ignore file would.
  func ignore(_ names: String...) throws {
    let file = path + "/.git/info/exclude"
    let present = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    let lines = names.map { "/\($0)\n" }.joined()
    try (present + lines).write(toFile: file, atomically: true, encoding: .utf8)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + name)
  }

  var agentPath: String { root + "/agent.sh" }

  /// Sets what the agent does in a turn; it starts in its clone.
  func script(_ text: String) throws {
    try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: agentPath))
  }

  // MARK: Git

  var git: Git { Git(path + "/.git") }

  /// Runs git in the project, with its work tree.
  @discardableResult
  func git(_ arguments: String...) async throws -> String {
    try await git.text(arguments, workTree: path)
  }

  func commit(_ message: String, make: Bool = false) async throws {
    if make { try await git("-c", "init.defaultBranch=main", "init", "-q", path) }
    try await git("add", "-A", "--", ":/", ":(exclude)pawl.yaml")
    try await git("commit", "-q", "--allow-empty", "-m", message)
  }

  /// The ratchet's tip.
  func tip() async throws -> String { try await git("rev-parse", "refs/heads/pawl/t") }

  // MARK: Engines

  /// Runs an engine until the campaign ends.
  func run(
    experiments: Int? = 1, kept: Int? = nil, unattended: Bool = true,
    without: Set<Layer> = [],
    onLine: @escaping @Sendable (EventLine, Engine) -> Void = { _, _ in }
  ) async throws -> Outcome {
    let story = Story()
    var options = EngineOptions(
      program: pawlBinary, experiments: experiments, kept: kept, seed: 1, unattended: unattended,
      leases: root)
    options.without = without
    let engine = try Engine(
      layout: layout, settings: SettingsReader.read(folder: path), options: options
    ) { story.add($0) }
    story.tell(engine, onLine)
    defer { story.end() }
    try await engine.run()
    return Outcome(state: await engine.state, lines: story.lines)
  }
}

/// What a campaign came to.
struct Outcome {
  var state: CampaignState
  var lines: [EventLine]

  var experiments: [Experiment] { state.experiments }

  func experiment(_ n: Int) throws -> Experiment { try #require(state.experiment(n)) }

  /// The sentences of a kind.
  func said(_ kind: String) -> [String] { lines.filter { $0.kind == kind }.map(\.text) }

  /// Why everything waits.
  var halted: String { said("campaign.halted").first ?? "" }

  var baselineOutcomes: [RunOutcome] {
    state.runs.values.sorted { $0.id < $1.id }.compactMap { run in
      if case .baseline = run.role { run.outcome } else { nil }
    }
  }
}
