import Foundation

/// What this machine has to run on.
package enum Machine {
  /// One line for `pawl doctor`.
  package static func words() -> String {
    let cores = SlotFinder.usableCores().count
    let gpus = SlotFinder.gpuCount()
    let slots = gpus > 0 ? "\(gpus), one a GPU" : "\(max(1, cores / 2)), two cores each"
    return
      "\(cores) cores, \(gpus == 0 ? "no" : "\(gpus)") GPU\(gpus == 1 ? "" : "s"); `slots: auto` gives \(slots)"
  }
}
