import Core
import Foundation
import Journal
import Settings
import Testing

@testable import Engine

private let probe = IsolationProbe(environment: ProcessInfo.processInfo.environment)

/// Runs and agents in namespaces; on machines without bubblewrap there is nothing to test.
@Suite(
  "Namespaces", .serialized, .timeLimit(.minutes(2)),
  .enabled(if: probe.level == .namespaces, "bubblewrap does not work here"))
struct IsolationTests {
  private func yaml(_ change: (inout Yaml) -> Void = { _ in }) -> Yaml {
    var yaml = Yaml()
    yaml.isolation = "namespaces"
    yaml.ratchet = "{preset: naive}"
    yaml.metric = "{name: score, goal: maximize, evaluate: sh evaluate.sh}"
    yaml.frozen = "[train.sh, evaluate.sh]"
    yaml.data = "[data]"
    yaml.hidden = "[hidden, data/answers.txt]"
    change(&yaml)
    return yaml
  }

  private func project(
    train: String, evaluate: String = #"echo '{"score": 1}' > $PAWL_RESULT"#, predict: String = "",
    agent: String = "exit 0", name: String = "project",
    _ change: (inout Yaml) -> Void = { _ in }
  ) async throws -> TestProject {
    let project = try await TestProject(
      yaml(change), agent: agent, name: name,
      files: ["train.sh": train, "evaluate.sh": evaluate, "predict.sh": predict])
    try project.write("seen\n", "data/train.txt")
    try project.write("secret\n", "data/answers.txt")
    try project.write("secret\n", "hidden/val.txt")
    try project.ignore("data/", "hidden/")
    return project
  }

  /// What the first baseline run printed.
  private func output(_ project: TestProject, job: String = "r1-train") throws -> [String] {
    try project.read(".pawl/jobs/\(job)/out.log").split(separator: "\n").map(String.init)
  }

  @Test(arguments: ["project", "a project with 'spaces'"])
  func `a run sees its tree and its data, and nothing else of the project`(name: String)
    async throws
  {
    let project = try await project(
      train: """
        cat data/train.txt
        cat data/answers.txt hidden/val.txt ../../../hidden/val.txt 2>&1 | grep -c secret
        ls -A ../../.. ; ls -A ../..; ls ..
        ls -A "$HOME" | grep -vc -e '^\\.local$' -e '^\\.pyenv$' -e '^\\.cargo$'
        ls -A /tmp | grep -v '^engine-'; ls /dev/shm
        echo kept > "$PAWL_RUN_DIR/model"; echo x > "$TMPDIR/x"; echo x > made
        touch data/new ../../journal.sqlite /usr/new 2>/dev/null; echo wrote $?
        ls /proc | grep -c '^[0-9]'
        grep -v -e '^ *lo:' -e '^ *sit' -e '^ *tun' -e '|' /proc/net/dev | wc -l
        """, name: name)
    _ = try await project.run()
    let said = try output(project)
    let numbers = said.suffix(2)
    #expect(said.prefix(2) == ["seen", "0"])
    #expect(said.contains(".pawl"))
    #expect(said.contains("data"))
    #expect(!said.contains { $0.contains("journal.sqlite") || $0.contains("lanes") })
    #expect(said.contains("wrote 1"))
    #expect(Int(numbers.first ?? "").map { $0 < 10 } == true)
    #expect(numbers.last == "0")
  }

  @Test func `a project behind a link is measured like any other`() async throws {
    let project = try await project(train: "cat data/train.txt; echo score: 1")
    let link = project.root + "/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: project.path)
    let linked = TestProject(root: project.root, path: link)
    let outcome = try await linked.run()
    #expect(outcome.baselineOutcomes.first == .measured(1))
  }

  @Test func `the evaluator sees what is hidden and hands in a result`() async throws {
    let project = try await project(
      train: "echo 20 > $PAWL_RUN_DIR/model",
      evaluate: """
        test "$(cat hidden/val.txt)" = secret || exit 3
        touch here "$PAWL_RUN_DIR/new" 2>/dev/null && exit 4
        echo "{\\"score\\": $(cat $PAWL_RUN_DIR/model)}" > $PAWL_RESULT
        """)
    let outcome = try await project.run()
    #expect(outcome.baselineOutcomes.first == .measured(20))
    #expect(outcome.state.runs.values.first?.isolation == "namespaces")
    #expect(outcome.state.settings?.isolation == "namespaces")
  }

  @Test func `the candidate's side of an evaluation sees neither answers nor result`()
    async throws
  {
    let project = try await project(
      train: "echo 20 > $PAWL_RUN_DIR/model",
      evaluate: """
        exec 3> "$PAWL_PREDICT_IN" 4< "$PAWL_PREDICT_OUT"
        echo go >&3
        read answer <&4
        echo "{\\"score\\": $answer}" > $PAWL_RESULT
        """,
      predict: """
        exec 3< "$PAWL_PREDICT_IN" 4> "$PAWL_PREDICT_OUT"
        read go <&3
        found=$(cat ../../../hidden/val.txt data/answers.txt hidden/val.txt 2>/dev/null | wc -l)
        ls "$(dirname "$PAWL_PREDICT_IN")/../result" 2>/dev/null && found=9
        echo "$(($(cat $PAWL_RUN_DIR/model) + found))" >&4
        """
    ) {
      $0.metric =
        "{name: score, goal: maximize, evaluate: sh evaluate.sh, predict: sh predict.sh}"
      $0.frozen = "[train.sh, evaluate.sh, predict.sh]"
    }
    let outcome = try await project.run()
    #expect(outcome.baselineOutcomes.first == .measured(20))
  }

