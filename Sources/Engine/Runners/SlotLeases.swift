import CSupervise
import Core
import Foundation
import Glibc

/// The hardware of slots, held by one project of this account at a time: a locked file for each GPU and
/// core, in a folder of the account's own.
///
/// A lock goes with its engine. A run that outlives its engine is found by the jobs that the file names.
actor SlotLeases {
  /// Who has what a run wants.
  struct Holder: Equatable, Sendable {
    /// A project's folder, or a process; nil where that is not known.
    var name: String?
  }

  private struct Lease {
    var descriptor: Int32
    /// Slots of this project that share the core.
    var users: Int
  }

  /// nil where there is no folder that is surely this account's own.
  private let folder: String?
  private let project: String
  private var held: [String: Lease] = [:]
  /// What this engine had last, and has to leave to others that wait.
  private var recent: Set<String> = []
  private var queued: [String: Int32] = [:]

  init(folder: String?, project: String) {
    self.folder = folder
    self.project = project
  }

  deinit {
    for lease in held.values { close(lease.descriptor) }
    for descriptor in queued.values { close(descriptor) }
  }

  /// The account's folder for such files, made if need be.
  static func folder(environment: [String: String]) -> String? {
    let runtime = environment["XDG_RUNTIME_DIR"].flatMap { RealPath.isFolder($0) ? $0 : nil }
    let path = runtime.map { $0 + "/pawl" } ?? "/tmp/pawl-\(getuid())"
    mkdir(path, 0o700)
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == getuid(), status.st_mode & 0o022 == 0
    else { return nil }
    return path
  }

  /// The names of what a slot stands for.
  static func names(of slot: Slot, table: [GPU] = GPU.all()) -> [String] {
    let gpus = slot.gpus.map { index in
      table.first { $0.index == index }?.uuid ?? "gpu-\(index)"
    }
    // A GPU is what runs wait for; cores beside it may be shared.
    return gpus.isEmpty ? slot.cores.map { "core-\($0)" } : gpus
  }

  /// Takes all a slot stands for, for jobs with these folders; gives who has some of it otherwise.
  ///
  /// - Parameter goesOn: whether the last run on it and this one belong together.
  func take(_ slot: Slot, jobs: [String], goesOn: Bool) -> Holder? {
    guard let folder else { return nil }
    let names = Self.names(of: slot)
    var taken: [String] = []
    for name in names {
      if let holder = takeOne(name, in: folder, jobs: jobs, goesOn: goesOn) {
        for name in taken { giveOne(name) }
        queue(name, in: folder)
        return holder
      }
      taken.append(name)
    }
    for name in names {
      recent.remove(name)
      if let waiting = queued.removeValue(forKey: name) { close(waiting) }
    }
    return nil
  }

  func give(_ slot: Slot) {
    guard folder != nil else { return }
    for name in Self.names(of: slot) { giveOne(name) }
  }

  /// Whether other projects hold something; for choosing cores that are free.
  static func isHeld(_ name: String, in folder: String?) -> Bool {
    folder.map { pawl_lock_is_held($0 + "/" + name) == 1 } ?? false
  }

  private func takeOne(_ name: String, in folder: String, jobs: [String], goesOn: Bool) -> Holder? {
    let path = folder + "/" + name
    if let lease = held[name] {
      held[name] = Lease(descriptor: lease.descriptor, users: lease.users + 1)
      return nil
    }
    // Who had it last lets those go first that wait.
    if recent.remove(name) != nil, !goesOn, pawl_lock_is_held(path + ".next") == 1 {
      return Holder(name: nil)
    }
    let descriptor = pawl_lock_try(path)
    let note = Self.note(path)
    guard descriptor >= 0 else {
      // A folder that cannot be written keeps nobody from working.
      return errno == EWOULDBLOCK ? Holder(name: note.project) : nil
    }
    if note.project != project, note.jobs.contains(where: { pawl_lock_is_held($0 + "/lock") == 1 })
    {
      close(descriptor)
      return Holder(name: note.project)
    }
    let text = Array(([project] + jobs).joined(separator: "\n").utf8)
    ftruncate(descriptor, 0)
    _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    held[name] = Lease(descriptor: descriptor, users: 1)
    return nil
  }

  private func giveOne(_ name: String) {
    guard let lease = held[name] else { return }
    if lease.users > 1 {
      held[name] = Lease(descriptor: lease.descriptor, users: lease.users - 1)
      return
    }
    held[name] = nil
    recent.insert(name)
    close(lease.descriptor)
  }

  private func queue(_ name: String, in folder: String) {
    guard queued[name] == nil else { return }
    let descriptor = pawl_lock_try(folder + "/" + name + ".next")
    if descriptor >= 0 { queued[name] = descriptor }
  }

  private static func note(_ path: String) -> (project: String?, jobs: [String]) {
    let lines = SmallFile.read(path).map {
      String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    return (lines?.first, Array(lines?.dropFirst() ?? []))
  }
}
