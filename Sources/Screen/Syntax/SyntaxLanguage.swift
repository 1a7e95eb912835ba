/// The languages whose code is coloured.
enum SyntaxLanguage: String, Equatable, Sendable, CaseIterable {
  case python, c, cpp, cuda, shell, yaml, toml, json

  /// By the file's name; nil when it tells nothing.
  init?(path: String) {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { Substring($0) } ?? ""
    if let known = SyntaxLanguage.names[String(name)] {
      self = known
      return
    }
    guard let point = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let ending = name[name.utf8.index(after: point)...].lowercased()
    guard let known = SyntaxLanguage.endings[ending] else { return nil }
    self = known
  }

  /// By a script's first line, such as `#!/usr/bin/env python3`.
  init?(shebang line: String) {
    guard line.utf8.starts(with: "#!".utf8) else { return nil }
    let words = line.dropFirst(2).split { $0 == "/" || $0 == " " || $0 == "\t" || $0 == "\r" }
    let program = words.first { $0 != "usr" && $0 != "bin" && $0 != "local" && $0 != "env" } ?? ""
    if program.hasPrefix("python") {
      self = .python
    } else if ["sh", "bash", "zsh", "ksh", "dash"].contains(program) {
      self = .shell
    } else {
      return nil
    }
  }

  private static let endings: [String: SyntaxLanguage] = [
    "py": .python, "pyi": .python, "pyx": .python, "pyw": .python, "bzl": .python,
    "c": .c, "h": .cpp, "cc": .cpp, "cpp": .cpp, "cxx": .cpp, "hh": .cpp, "hpp": .cpp,
    "hxx": .cpp, "inl": .cpp, "cu": .cuda, "cuh": .cuda,
    "sh": .shell, "bash": .shell, "zsh": .shell, "ksh": .shell, "slurm": .shell,
    "sbatch": .shell, "yaml": .yaml, "yml": .yaml, "toml": .toml, "json": .json,
    "jsonl": .json, "jsonc": .json, "ipynb": .json,
  ]

  private static let names: [String: SyntaxLanguage] = [
    ".bashrc": .shell, ".profile": .shell, ".bash_profile": .shell, ".zshrc": .shell,
    "SConstruct": .python, "Snakefile": .python, "poetry.lock": .toml, "uv.lock": .toml,
    "Cargo.lock": .toml, ".clang-format": .yaml, ".clang-tidy": .yaml,
  ]
}
