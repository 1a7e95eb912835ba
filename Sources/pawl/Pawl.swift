import ArgumentParser

/// The command line; each command wires one thing.
struct Pawl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pawl",
    abstract:
      "Mission control for autonomous research: agents propose, pawl measures, the ratchet keeps.",
    version: "0.1.0",
    subcommands: [
      Open.self, Demo.self, Init.self, RunCommand.self, Stop.self, Status.self, Log.self,
      List.self, Show.self, Pause.self, Resume.self, Approve.self, Veto.self,
      Restore.self, Rerun.self, Revoke.self, Propose.self, Steer.self, Allow.self, Deny.self,
      RuleCommand.self, ReviewCommand.self, LaneCommand.self, Read.self, Simulate.self,
      Report.self, Doctor.self, ModelContext.self, EngineCommand.self,
    ],
    defaultSubcommand: Open.self)
}
