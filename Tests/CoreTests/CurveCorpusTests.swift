import Foundation
import Testing

@testable import Core

/// Logs from public repositories, which are not part of this one: each with what is in it.
enum Corpus {
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["PAWL_CORPUS"] { return URL(filePath: path) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.appending(path: "../shared/corpus").standardizedFileURL
  }()

  static let isHere = FileManager.default.fileExists(
    atPath: folder.appending(path: "truth.jsonl").path)

  struct Truth: Decodable {
    struct Number: Decodable {
      var value: Double?

      init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        value = try? box.decode(Double.self)
        if value == nil, let text = try? box.decode(String.self) { value = Double(text) }
      }
    }

    struct Curve: Decodable {
      var name: String
      var points: Int
      var nonfinite: Int?
      var last: [Number]

      enum CodingKeys: String, CodingKey { case name, points, nonfinite, last }

      init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        points = try fields.decode(Int.self, forKey: .points)
        nonfinite = try fields.decodeIfPresent(Int.self, forKey: .nonfinite)
        last = (try? fields.decode([Number].self, forKey: .last)) ?? []
      }
    }

    var kind: String
    var file: String
    var end: String?
    var series: [Curve]?
  }

  static func logs() throws -> [Truth] {
    let text = try String(contentsOf: folder.appending(path: "truth.jsonl"), encoding: .utf8)
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Truth.self, from: Data($0.utf8))
    }.filter { $0.kind == "log" }
  }
}

struct `Real logs` {
  @Test(.enabled(if: Corpus.isHere, "the corpus of real logs is not on this machine"))
  func `nine tenths of the series and ends are read right`() throws {
    var (right, all, ends, allEnds) = (0, 0, 0, 0)
    for truth in try Corpus.logs() {
      let data = try Data(contentsOf: Corpus.folder.appending(path: truth.file))
      var reader = LogReader()
      data.withUnsafeBytes { reader.feed($0) }
      reader.finish()
      for wanted in truth.series ?? [] {
        all += 1
        let value = wanted.last.last?.value ?? .nan
        let isFound = reader.summaries.contains {
          $0.count == wanted.points && $0.nonfinite == wanted.nonfinite ?? 0
            && ($0.last.y - value).magnitude <= 1e-9 * value.magnitude
        }
        if isFound { right += 1 } else { print("missed: \(truth.file) \(wanted.name)") }
      }
      if (truth.series ?? []).isEmpty {
        #expect(reader.summaries.allSatisfy { $0.role == .other }, "\(truth.file)")
      }
      guard let end = truth.end, end != "unknown" else { continue }
      allEnds += 1
      let found = reader.isLog ? reader.end.rawValue : "none"
      if found == end { ends += 1 } else { print("end: \(truth.file) \(end), read as \(found)") }
    }
    print("series \(right) of \(all), ends \(ends) of \(allEnds)")
    #expect(Double(right) >= 0.9 * Double(all))
    #expect(Double(ends) >= 0.9 * Double(allEnds))
  }
}
