import Foundation

/// What of a machine a command may need although its folder is put out of sight.
///
/// Paths are without links.
struct HostFacts: Equatable, Sendable {
  /// The account's home, nil where that is no folder of its own.
  var home: String?
  /// Folders that are empty for every command, besides the project's.
  var masked: [String]
  /// What programs are started from and need to be read.
  var tools: [String]
  /// What name servers and drivers are reached by below a masked folder.
  var system: [String]

  /// Folders whose content belongs to one command alone.
  private static let scratch = ["/tmp", "/var/tmp", "/run"]
  /// Variables that hold folders programs need.
  private static let prefixes = ["VIRTUAL_ENV", "CONDA_PREFIX", "PYENV_ROOT", "JULIA_DEPOT_PATH"]
  private static let lists = ["LD_LIBRARY_PATH", "PYTHONPATH"]
  private static let files = [
    "/run/current-system", "/run/opengl-driver", "/run/wrappers", "/run/nvidia-persistenced",
  ]

  /// - Parameter programs: further programs by path, each with what lies around it.
  init(environment: [String: String], programs: [String] = []) {
    let given = environment["HOME"] ?? ""
    let home = given.hasPrefix("/") ? RealPath.of(given) : nil
    self.home = home == "/" ? nil : home
    masked = Self.scratch.compactMap(RealPath.of).filter(RealPath.isFolder) + [self.home ?? ""]
    masked.removeAll { $0.isEmpty }
    let paths = environment["PATH"]?.split(separator: ":").map(String.init) ?? []
    var found = paths.flatMap { Self.around(folder: $0) }
    for name in Self.prefixes { found += environment[name].map { [$0] } ?? [] }
    for name in Self.lists {
      found += environment[name]?.split(separator: ":").map(String.init) ?? []
    }
    // Where pip puts what a person installs without a virtual environment.
    if let home { found += [home + "/.local/lib"] }
    found += programs.flatMap(Self.around(program:))
    let (masked, whole) = (masked, self.home)
    tools = Set(found.compactMap(RealPath.of)).filter { path in
      masked.contains { RealPath.lies(path, in: $0) } && !masked.contains(path) && path != whole
    }.sorted()
    let resolver = RealPath.of("/etc/resolv.conf").flatMap { path in
      path.hasPrefix("/run/") ? (path as NSString).deletingLastPathComponent : nil
    }
    system = Self.files.compactMap(RealPath.of) + (resolver.map { [$0] } ?? [])
  }

  /// What has to be there for a program to be started: what it is installed with.
  static func around(program path: String) -> [String] {
    guard path.hasPrefix("/") else { return [] }
    let places = Set([path, RealPath.of(path) ?? path])
    return places.flatMap { place -> [String] in
      let folder = (place as NSString).deletingLastPathComponent
      return [place] + (isShelf(folder) ? around(folder: folder) : [])
    }
  }

  /// A folder of programs, and what it is part of: `venv` for `venv/bin`.
  private static func around(folder: String) -> [String] {
    guard folder.hasPrefix("/") else { return [] }
    let whole = (folder as NSString).deletingLastPathComponent
    // Cargo keeps a token beside its programs.
    let isPart = isShelf(folder) && !whole.hasSuffix("/.cargo")
    return [folder] + (isPart ? [whole] : [])
  }

  private static func isShelf(_ folder: String) -> Bool {
    ["bin", "shims"].contains((folder as NSString).lastPathComponent)
  }
}
