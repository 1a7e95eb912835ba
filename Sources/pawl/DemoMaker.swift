import Core
import Engine
import Foundation
import Journal
import Settings

/// Makes the demo a project of its own: files, data, and a first commit.
enum DemoMaker {
  static func make(_ path: String, seed: Int?) throws {
    guard Programs.path(of: "git") != nil else { throw EngineError.noGit }
    guard Programs.path(of: "python3") != nil else {
      throw Failure(
        text: "python3 is not installed; the demo trains with it (apt-get install python3)")
    }
    switch try written(path) {
    case .present: if FileManager.default.fileExists(atPath: path + "/.git") { return }
    case .written: print("made \(path)")
    }
    var environment: [String: String] = [:]
    if let seed { environment["PAWL_SECRET_SEED"] = "\(seed)" }
    try Tool.run("python3", ["prepare.py"], folder: path, environment: environment)
    let git = [
      "-c", "user.name=pawl demo", "-c", "user.email=demo@localhost", "-c", "commit.gpgSign=false",
    ]
    try Tool.run("git", ["-c", "init.defaultBranch=main", "init", "-q"], folder: path)
    try Tool.run("git", ["add", "-A"], folder: path)
    try Tool.run(
      "git", git + ["commit", "-q", "-m", "A small language model to improve"], folder: path)
  }

  private static func written(_ path: String) throws -> DemoProject.Outcome {
    do {
      return try DemoProject.write(to: path)
    } catch {
      throw Failure(text: "\(error)")
    }
  }
}
