import Foundation
import Testing

@testable import Core

/// A repository in a folder of its own, that goes with it.
private final class Repository {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pawl-diff-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ path: String, _ text: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: folder.appendingPathComponent(path))
  }

  /// Runs git and answers what it prints; what it is given on its input comes from a file.
  @discardableResult
  func git(_ arguments: String..., input: String? = nil) async throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "core.autocrlf=false", "-c",
        "commit.gpgsign=false",
      ] + arguments
    process.currentDirectoryURL = folder
    let own = FileManager.default.temporaryDirectory
    let files = (0..<2).map { _ in own.appendingPathComponent("pawl-\(UUID().uuidString)") }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    try Data((input ?? "").utf8).write(to: files[0])
    try Data().write(to: files[1])
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    let status = try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    let text = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    guard status == 0 else { throw GitFailure(arguments: arguments, input: input ?? "") }
    return text
  }
}

private struct GitFailure: Error {
  var arguments: [String]
  var input: String
}

/// Files before and after a change.
private struct Change {
  var old: [String: String] = [:]
  var new: [String: String] = [:]

  init(_ random: inout SplitMix) {
    let names = ["plain.py", "with blank.py", "größe/漢字.txt", "tab\there", "quo\"te", "b/a b/c"]
    for name in names where Bool.random(using: &random) || name == "plain.py" {
      let end = ["\n", "\n", "\r\n"].randomElement(using: &random) ?? "\n"
      let lines = Change.lines(40, &random)
      let before = Change.joined(lines, end, &random)
      let after = Change.joined(Change.edited(lines, &random), end, &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: new[name] = after
      case 1: old[name] = before
      case 2:
        old[name] = before
        new[name + " moved"] = Change.joined(lines + ["one more"], end, &random)
      default: (old[name], new[name]) = (before, after)
      }
    }
    old["plain.py"] = old["plain.py"] ?? "a\n"
  }

  private static func lines(_ count: Int, _ random: inout SplitMix) -> [String] {
    (0..<count).map { _ in
      ["x = 1", "", "  y\t= 2", "def f():", "-- z", "++ z", "größe = \"漢\"", "\\ odd"]
        .randomElement(using: &random) ?? ""
    }
  }

  private static func edited(_ lines: [String], _ random: inout SplitMix) -> [String] {
    lines.flatMap { line -> [String] in
      switch Int.random(in: 0..<16, using: &random) {
      case 0: []
      case 1: [line + "!"]
      case 2: [line, "new"]
      default: [line]
      }
    }
  }

  private static func joined(
    _ lines: [String], _ end: String, _ random: inout SplitMix
  ) -> String {
    lines.joined(separator: end) + (Bool.random(using: &random) ? end : "")
  }
}

@Suite(.serialized)
struct `A patch given back` {
  @Test(arguments: 1...8)
  func `git applies it whole, by file and by hunk`(seed: Int) async throws {
    var random = SplitMix(seed: UInt64(seed))
    let change = Change(&random)
    let repository = try Repository()
    try await repository.git("init", "-q")
    for (path, text) in change.old { try repository.write(path, text) }
    try await repository.git("add", "-A")
    try await repository.git("commit", "-qm", "before")
    for path in change.old.keys { try repository.remove(path) }
    for (path, text) in change.new { try repository.write(path, text) }
    try await repository.git("add", "-A")
    let wanted = try await repository.git("write-tree")
    let text = try await repository.git("diff", "--cached", "-M", "--binary", "HEAD")
    let patch = Patch(parsing: text)
    #expect(patch.text == text)

    func tree(applying patches: [String]) async throws -> String {
      try await repository.git("read-tree", "HEAD")
      for patch in patches {
        try await repository.git("apply", "--cached", "--whitespace=nowarn", input: patch)
      }
      return try await repository.git("write-tree")
    }
    #expect(try await tree(applying: [patch.text]) == wanted)
    #expect(try await tree(applying: patch.files.map(\.text)) == wanted)
    // From below, so that the lines of those above stay where they are.
    let hunks = try patch.files.flatMap { file in
      guard file.status == .modified, file.hunks.count > 1 else { return [file.text] }
      return try file.hunks.indices.reversed().map { try #require(file.text(hunk: $0)) }
    }
    #expect(try await tree(applying: hunks) == wanted)
    // What was not read but made is written out.
    var made = patch
    for index in made.files.indices {
      made.files[index].source = nil
      for hunk in made.files[index].hunks.indices { made.files[index].hunks[hunk].source = nil }
    }
    #expect(try await tree(applying: [made.text]) == wanted)
  }

  @Test func `a hunk begins where it would without the hunks before it`() throws {
    let patch = Patch(
      parsing: "--- a/x\n+++ b/x\n@@ -1 +1,3 @@\n-a\n+b\n+b\n+b\n@@ -9 +11 @@ f\n-c\n+d\n")
    let file = try #require(patch.files.first)
    #expect(file.text(hunk: 1) == "--- a/x\n+++ b/x\n@@ -9,1 +9,1 @@ f\n-c\n+d\n")
    #expect(file.text(hunk: 2) == nil)
  }
}
