import Foundation

/// Reads pawl's history file: one JSON object per past experiment and line, newest last.
enum SweepHistory {
  private struct Entry: Decodable {
    var title: String?
    var state: String?
    var delta: Double?
    var change: SweepChange?
  }

  /// The experiments that changed one constant; others, and lines that cannot be read, are skipped.
  ///
  /// - Parameter files: used to find the constant an entry without `change` speaks of in its title.
  static func read(_ text: String, files: [(path: String, text: String)]) -> [SweepTrial] {
    let constants = files.flatMap { ConstantFinder.constants(in: $0.text, file: $0.path) }
    let decoder = JSONDecoder()
    return text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let entry = try? decoder.decode(Entry.self, from: Data(line.utf8)),
        let change = entry.change ?? change(in: entry.title ?? "", among: constants)
      else { return nil }
      return SweepTrial(
        file: change.file, name: change.name, from: change.from, to: change.to, gain: entry.delta,
        state: entry.state ?? "discarded")
    }
  }

  /// `learning rate 0.05 -> 0.1`, if exactly one constant is called that.
  static func change(in title: String, among constants: [SweepConstant]) -> SweepChange? {
    guard let arrow = title.range(of: " -> ") else { return nil }
    let left = title[..<arrow.lowerBound]
    let right = title[arrow.upperBound...].prefix { !$0.isWhitespace }
    guard let space = left.lastIndex(of: " "),
      let from = NumberLiteral(left[left.index(after: space)...]), let to = NumberLiteral(right)
    else { return nil }
    let named = constants.filter { $0.spoken == left[..<space] || $0.name == left[..<space] }
    guard let constant = named.first, named.count == 1 else { return nil }
    return SweepChange(
      file: constant.file, name: constant.name, from: from.value, to: to.value)
  }
}

/// The machine line of a proposal, which pawl stores and gives back in the history.
struct SweepChange: Codable, Equatable {
  var file: String
  var name: String
  var from: Double
  var to: Double
}
