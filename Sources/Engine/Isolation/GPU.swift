import Foundation

/// An NVIDIA device as its driver describes it.
struct GPU: Equatable, Sendable {
  /// Its place in the order of the bus, as `nvidia-smi` counts.
  var index: Int
  var uuid: String
  /// Its device file.
  var device: String?

  /// The devices of this machine, read without starting anything.
  static func all(driver: String = "/proc/driver/nvidia/gpus") -> [GPU] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: driver)) ?? []).sorted()
    return names.enumerated().compactMap { index, name in
      let path = "\(driver)/\(name)/information"
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
      var fields: [String: String] = [:]
      for line in text.split(separator: "\n") {
        let parts = line.split(separator: ":", maxSplits: 1).map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        if parts.count == 2 { fields[parts[0]] = parts[1] }
      }
      guard let uuid = fields["GPU UUID"], uuid.hasPrefix("GPU-"), !uuid.contains("?") else {
        return nil
      }
      return GPU(
        index: index, uuid: uuid,
        device: fields["Device Minor"].flatMap { Int($0) }.map { "/dev/nvidia\($0)" })
    }
  }
}
