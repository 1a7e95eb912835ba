import ArgumentParser
import Core
import Dashboard
import Foundation
import Journal

struct Propose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Propose a change of your own, on the champion of now.")

  @Argument(help: "A patch as `git diff` writes it; standard input if none is named.")
  var file: String?

  @Option(help: "What it is; the paths it touches if nothing is said.")
  var title = ""

  @Option(help: "Why.")
  var reason = ""

  func run() throws {
    let access = try Place.project()
    guard access.isEngineRunning else { throw AccessError.noEngine }
    let patch = try patch()
    guard let champion = try access.reader().record().summary?.champion else {
      throw AccessError.noCampaign
    }
    print(
      try access.ask(.propose(title: title, reason: reason, base: champion, patch: patch)))
  }

  private func patch() throws -> String {
    guard let input = file.map(FileHandle.init(forReadingAtPath:)) ?? .standardInput else {
      throw Failure(text: "cannot read \(file ?? "")")
    }
    if file == nil, isatty(0) == 1 {
      throw ValidationError("name a file with a patch, or pipe one in: git diff | pawl propose")
    }
    // One byte more than there may be tells that there is too much.
    var bytes: [UInt8] = []
    while bytes.count <= PatchProposal.largest,
      let data = try input.read(upToCount: 1 << 20), !data.isEmpty
    {
      bytes += data
    }
    guard bytes.count <= PatchProposal.largest else {
      throw Failure(text: "the patch is larger than \(PatchProposal.largest >> 20) MB")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(text: "the patch is not UTF-8 text, and no other is taken")
    }
    return text
  }
}
