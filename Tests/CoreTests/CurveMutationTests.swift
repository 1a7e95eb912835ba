import Foundation
import Testing

@testable import Core

/// The corpus as other programs and other machines would have written it.
struct `Real logs in other clothes` {
  enum Mutation: String, CaseIterable {
    case windows, stamped, logger, ranks, colours, numbered, oldMac

    func apply(_ lines: [Substring]) -> String {
      switch self {
      case .windows: lines.joined(separator: "\r\n") + "\r\n"
      case .oldMac: lines.joined(separator: "\r") + "\r"
      case .stamped:
        lines.map { "[2026-03-18 17:06:10,849] " + $0 }.joined(separator: "\n") + "\n"
      case .logger:
        lines.map { "2026-03-18T17:06:10.849Z INFO trainer.loop: " + $0 }
          .joined(separator: "\n") + "\n"
      case .ranks:
        lines.map { "[rank0]: \($0)\n[rank1]: \($0)\n" }.joined()
      case .colours:
        lines.map { "\u{1B}[32m\($0)\u{1B}[0m" }.joined(separator: "\n") + "\n"
      case .numbered:
        lines.enumerated().map { "\($0.offset + 1):\($0.element)" }.joined(separator: "\n") + "\n"
      }
    }
  }

  @Test(
    .enabled(if: Corpus.isHere, "the corpus of real logs is not on this machine"),
    arguments: Mutation.allCases)
  func `most curves are the same in other clothes`(mutation: Mutation) throws {
    var (right, all) = (0, 0)
    for truth in try Corpus.logs() {
      let data = try Data(contentsOf: Corpus.folder.appending(path: truth.file))
      guard [".log", ".out", ".txt"].contains(where: truth.file.hasSuffix),
        let wanted = truth.series, !wanted.isEmpty
      else { continue }
      let text = String(decoding: data, as: UTF8.self)
      let lines = text.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
      // Dressed up, a line of JSON is another thing.
      guard let first = lines.first, !first.hasPrefix("{") else { continue }
      #expect(lines.count > 2)
      var reader = LogReader()
      Array(mutation.apply(lines).utf8).withUnsafeBytes { reader.feed($0) }
      reader.finish()
      for wanted in wanted {
        all += 1
        let value = wanted.last.last?.value ?? .nan
        let isFound = reader.summaries.contains {
          $0.count == wanted.points && ($0.last.y - value).magnitude <= 1e-9 * value.magnitude
        }
        if isFound { right += 1 } else { print("\(mutation) missed: \(truth.file) \(wanted.name)") }
      }
    }
    print("\(mutation): \(right) of \(all)")
    #expect(Double(right) >= 0.85 * Double(all))
  }
}
