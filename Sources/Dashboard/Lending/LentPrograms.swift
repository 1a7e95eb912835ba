import Foundation
import Settings

/// Which programs the terminal is lent to: what a person prefers, or what the environment names.
struct LentPrograms: Equatable {
  /// Lines for the shell.
  var editor: String
  var pager: String

  init(_ preferences: Preferences, environment: [String: String]) {
    func first(_ names: [String?]) -> String? {
      names.compactMap { $0 }.first { !$0.trimmingCharacters(in: .whitespaces).isEmpty }
    }
    func found(_ names: [String]) -> String {
      let folders = (environment["PATH"] ?? "").split(separator: ":")
      return names.first { name in
        folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
      } ?? names[0]
    }
    editor =
      first([preferences.editor, environment["VISUAL"], environment["EDITOR"]])
      ?? found(["nano", "vim", "vi"])
    pager = first([preferences.pager, environment["PAGER"]]) ?? found(["less", "more"])
  }
}
