import Core
import Foundation
import Journal
import Screen
import Settings
import Terminal

/// Lends the terminal to a person's editor and pager, and takes back what they made there.
@MainActor
struct Lender {
  let access: ProjectAccess
  let reader: JournalReader
  let terminal: TerminalScreen
  let programs: LentPrograms

  /// What is left to do after a program had the terminal.
  enum Outcome: Equatable {
    /// Nothing, or a sentence about what went wrong.
    case done(problem: String?)
    case say(String)
    /// The person made a patch; its title is still to be asked for.
    case proposal(base: CommitID, patch: String, what: String)
  }

  // MARK: A pager

  func page(_ shown: ShownText, path: (TextSource) -> String, lanes: [Lane]) -> Outcome {
    switch shown {
    case .diff(let n):
      guard let text = (try? reader.patch(n)) ?? nil else {
        return .done(problem: "the diff of #\(n) is not there")
      }
      return run(.shell(programs.pager, arguments: []), input: text)
    case .output(let run): return page(file: path(.output(run)))
    case .transcript(let id):
      guard let lane = lanes.first(where: { $0.id == id }), lane.turns > 0 || lane.turn != nil
      else { return .done(problem: "\(id) has said nothing yet") }
      return page(file: path(.transcript(id, turn: lane.turn ?? lane.turns)))
    }
  }

  func page(text: String) -> Outcome {
    run(.shell(programs.pager, arguments: []), input: text)
  }

  private func page(file: String) -> Outcome {
    guard FileManager.default.isReadableFile(atPath: file) else {
      return .done(problem: "\(file) is not there")
    }
    return run(.shell(programs.pager, arguments: [file]))
  }

  // MARK: An editor

  func editInstructions() -> Outcome {
    let settings: ProjectSettings
    do {
      settings = try SettingsReader.read(folder: access.layout.project)
    } catch {
      return .done(problem: "\(error)")
    }
    let path = access.layout.project + "/" + settings.instructions
    let before = FileManager.default.contents(atPath: path)
    let outcome = run(.shell(programs.editor, arguments: [path]))
    guard outcome == .done(problem: nil) else { return outcome }
    let isSame = before == FileManager.default.contents(atPath: path)
    return .say(
      isSame
        ? "\(settings.instructions) is as it was"
        : "\(settings.instructions) is saved; lanes hear it with their next turn")
  }

  func look(at experiment: Experiment) -> Outcome {
    withFolder { folder in
      let command = ProposedFiles.command(
        project: access.layout.project, commit: experiment.commit, folder: folder,
        files: experiment.files.map(\.path), editor: programs.editor)
      return .done(problem: terminal.run(command).problem(of: command))
    }
  }

  func writeExperiment(on base: CommitID?) -> Outcome {
    guard let base else { return .done(problem: "there is no champion to change yet") }
    let settings: ProjectSettings
    do {
      settings = try SettingsReader.read(folder: access.layout.project)
    } catch {
      return .done(problem: "\(error)")
    }
    // What may be changed, as far as it is a file; a glob is left to the editor's own ways.
    let files = settings.files.editable.map { "\($0)" }.filter {
      !$0.contains(where: "*?[".contains)
    }
    return withFolder { folder in
      let command = EditedExperiment.command(
        project: access.layout.project, base: base, folder: folder, files: files,
        editor: programs.editor)
      let ending = terminal.run(command)
      guard ending.isSuccess, let edited = EditedExperiment(folder: folder, base: base) else {
        return .done(problem: ending.problem(of: command) ?? "nothing came of it")
      }
      guard !edited.patch.isEmpty else { return .say("nothing was changed, nothing is proposed") }
      let patch = Patch(parsing: edited.patch)
      return .proposal(base: base, patch: edited.patch, what: DiffHeader.summary(patch))
    }
  }

  private func withFolder(_ body: (String) -> Outcome) -> Outcome {
    do {
      let folder = try TemporaryFolder()
      return body(folder.path)
    } catch {
      return .done(problem: "no temporary folder can be made: \(error.localizedDescription)")
    }
  }

  private func run(_ program: ChildCommand.Program, input: String? = nil) -> Outcome {
    let command = ChildCommand(program, input: input, folder: access.layout.project)
    return .done(problem: terminal.run(command).problem(of: command))
  }
}
