import Core
import Foundation
import Settings

/// What must stay the same for two scores to be compared, as one line of text.
///
/// A change of any part begins a new era: metric, evaluator, frozen files, data paths, budget, and
/// the kind of slot.
enum Comparability {
  /// - Parameter inputs: stands for the data as it is now; empty for none.
  static func digest(
    _ settings: ProjectSettings, frozen: [String], slots: [Slot], inputs: String = ""
  ) -> String {
    let kinds = Set(slots.map { "\($0.gpus.count)g\($0.cores.count)c" }).sorted()
    let parts = [
      settings.metric.name, settings.metric.goal.rawValue, settings.metric.evaluate ?? "",
      settings.metric.predict ?? "", "\(settings.run.budget)", settings.run.command,
      settings.files.data.joined(separator: ":"), settings.files.hidden.joined(separator: ":"),
      frozen.joined(separator: " "), kinds.joined(separator: ","),
    ]
    // Without an evaluator a series by this name is the metric.
    let patterns =
      settings.metric.evaluate == nil
      ? settings.log.filter { $0.name == settings.metric.name }.map(\.pattern) : []
    return hash((parts + patterns + (inputs.isEmpty ? [] : [inputs])).joined(separator: "\n"))
  }

  /// FNV-1a is enough: this is compared with itself, nobody gains by a collision.
  static func hash(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
