import Core
import Foundation
import Settings

/// What a run's processes find in their environment.
enum RunEnvironment {
  /// Words in the names of variables that hold what no run may see.
  private static let secret = [
    "KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "AUTH", "COOKIE",
  ]

  /// The engine's own environment without secrets, git's and pawl's variables.
  static func base() -> [String: String] {
    ProcessInfo.processInfo.environment.filter { name, _ in
      let upper = name.uppercased()
      return !upper.hasPrefix("PAWL_") && !upper.hasPrefix("GIT_")
        && !secret.contains { upper.contains($0) }
    }
  }

  /// The environment of a training command.
  static func training(
    run: Run, budget: Budget, folder: String, temporary: String, slot: Slot?
  ) -> [String: String] {
    var environment = base()
    environment["PAWL_SEED"] = "\(run.seed)"
    environment["PAWL_RUN_DIR"] = folder
    environment["TMPDIR"] = temporary
    environment["PYTHONUNBUFFERED"] = "1"
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    switch budget {
    case .wall(let seconds), .cpu(let seconds, _):
      environment["PAWL_BUDGET_SECONDS"] = plain(seconds)
    case .steps(let count, _): environment["PAWL_BUDGET_STEPS"] = "\(count)"
    }
    environment.merge(devices(of: slot)) { $1 }
    return environment
  }

  /// Tells CUDA the slot's devices: by identity where all are known, which is the same whatever else
  /// it sees, else by number.
  static func devices(of slot: Slot?, table: [GPU] = GPU.all()) -> [String: String] {
    let gpus = slot?.gpus ?? []
    if gpus.isEmpty { return [:] }
    let known = gpus.compactMap { index in table.first { $0.index == index }?.uuid }
    let names = known.count == gpus.count ? known : gpus.map(String.init)
    return ["CUDA_VISIBLE_DEVICES": names.joined(separator: ",")]
  }

  private static func plain(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
