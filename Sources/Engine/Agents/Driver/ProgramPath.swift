import Glibc

/// Finds programs as a shell does.
enum ProgramPath {
  /// The file that a name stands for; nil where there is none that may be executed.
  static func find(_ name: String, path: String?) -> String? {
    if name.contains("/") { return isProgram(name) ? name : nil }
    let folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(
      separator: ":", omittingEmptySubsequences: false)
    for folder in folders {
      let file = (folder.isEmpty ? "." : folder) + "/" + name
      if isProgram(file) { return file }
    }
    return nil
  }

  /// What to do about one that is missing, in one sentence.
  static func missing(_ name: String) -> String {
    let program = name.split(separator: "/").last.map(String.init) ?? name
    let advice =
      KnownAgent.named(program).map { "install it (\($0.remedy))" }
      ?? "install it, or name it with its whole path"
    return name.contains("/")
      ? "there is no program \(name); \(advice)"
      : "\(name) is not on PATH; \(advice)"
  }

  private static func isProgram(_ file: String) -> Bool {
    var status = stat()
    return stat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(file, X_OK) == 0
  }
}
