import Core
import Foundation
import Testing

@testable import Dashboard
@testable import Screen

@Suite struct `Searching a text` {
  private func find(
    _ term: String, in text: TextMemory, forward: Bool = true, from origin: Int = 0,
    step: Int = 8 << 20
  ) throws -> (outcome: TextFinding, steps: Int) {
    let pattern = try #require(TextPattern(term))
    var searcher = TextSearcher(
      TextSearch(pattern: pattern, isForward: forward, origin: origin, ticket: 7), in: text,
      size: text.look().size)
    for steps in 1..<10_000 {
      let finding = searcher.step(budget: step)
      if case .searching = finding.outcome { continue }
      return (finding, steps)
    }
    return (searcher.step(budget: step), .max)
  }

  @Test func `the next and the last line that have it are found, and around the ends`() throws {
    let text = TextMemory(numbered(0..<50_000))
    #expect(try find("12345", in: text).outcome.outcome == .found(246_900..<246_920))
    #expect(
      try find("12345", in: text, forward: false, from: .max).outcome.outcome
        == .found(246_900..<246_920))
    let around = try find("12345", in: text, from: 246_920).outcome
    #expect(around.outcome == .found(246_900..<246_920))
    #expect(around.isAround)
    #expect(
      try find("loss", in: text, forward: false, from: 40).outcome.outcome == .found(20..<40))
    #expect(try find("loss", in: text, from: 40).outcome.outcome == .found(40..<60))
    #expect(try find("50000", in: text).outcome.outcome == .nothing)
    #expect(try find("x", in: TextMemory("")).outcome.outcome == .nothing)
  }

  @Test func `it takes as many steps as it needs, says how far it is, and reads no more`() throws {
    let text = TextMemory(numbered(0..<200_000))
    let search = TextSearch(
      pattern: try #require(TextPattern("nowhere")), isForward: true, origin: 0, ticket: 1)
    var searcher = TextSearcher(search, in: text, size: text.look().size)
    var shares: [Double] = []
    while case .searching(let share) = searcher.step(budget: 1 << 20).outcome {
      shares.append(share)
      #expect(text.bytesRead <= shares.count * (1 << 20) + (1 << 19))
    }
    #expect(shares.count >= 3)
    #expect(shares == shares.sorted())
    #expect((shares.last ?? 0) > 0.7)
    #expect(text.bytesRead < 4_000_000 + 1000)
  }

  @Test func `capitals count only when asked for, letters with marks and others too`() throws {
    let text = TextMemory("Loss\nloss\nLOSS\nüber\nÜBER\n")
    #expect(try find("loss", in: text).outcome.outcome == .found(0..<5))
    #expect(try find("LOSS", in: text).outcome.outcome == .found(10..<15))
    #expect(try find("ber", in: text, from: 15).outcome.outcome == .found(15..<21))
    #expect(try find("ÜBER", in: text).outcome.outcome == .found(21..<27))
    #expect(try find("über", in: text, from: 16).outcome.outcome == .found(21..<27))
    let others = TextMemory("ΣΊΣΥΦΟΣ\nПотери\n")
    #expect(try find("потери", in: others).outcome.outcome == .found(15..<28))
    #expect(try find("σίσ", in: others, from: 15).outcome.outcome == .found(0..<15))
  }

  @Test func `only what is shown is found`() throws {
    let text = TextMemory("\u{1B}[31mred\n10%\r20%\r30%\nthe 31m and 10%\n")
    #expect(try find("31m", in: text).outcome.outcome == .found(21..<37))
    #expect(try find("10%", in: text).outcome.outcome == .found(21..<37))
    #expect(try find("30%", in: text).outcome.outcome == .found(9..<21))
    #expect(try find("10%", in: text, forward: false, from: 21).outcome.outcome == .found(21..<37))
    #expect(try find("[31", in: text).outcome.outcome == .nothing)
  }

  @Test(arguments: [true, false])
  func `every line is found, one after the other, whatever the pieces it is read in`(
    _ forward: Bool
  ) throws {
    var chance = SplitMix(seed: 3)
    var lines: [String] = []
    for index in 0..<300 {
      let isHit = chance.next(3) == 0
      let length = chance.next(index % 50 == 0 ? 10_000 : 60)
      lines.append(String(repeating: "a", count: length) + (isHit ? "needle" : "nee dle") + "b")
    }
    let text = TextMemory(lines.joined(separator: "\n") + "\n")
    let expected = lines.filter { $0.contains("needle") }.count
    var origin = forward ? 0 : Int.max
    var found: [Range<Int>] = []
    while true {
      let finding = try find("needle", in: text, forward: forward, from: origin, step: 3000).outcome
      guard case .found(let line) = finding.outcome, !finding.isAround else { break }
      found.append(line)
      origin = forward ? line.upperBound : line.lowerBound
    }
    #expect(found.count == expected)
    #expect(Set(found).count == expected)
  }
}
