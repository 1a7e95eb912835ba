import Core
import Foundation
import Glibc
import Journal
import Testing

extension EndToEnd {
  /// A person's own experiment, from the command line.
  @Suite struct Proposing {
    /// A patch that adds a file to `params/`.
    private func patch(_ name: String, _ text: String, in lab: Lab) throws -> String {
      let path = lab.home + "/\(name).patch"
      let body = """
        diff --git a/params/\(name) b/params/\(name)
        new file mode 100644
        --- /dev/null
        +++ b/params/\(name)
        @@ -0,0 +1 @@
        +\(text)

        """
      try body.write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }

    @Test func `a patch from a file or a pipe becomes an experiment like any other`() async throws {
      let lab = try await Lab(.init(lanes: 1, review: "always", plan: ["a1": ["hold-bad"]]))
      let engine = try lab.engine([])
      _ = try await lab.untilEngine()
      try await lab.untilHeld("a1", 1)
      let file = try patch("mine", "-500", in: lab)
      let said = try await lab.pawl(
        "propose", file, "--title", "good you-0", "--reason", "I think so")
      #expect(said.status == 0 && said.out == "#1 is queued\n", "\(said.err)")
      let piped = try await Program(
        "/bin/sh", ["-c", "'\(Lab.pawl)' propose --title 'good you-0' < '\(file)'"],
        in: lab.folder, environment: lab.environment
      ).ending()
      #expect(piped.status == 1)
      #expect(piped.err.hasPrefix("pawl: the patch is the same change as #1, which is "))
      try await lab.untilTold("experiment.kept", experiment: 1)

      // Where the champion has the file already, the patch does not apply.
      let again = try await lab.pawl("propose", file)
      #expect(again.status == 1)
      #expect(again.err.contains("params/mine: already exists in index"))
      try Data([0x2b, 0xff, 0xfe]).write(to: URL(fileURLWithPath: lab.home + "/latin"))
      let latin = try await lab.pawl("propose", lab.home + "/latin")
      #expect(latin.status == 1 && latin.err.contains("not UTF-8"))
      let large = String(repeating: "+\n", count: PatchProposal.largest / 2 + 1)
      try large.write(toFile: lab.home + "/large", atomically: true, encoding: .utf8)
      #expect(
        try await lab.pawl("propose", lab.home + "/large").err
          == "pawl: the patch is larger than 4 MB\n")
      #expect(try await lab.pawl("propose", lab.home + "/none").err.contains("cannot read"))
      let nothing = try await lab.pawl("propose")
      #expect(nothing.err == "pawl: the patch is empty\n")

      let list = try await lab.jsonLines("list", "--json")
      #expect(list.map { $0["lane"].text } == ["you"])
      #expect(list.map { $0["agent"].text } == ["person"])
      let proposed = try lab.notes().first { $0.kind == "experiment.proposed" }
      #expect(proposed?.cause == "person tester")
      #expect(try await lab.pawl("show", "1").status == 0)
      #expect(try await lab.pawl("show", "1", "--diff").out.contains("+++ b/params/mine"))
      #expect(try await lab.pawl("report").out.contains("good you-0"))
      #expect(try await lab.json("status", "--json")["experiments"]["kept"].number == 1)
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await engine.ending().status == 0)
      try await Invariants.check(lab, experiments: 1)
    }

    @Test(arguments: ["patch-asked", "patch-committed"])
    func `a patch that an engine died over is committed once by the next`(place: String)
      async throws
    {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["hold-bad"]]))
      let first = try lab.engine([], failpoint: "\(place):1")
      _ = try await lab.untilEngine()
      try await lab.untilHeld("a1", 1)
      let file = try patch("mine", "-500", in: lab)
      let said = try await lab.pawl("propose", file, "--title", "good you-0")
      #expect(said.status == 4)
      #expect(try await first.ending().signal == SIGKILL)
      #expect(try lab.record().experiments.isEmpty)
      let second = try lab.engine([])
      try await lab.untilTold("experiment.kept", experiment: 1)
      #expect(try lab.notes().count { $0.kind == "experiment.proposed" } == 1)
      // Whoever asked can still read what came of it.
      let answer = try JournalReader(path: lab.layout.journal).answer(to: 1)
      #expect(answer?.accepted == true && answer?.text == "#1 is queued")
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await second.ending().status == 0)
      let third = try lab.engine([])
      try await lab.untilTold("engine.started", count: 2)
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await third.ending().status == 0)
      #expect(try lab.record().experiments.map(\.lane) == ["you"])
      try await Invariants.check(lab, experiments: 1)
    }
  }
}
