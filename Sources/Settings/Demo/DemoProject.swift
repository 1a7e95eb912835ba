#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The project `pawl demo` makes: a small training program that needs no GPU and no network.
package enum DemoProject {
  /// What `write` did.
  package enum Outcome: Equatable, Sendable {
    /// The folder holds a fresh demo.
    case written
    /// A demo was there already; nothing was touched.
    case present
  }

  /// Why no demo could be made.
  package enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// Something else is in the folder.
    case occupied(folder: String)
    /// A file is where the folder should be.
    case notAFolder(path: String)
    case cannotWrite(path: String, reason: String)

    package var description: String {
      switch self {
      case .occupied(let folder):
        "\(folder) is not empty and not a pawl demo; name another folder: pawl demo DIR"
      case .notAFolder(let path): "\(path) is a file; name another folder: pawl demo DIR"
      case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
      }
    }
  }

  /// Its files by name; pawl.yaml last, so that it stands for a whole demo.
  package static var files: [(name: String, bytes: [UInt8])] {
    [
      (".gitignore", PackageResources.gitignore),
      ("program.md", PackageResources.program_md),
      ("prepare.py", PackageResources.prepare_py),
      ("evaluate.py", PackageResources.evaluate_py),
      ("train.py", PackageResources.train_py),
      ("pawl.yaml", PackageResources.pawl_yaml),
    ]
  }

  /// Writes the demo's files into a folder, made if needed.
  ///
  /// A folder that holds a demo is left as it is, one that holds the beginning of a demo is
  /// completed, and any other folder with something in it is refused.
  @discardableResult
  package static func write(to folder: String) throws(Failure) -> Outcome {
    let disk = FileManager.default
    var isFolder = false
    if disk.fileExists(atPath: folder, isDirectory: &isFolder) {
      guard isFolder else { throw .notAFolder(path: folder) }
      if isDemo(folder) { return .present }
      guard isBeginning(folder) else { throw .occupied(folder: folder) }
    }
    do {
      try disk.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: folder, reason: reason(error))
    }
    for (name, bytes) in files {
      let path = folder + "/" + name
      do {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
      } catch {
        throw .cannotWrite(path: path, reason: reason(error))
      }
    }
    return .written
  }

  /// Whether a folder holds every file of a demo, whatever became of their text.
  package static func isDemo(_ folder: String) -> Bool {
    files.allSatisfy { FileManager.default.fileExists(atPath: folder + "/" + $0.name) }
  }

  /// Whether a folder holds nothing but untouched files of a demo.
  private static func isBeginning(_ folder: String) -> Bool {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return false
    }
    return names.allSatisfy { name in
      guard let file = files.first(where: { $0.name == name }) else { return false }
      return FileManager.default.contents(atPath: folder + "/" + name) == Data(file.bytes)
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    return switch error.code {
    case .fileWriteNoPermission: "permission denied"
    case .fileWriteOutOfSpace: "no space is left"
    case .fileWriteVolumeReadOnly: "the file system is read-only"
    case .fileNoSuchFile: "the folder above it does not exist"
    default: "error \(error.code.rawValue)"
    }
  }
}
