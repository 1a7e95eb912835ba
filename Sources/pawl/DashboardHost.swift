import Dashboard
import Foundation
import Journal

/// Opens the dashboard on the main thread and stays until it is left.
enum DashboardHost {
  static func run(_ access: ProjectAccess, readOnly: Bool) throws {
    try MainActor.assumeIsolated {
      do {
        let words = try LiveDashboard(
          access: access, readOnly: readOnly, finder: LaneAgents.finder
        ).run()
        if let words { print(words) }
        if words != nil, let place = place(of: access.layout.project) {
          print("its project is in \(place): go there first")
        }
      } catch {
        guard let sentence = TerminalWords.sentence(for: error) else { throw error }
        throw Failure(text: sentence)
      }
    }
  }

  /// Where a project is, seen from here; nil inside it.
  private static func place(of project: String) -> String? {
    let here = URL(fileURLWithPath: ".").resolvingSymlinksInPath().path
    let there = URL(fileURLWithPath: project).resolvingSymlinksInPath().path
    if (here + "/").hasPrefix(there + "/") { return nil }
    return there.hasPrefix(here + "/") ? String(there.dropFirst(here.count + 1)) : there
  }

  /// Plays a script over the journal and prints what it shows.
  ///
  /// - Parameter file: its path, or `-` for standard input.
  static func play(_ file: String, _ access: ProjectAccess, readOnly: Bool) throws {
    let data =
      file == "-"
      ? try FileHandle.standardInput.readToEnd() ?? Data()
      : FileManager.default.contents(atPath: file)
    guard let data, let text = String(bytes: data, encoding: .utf8) else {
      throw Failure(text: "\(file) cannot be read as text")
    }
    let out = try MainActor.assumeIsolated {
      do {
        return try ScriptedDashboard(access: access, readOnly: readOnly).play(text, file: file)
      } catch let error as ScriptError {
        throw Failure(text: "\(error)")
      }
    }
    FileHandle.standardOutput.write(Data(out.utf8))
  }
}
