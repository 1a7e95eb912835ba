import Core
import Screen
import Testing

@Suite("Filters and orders")
struct QueryTests {
  private let snapshot = Fixture.campaign()

  private func found(_ text: String, marks: [Int] = []) -> [Int] {
    snapshot.numbers(in: ListState(query: Query(text)), marks: marks)
  }

  @Test("words are looked for in number, title, reason, files, lane and agent, in any case")
  func words() {
    #expect(found("rope") == [143, 134])
    #expect(found("ROPE 5k") == found("rope 5k"))
    #expect(found("rope 10k") == [143])
    #expect(found("#131") == [131])
    #expect(found("codex").allSatisfy { snapshot.record.experiment($0)?.agent == "codex" })
    #expect(found("train.py").count == 146)
    #expect(found("no such thing").isEmpty)
  }

  @Test("a verdict can be typed as it is called")
  func verdicts() {
    #expect(found("kept") == found("state:kept"))
    #expect(found("crashed") == found("state:crashed"))
    #expect(found("disc") == found("state:discarded"))
    #expect(found("-kept n>=131").contains(130) == false && !found("-kept n>=131").contains(131))
    #expect(found("rev").isEmpty, "a few letters are looked for in words only")
  }

  @Test("conditions hold together, alternatives on their own, a minus turns them round")
  func conditions() {
    #expect(found("state:kept") == Fixture.kept.reversed())
    #expect(found("state:kept,confirming").first == 139)
    #expect(found("state:kept lane:a2").allSatisfy { Fixture.kept.contains($0) })
    #expect(Set(found("state:kept | state:crashed")) == Set(found("state:kept,crashed")))
    #expect(found("-state:discarded,kept,crashed,vetoed") == [146, 145, 144, 143, 142, 139])
    #expect(found("gain>1").allSatisfy { (snapshot.record.experiment($0)?.delta ?? 0) > 1 })
    #expect(found("gain>=2.8 n>=131") == [131])
    #expect(found("metric<0.98") == [139])
    #expect(found("marked", marks: [3, 9]) == [9, 3])
    #expect(found("file:train.py n<3") == [2, 1])
    #expect(found("lane:a").isEmpty, "a lane is named whole")
  }

  @Test("what cannot be is told, what is half typed hides nothing")
  func problems() {
    #expect(Query("stat:kept").problem?.contains("state:") == true)
    #expect(Query("size>3").problem?.contains("gain") == true)
    #expect(Query("gain>x").problem == "x is no number")
    #expect(Query("state:").problem == nil)
    #expect(found("state:").count == 146)
    #expect(found("gain>").count == 146)
    #expect(found(" | ").count == 146)
  }

  @Test("an order puts the best first and what has no value last, and can be turned round")
  func orders() {
    var list = ListState(sort: .gain)
    let gains = snapshot.numbers(in: list, marks: []).map { snapshot.record.experiment($0)?.delta }
    let known = gains.compactMap { $0 }
    #expect(known == known.sorted(by: >))
    #expect(gains.prefix(known.count).allSatisfy { $0 != nil })
    list.sort = .metric
    let best = snapshot.numbers(in: list, marks: []).first
    #expect(best == 139)
    list.isReversed = true
    #expect(snapshot.numbers(in: list, marks: []).last == 139)
    for key in SortKey.allCases {
      #expect(Set(snapshot.numbers(in: ListState(sort: key), marks: [])) == Set(1...146))
    }
    #expect(Snapshot(record: CampaignRecord(), now: 0).numbers(in: list, marks: []).isEmpty)
  }

  @Test("any text is a filter", arguments: Fuzz.seeds(60))
  func anything(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let letters = Array("abc:><=-|, #0129.stategain\u{301}日")
    let text = String(
      (0..<Int.random(in: 0...40, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      })
    let numbers = found(text)
    #expect(Set(numbers).count == numbers.count)
    #expect(numbers.allSatisfy { (1...146).contains($0) })
  }
}
