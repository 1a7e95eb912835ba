import Core
import Dashboard
import Foundation
import Journal
import Settings

/// Where this program and the project are.
enum Place {
  /// The absolute path of this binary, for starting it again.
  static let program: String = {
    let link = "/proc/self/exe"
    if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: link) { return path }
    return URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL.path
  }()

  static var folder: String { FileManager.default.currentDirectoryPath }

  static func project() throws -> ProjectAccess { try ProjectAccess(from: folder) }

  /// The project's settings, or one sentence on what is wrong with them.
  static func settings(_ access: ProjectAccess) throws -> ProjectSettings {
    try SettingsReader.read(folder: access.layout.project)
  }

  static var hasTerminal: Bool { isatty(0) == 1 && isatty(1) == 1 }
}
