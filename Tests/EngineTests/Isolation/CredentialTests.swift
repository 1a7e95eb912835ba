import Foundation
import Testing

@testable import Engine

@Suite("What an agent finds of its own in a sandbox")
struct CredentialTests {
  @Test func `folders under a program's name are found, also under its name before a dash`() throws
  {
    let home = FileManager.default.temporaryDirectory
      .appendingPathComponent("home-\(UUID().uuidString.prefix(8))").path
    defer { try? FileManager.default.removeItem(atPath: home) }
    for name in [".vibe", ".config/vibe-acp", ".ssh", ".codex"] {
      try FileManager.default.createDirectory(
        atPath: home + "/" + name, withIntermediateDirectories: true)
    }
    let found = Isolation.credentials(of: ["/opt/bin/vibe-acp", "ssh-agent"], home: home)
    let names = found.map { String($0.path.dropFirst(home.count + 1)) }
    #expect(Set(names) == [".vibe", ".config/vibe-acp"])
  }
}
