import Foundation
import Testing

@testable import Core

/// A history of the corpus, and what a correct reader finds in it.
private struct PastTruth: Decodable {
  struct Segment: Decodable {
    var metric: String?
    var direction: String?
    var runs: Int
    var kept: Int
    var best_kept: Double?
  }

  var file: String
  var kind: String
  var is_history: Bool?
  var ambiguous: String?
  var rows: Int?
  var runs: Int?
  var foreign_rows: Int?
  var stray_lines: Int?
  var kept: Int?
  var baseline: Int?
  var discarded: Int?
  var crashed: Int?
  var other: Int?
  var checks_failed: Int?
  var hooks: Int?
  var metric: String?
  var direction: String?
  var best_kept: Double?
  var segment_detail: [Segment]?

  static func all() throws -> [PastTruth] {
    let text = try String(
      contentsOf: Corpus.folder.appending(path: "truth.jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").compactMap {
      struct Kind: Decodable { var kind: String }
      let data = Data($0.utf8)
      guard try JSONDecoder().decode(Kind.self, from: data).kind != "log" else { return nil }
      return try JSONDecoder().decode(PastTruth.self, from: data)
    }
  }

  /// What a history says otherwise.
  func differences(_ history: History?) -> [String] {
    guard is_history ?? true else { return history == nil ? [] : ["is no history"] }
    guard let history else { return ["not seen"] }
    var out: [String] = []
    func check<T: Equatable>(_ name: String, _ wanted: T?, _ found: T?) {
      if let wanted, wanted != found {
        out.append("\(name) \(found.map { "\($0)" } ?? "nil"), not \(wanted)")
      }
    }
    check("rows", rows ?? runs, history.rows)
    check("foreign", foreign_rows, history.foreignRows)
    check("stray", stray_lines, history.strayLines)
    check("kept", kept, history.count(.kept))
    check("baseline", baseline, history.count(.baseline))
    check("discarded", discarded, history.count(.discarded))
    check("crashed", crashed, history.count(.crashed))
    check("other", other, history.count(.other))
    check("checks failed", checks_failed, history.count(.checksFailed))
    check("hooks", hooks, history.hooks)
    if let segment_detail {
      check("segments", segment_detail.count, history.segments.count)
      for (wanted, found) in zip(segment_detail, history.segments) {
        check("metric", wanted.metric, found.metric)
        check("goal", wanted.direction, found.goal == .maximize ? "higher" : "lower")
        check("runs", wanted.runs, found.rows.count)
        check("kept", wanted.kept, found.count(.kept))
        check("best", wanted.best_kept, found.best?.value)
      }
    } else {
      check("metric", metric, history.current?.metric)
      let goal = history.current?.goal.map { $0 == .maximize ? "higher" : "lower" }
      check("goal", direction == "unknown" ? nil : direction, goal)
      check("best", best_kept, history.current?.best?.value)
    }
    return out
  }
}

struct `Real histories` {
  @Test(.enabled(if: Corpus.isHere, "the corpus of real histories is not on this machine"))
  func `nine tenths of the histories are read right in every field`() throws {
    var (right, all) = (0, 0)
    for truth in try PastTruth.all() {
      let data = try Data(contentsOf: Corpus.folder.appending(path: truth.file))
      let differences = truth.differences(History(Array(data)))
      let mark = truth.ambiguous == nil ? "" : " (ambiguous)"
      for difference in differences { print("\(truth.file)\(mark): \(difference)") }
      guard truth.ambiguous == nil else { continue }
      all += 1
      if differences.isEmpty { right += 1 }
    }
    print("histories \(right) of \(all)")
    #expect(Double(right) >= 0.9 * Double(all))
  }

  @Test(.enabled(if: Corpus.isHere, "the corpus of real histories is not on this machine"))
  func `no log is taken for a history`() throws {
    for truth in try Corpus.logs() {
      let data = try Data(contentsOf: Corpus.folder.appending(path: truth.file))
      #expect(History(Array(data)) == nil, "\(truth.file)")
    }
  }
}
