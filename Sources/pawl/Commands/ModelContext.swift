import ArgumentParser
import Dashboard
import Foundation

struct ModelContext: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "What was tried, for agents: a read-only MCP server on standard input and output.")

  @Option(help: "The project; else the one this folder belongs to.")
  var project: String?

  func run() throws {
    let access = try ProjectAccess(from: project ?? Self.home(of: Place.folder))
    let server = MCPServer(version: Pawl.configuration.version) { try access.reader() }
    while let line = readLine(strippingNewline: true) {
      guard let answer = server.answer(to: line) else { continue }
      FileHandle.standardOutput.write(Data((answer + "\n").utf8))
    }
  }

  /// A lane's clone lies below its project, and may hold a pawl.yaml of its own.
  static func home(of folder: String) -> String {
    guard let inside = folder.firstRange(of: "/.pawl/") else { return folder }
    return String(folder[..<inside.lowerBound])
  }
}
