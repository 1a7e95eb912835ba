import CSupervise
import Core
import Foundation
import Journal
import Material

/// A project on disk.
enum ProjectFolder {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private static let settings = """
    metric:
      name: val_bpb
      goal: minimize
      evaluate: python3 evaluate.py
    run:
      command: python3 train.py
      budget: 5m
    files:
      editable: [train.py]
      frozen: [evaluate.py]
    agents:
      - use: sweep
        count: 3
    slots: [{cores: 1}, {cores: 1}]

    """

  /// Makes a folder that does not exist yet, with a repository in it.
  static func make(_ layout: Layout) throws {
    let disk = FileManager.default
    guard !disk.fileExists(atPath: layout.project) else {
      throw Failure(description: "\(layout.project) is there already")
    }
    try disk.createDirectory(atPath: layout.project, withIntermediateDirectories: true)
    let train = MadeProject.train.joined(separator: "\n")
    for (name, text) in [
      ("train.py", train), ("evaluate.py", "print(0.997)\n"), ("pawl.yaml", settings),
    ] {
      try text.write(toFile: layout.project + "/" + name, atomically: true, encoding: .utf8)
    }
    try git(layout, ["init", "-q"])
    try git(layout, ["add", "train.py", "evaluate.py", "pawl.yaml"])
    try git(layout, ["commit", "-q", "-m", "A model to train"])
    try layout.create()
    // Dashboards watch the lock from the beginning.
    guard disk.createFile(atPath: layout.lock, contents: nil) else {
      throw Failure(description: "cannot write \(layout.lock)")
    }
  }

  private static func git(_ layout: Layout, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-C", layout.project, "-c", "user.name=stage", "-c", "user.email=stage@localhost"]
      + arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "git \(arguments[0]) failed in \(layout.project)")
    }
  }
}

/// The output of a run's training command.
struct RunLog {
  private let path: String

  init(_ layout: Layout, _ run: RunID) throws {
    let folder = layout.job(JobName.training(run))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/out.log"
  }

  func append(_ text: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw ProjectFolder.Failure(description: "cannot write \(path)") }
    defer { close(file) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw ProjectFolder.Failure(description: "cannot write \(path)") }
      bytes = bytes.dropFirst(count)
    }
  }
}
