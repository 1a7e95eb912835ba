import Foundation

/// The device files of graphics processors.
enum GPUDevices {
  /// What every NVIDIA device needs beside its own file.
  private static let shared = [
    "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia-modeset",
    "/dev/nvidia-caps",
  ]
  private static let others = ["/dev/dri", "/dev/kfd"]

  /// The devices of a slot; all of them where it names none or they cannot be told apart.
  static func paths(for gpus: [Int], table: [GPU] = GPU.all()) -> [String] {
    let files = FileManager.default
    let own = gpus.compactMap { index in table.first { $0.index == index }?.device }
    let nvidia: [String]
    if !gpus.isEmpty, own.count == gpus.count {
      nvidia = own
    } else {
      nvidia = ((try? files.contentsOfDirectory(atPath: "/dev")) ?? []).filter {
        $0.hasPrefix("nvidia") && Int($0.dropFirst(6)) != nil
      }.sorted().map { "/dev/" + $0 }
    }
    return (nvidia + shared + others).filter(files.fileExists)
  }
}