  @Test func `an agent edits its clone, and sees no rival and no answers`() async throws {
    let project = try await project(
      train: "echo score: 1",
      agent: """
        ls "$PAWL_CLONE/../.." > seen.txt
        cat ../../../../hidden/val.txt ../../../../data/answers.txt >> seen.txt 2>/dev/null
        touch ../../../journal.sqlite ../../../../value.txt 2>/dev/null && echo wrote >> seen.txt
        echo one > "$HOME/note"; cat ~/note >> seen.txt
        git log --oneline | wc -l >> seen.txt
        cp seen.txt value.txt; rm seen.txt
        """
    ) {
      $0.metric = "{name: score, goal: maximize}"; $0.frozen = "[train.sh]"
    }
    let first = try await project.run(experiments: 1)
    let text = try await project.git(
      "show", "\(try first.experiment(1).proposal):value.txt")
    #expect(text == "a1\none\n1")
    #expect(try project.read(".pawl/lanes/a1/home/note") == "one\n")
  }

  @Test func `nothing of a run is left when its slot is given away`() async throws {
    let mark = UUID().uuidString
    let project = try await project(
      train: "setsid nohup sh -c 'sleep 300; echo \(mark)' >/dev/null 2>&1 & echo score: 1")
    let outcome = try await project.run() { line, _ in
      guard line.kind == "run.ended" else { return }
      #expect(Self.commandLines().contains { $0.contains(mark) } == false)
    }
    #expect(outcome.baselineOutcomes.first == .measured(1))
  }

  private static func commandLines() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { Int($0) != nil }.compactMap { name in
      FileManager.default.contents(atPath: "/proc/\(name)/cmdline").map {
        String(decoding: $0, as: UTF8.self)
      }
    }
  }

  @Test func `what makes a tree ready keeps its caches, and runs see its programs`() async throws {
    let project = try await project(train: "cat made.txt; cat \"$HOME/.local/share/tool\"") {
      $0.prepare = "sh prepare.sh"
    }
    try project.write(
      """
      mkdir -p "$HOME/.local/share" "$HOME/.cache"
      echo again >> "$HOME/.cache/count"
      echo tool > "$HOME/.local/share/tool"
      cp "$HOME/.cache/count" made.txt
      """, "prepare.sh")
    try await project.commit("What makes a tree ready")
    _ = try await project.run()
    #expect(try output(project).first == "again")
    #expect(try project.read(".pawl/home/.cache/count").hasPrefix("again\n"))
  }

  @Test func `a run that takes too much memory, or makes too many processes, says so`()
    async throws
  {
    let memory = try await project(
      train: "python3 -c 'import time; held = bytearray(300 << 20); time.sleep(60)'"
    ) { $0.limits = "{memory: 100MB}" }
    #expect(
      try await memory.run().baselineOutcomes.first
        == .crashed("it used more than 100MB of memory: limits.memory in pawl.yaml"))
    let processes = try await project(
      train: "for i in 1 2 3 4 5 6 7 8 9; do sleep 60 & done; wait"
    ) { $0.limits = "{processes: 5}" }
    #expect(
      try await processes.run().baselineOutcomes.first
        == .crashed("it had more than 5 processes: limits.processes in pawl.yaml"))
  }
}

@Suite("Isolation that cannot be had")
struct MissingIsolationTests {
  @Test func `a machine without bubblewrap says how to get it`() throws {
    let probe = IsolationProbe(environment: ["PATH": "/nonexistent"])
    #expect(probe.level == .process)
    #expect(probe.obstacle == "bubblewrap is not installed: apt-get install bubblewrap")
  }

  @Test func `a bubblewrap that is refused gives its reason`() throws {
    let project = try TestProject(bare: "bin")
    try project.write(
      "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n", "bwrap")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: project.path + "/bwrap")
    let probe = IsolationProbe(environment: ["PATH": project.path])
    #expect(probe.level == .process)
    let obstacle = try #require(probe.obstacle)
    #expect(obstacle.hasPrefix("bubblewrap does not work here (bwrap: No permissions"))
  }

  @Test func `namespaces that are demanded are an error, and asked for they are not`() throws {
    let project = try TestProject(bare: "project")
    var settings = ProjectSettings(
      name: "t", metric: MetricSettings(name: "score"), run: RunSettings(command: "true"),
      files: FileSettings(editable: ["a"]), isolation: .namespaces)
    func isolation() throws -> Isolation {
      try Isolation(
        layout: project.layout, settings: settings, tool: "/usr/bin/true",
        environment: ["PATH": "/nonexistent", "HOME": "/root"])
    }
    #expect(
      throws: EngineError.noNamespaces("bubblewrap is not installed: apt-get install bubblewrap")
    ) { try isolation() }
    settings.isolation = .auto
    #expect(try isolation().level == .process)
    #expect(try isolation().words(Sandbox()).isEmpty)
  }
}
