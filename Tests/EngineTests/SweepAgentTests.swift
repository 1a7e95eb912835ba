import Foundation
import Testing

@testable import Engine

@Suite("Sweep: one turn as a process")
struct SweepAgentTests {
  private let clone: URL
  private let environment: [String: String]

  init() throws {
    clone = FileManager.default.temporaryDirectory
      .appendingPathComponent("sweep-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: clone, withIntermediateDirectories: true)
    environment = [
      "PAWL_CLONE": clone.path, "PAWL_EDITABLE": "train.py\nmissing.py\n../outside.py",
      "PAWL_HISTORY": clone.appendingPathComponent("history").path,
      "PAWL_RULES": clone.appendingPathComponent("rules").path,
      "PAWL_MESSAGE": clone.appendingPathComponent("message").path,
      "PAWL_SEED": "a1", "PAWL_TURN": "3",
    ]
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: clone.appendingPathComponent(name))
  }

  private func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: clone.appendingPathComponent(name)), as: UTF8.self)
  }

  @Test("It edits the file and leaves title, reason and change")
  func edits() throws {
    defer { try? FileManager.default.removeItem(at: clone) }
    try write("HIDDEN = 32  # units\nprint(HIDDEN)\n", "train.py")
    try write(
      """
      {"n":1,"title":"hidden 32 -> 64","state":"discarded","delta":-2.5,"lane":"a1","change":{"file":"train.py","name":"HIDDEN","from":32,"to":64}}
      not json
      {"n":2,"title":"a rewrite","state":"kept","delta":3,"lane":"a2","change":null}

      """, "history")
    #expect(SweepAgent.main(environment: environment) == 0)
    #expect(try read("train.py") == "HIDDEN = 16  # units\nprint(HIDDEN)\n")
    let message = try read("message").split(separator: "\n")
    #expect(message.first == "TITLE: hidden 32 -> 16")
    #expect(message.dropFirst().first?.hasPrefix("REASON: ") == true)
    #expect(
      message.last == #"CHANGE: {"file":"train.py","from":32,"name":"HIDDEN","to":16}"#)
  }

  @Test("Titles stand in for a missing change")
  func titles() throws {
    defer { try? FileManager.default.removeItem(at: clone) }
    try write("LEARNING_RATE = 0.1\n", "train.py")
    try write(
      #"{"n":1,"title":"learning rate 0.1 -> 0.2","state":"vetoed","delta":null,"lane":"a1"}"#,
      "history")
    #expect(SweepAgent.main(environment: environment) == 0)
    #expect(try read("message").hasPrefix("TITLE: nothing left\nREASON: "))
    #expect(try read("train.py") == "LEARNING_RATE = 0.1\n")
  }

  @Test("Rules are read from their file; without history and rules it just begins")
  func rules() throws {
    defer { try? FileManager.default.removeItem(at: clone) }
    try write("HIDDEN = 32\nDEPTH = 4\n", "train.py")
    try write("leave the depth alone\n", "rules")
    #expect(SweepAgent.main(environment: environment) == 0)
    #expect(try read("message").hasPrefix("TITLE: hidden 32 -> "))
  }

  @Test("Without a readable file there is nothing left, and that is no failure")
  func nothing() throws {
    defer { try? FileManager.default.removeItem(at: clone) }
    #expect(SweepAgent.main(environment: environment) == 0)
    #expect(try read("message").hasPrefix("TITLE: nothing left\n"))
  }

  @Test("A message that cannot be written is a failure")
  func unwritable() throws {
    defer { try? FileManager.default.removeItem(at: clone) }
    var environment = environment
    environment["PAWL_MESSAGE"] = clone.appendingPathComponent("no/such/folder").path
    #expect(SweepAgent.main(environment: environment) == 1)
  }
}
