/// What a command sees of the machine, as a value that bubblewrap's arguments follow from.
///
/// Everything is there to be read but nothing can be written, except for what is said here. Paths are
/// absolute and without links.
struct Sandbox: Equatable, Sendable {
  /// What stands at a path.
  enum Place: Equatable, Sendable {
    /// An empty folder of its own, in memory, gone with the command.
    case empty
    /// A file that cannot be opened, whatever it is outside.
    case closed
    /// A file or folder that can be read; its own unless another one is named.
    case readOnly(of: String? = nil)
    case writable(of: String? = nil)
  }

  /// Of two entries where one lies below the other, the deeper one holds there.
  var places: [String: Place] = [:]
  /// Devices besides those every command needs.
  var devices: [String] = []
  var hasNetwork = false
  /// Bytes that folders in memory may grow to, each; nil for half of the machine's memory.
  var memory: Int?
  /// Where the command starts.
  var folder = "/"
  /// Variables that are changed inside.
  var variables: [String: String] = [:]

  /// The words that come before the command.
  func words(program: String) -> [String] {
    var words = [
      program, "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-ipc",
      "--unshare-uts", "--unshare-cgroup-try",
      // Started by root, it would otherwise leave the command the right to take all of this away.
      "--cap-drop", "ALL",
    ]
    if !hasNetwork { words.append("--unshare-net") }
    words += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    words += folderInMemory("/dev/shm")
    for device in devices { words += ["--dev-bind-try", device, device] }
    for path in places.keys.sorted(by: Self.isAbove) { words += arguments(for: path) }
    for name in variables.keys.sorted() { words += ["--setenv", name, variables[name] ?? ""] }
    return words + ["--chdir", folder, "--"]
  }

  private func arguments(for path: String) -> [String] {
    switch places[path] {
    case .empty?: folderInMemory(path)
    // A device file on a mount without devices: opening it is refused.
    case .closed?: ["--ro-bind", "/dev/null", path]
    case .readOnly(let source)?: ["--ro-bind", source ?? path, path]
    case .writable(let source)?: ["--bind", source ?? path, path]
    case nil: []
    }
  }

  private func folderInMemory(_ path: String) -> [String] {
    (memory.map { ["--size", "\($0)"] } ?? []) + ["--tmpfs", path]
  }

  /// Folders come before what is below them, so that each mount finds its place.
  private static func isAbove(_ one: String, _ other: String) -> Bool {
    let depths = [one, other].map { $0.utf8.count { $0 == UInt8(ascii: "/") } }
    return depths[0] == depths[1] ? one < other : depths[0] < depths[1]
  }
}
