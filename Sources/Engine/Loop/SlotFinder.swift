import CSupervise
import Core
import Foundation
import Settings

/// Turns the slot plan of the settings into slots of this machine.
enum SlotFinder {
  /// - Throws: `EngineError.noSlots` when the plan asks for cores this machine does not have.
  ///
  /// - Parameters:
  ///   - before: the slots of the engine before, whose cores are kept where that goes.
  ///   - isHeld: whether another project works on a core; such ones are taken last.
  static func slots(
    for plan: SlotPlan, before: [Slot] = [], isHeld: (Int) -> Bool = { _ in false }
  ) throws -> [Slot] {
    let own = Set(before.flatMap(\.cores))
    let usable = usableCores()
    let taken = usable.filter { !own.contains($0) && isHeld($0) }
    let cores = usable.filter { !taken.contains($0) } + taken
    switch plan {
    case .auto:
      let gpus = gpuCount()
      if gpus > 0 {
        return (0..<gpus).map { Slot(id: "gpu\($0)", gpus: [$0]) }
      }
      let count = max(1, cores.count / 2)
      let share = cores.count / count
      return (0..<count).map { index in
        Slot(id: "cpu\(index)", cores: Array(cores[(index * share)..<(index * share + share)]))
      }
    case .list(let entries):
      var free = cores
      return try entries.enumerated().map { index, entry in
        let name =
          entry.gpus.isEmpty
          ? "cpu\(index)" : "gpu" + entry.gpus.map(String.init).joined(separator: "+")
        return Slot(
          id: name, gpus: entry.gpus, cores: try take(entry.cores, from: &free, all: cores))
      }
    }
  }

  private static func take(_ wish: SlotCores, from free: inout [Int], all: [Int]) throws -> [Int] {
    switch wish {
    case .any: return []
    case .list(let list):
      if let missing = list.first(where: { !all.contains($0) }) {
        throw EngineError.noSlots("this machine has no core \(missing); it has \(all.count)")
      }
      free.removeAll { list.contains($0) }
      return list
    case .count(let count):
      guard count <= all.count else {
        throw EngineError.noSlots("a slot asks for \(count) cores, this machine has \(all.count)")
      }
      // More slots than cores share them: slower, but a budget in CPU time or steps stays fair.
      if free.count < count { free += all }
      let taken = Array(free.prefix(count))
      free.removeFirst(count)
      return taken
    }
  }

  /// Cores this process may run on, by index.
  static func usableCores() -> [Int] {
    var found = [Int32](repeating: 0, count: 1024)
    let count = Int(pawl_cores(&found, Int32(found.count)))
    let cores = found.prefix(count).map(Int.init)
    return cores.isEmpty ? [0] : cores
  }

  /// NVIDIA's devices, counted without starting anything.
  static func gpuCount() -> Int {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/driver/nvidia/gpus")) ?? []
    return names.count
  }
}
