import Core
import Screen

extension Fixture {
  /// Words that break columns, terminals and sentences where they are not handled with care.
  static let hostileWords = [
    "学習率を上げる、温度を下げる、層を増やす、そして長い名前は行に収まらない",
    "e\u{301}t\u{302}a\u{308} ガ\u{3099} \u{301}\u{302}\u{303}",
    "👩‍👩‍👧 🇩🇪 👍🏽 ❤\u{FE0F} 1\u{FE0F}\u{20E3}", "\u{1B}[2J\u{1B}]0;gone\u{7}\u{9B}31m\u{90}",
    "\u{202E}abc\u{2066}\u{200F}\u{FEFF}", "a\nb\r\nc\td\u{8}\u{7F}\u{0}", "",
    String(repeating: "w", count: 400), String(repeating: "漢", count: 300),
    "#99999999999999999999 | -v: /x", "%s %@ \\(x) \u{2028}\u{85}",
  ]

  /// The campaign with such words wherever a person, an agent or a program may put one.
  static func hostile() -> Snapshot { madeHostile }

  private static let madeHostile: Snapshot = {
    func word(_ index: Int) -> String { hostileWords[index % hostileWords.count] }
    var snapshot = told()
    var record = proven().record
    record.rules = snapshot.record.rules
    for index in record.experiments.indices {
      record.experiments[index].title = word(index)
      record.experiments[index].reason = word(index + 1)
      record.experiments[index].why = word(index + 2)
      record.experiments[index].agent = word(index + 3)
      record.experiments[index].files = [FileChange(path: word(index + 4), added: 1, removed: 99)]
      record.experiments[index].flags = [word(index + 5)]
      record.experiments[index].cause = .person(word(index + 6))
    }
    for index in record.lanes.indices {
      let name = index == 1 ? record.lanes[index].id : word(index) + "\(index)"
      for open in record.experiments.indices
      where record.experiments[open].lane == record.lanes[index].id {
        record.experiments[open].lane = name
      }
      record.lanes[index].id = name
      record.lanes[index].agent = word(index + 1)
      record.lanes[index].note = word(index + 2)
      record.lanes[index].messages = [word(index + 3), word(index + 4)]
      record.lanes[index].trouble = index == 3 ? word(index) : nil
    }
    for index in record.slots.indices {
      let name = word(index) + "\(index)"
      for id in record.runs.keys where record.runs[id]?.slot == record.slots[index].id {
        record.runs[id]?.slot = name
      }
      record.slots[index].id = name
    }
    for index in record.rules.indices {
      record.rules[index].text = word(index + 7)
      record.rules[index].by = word(index)
    }
    record.summary?.project = word(0)
    record.summary?.metric = word(1) + word(3) + "loss"
    snapshot.record = record
    snapshot.events = snapshot.events.enumerated().map { index, event in
      var event = event
      event.text = word(index)
      event.cause = word(index + 1)
      return event
    }
    snapshot.notice = Notice(word(3) + word(0), isRefusal: true, at: now)
    snapshot.agents = [word(0), word(3), word(8)]
    snapshot.themes = [word(2), "terminal", word(8)]
    snapshot.instructions = word(8)
    snapshot.patch = Patch(parsing: hostilePatch)
    return snapshot
  }()

  private static let hostilePatch =
    "diff --git a/学 習.py b/学 習.py\n--- a/学 習.py\n+++ b/学 習.py\n"
    + "@@ -1,\(hostileWords.count) +1,\(hostileWords.count) @@ 漢字\u{1B}[2J\n"
    + hostileWords.enumerated().map { index, word in
      let line = word.filter { !$0.isNewline }
      return "-\(line)\n+\(line) \(index)\n"
    }.joined()

  /// What programs print, with such words in it, cleaned as a text is before it is shown.
  static func hostileText() -> TextPage {
    var page = TextPage(
      lines: hostileWords.enumerated().map { index, word in
        TextLine(start: index * 10, end: index * 10 + 10, text: word)
      })
    page.size = hostileWords.count * 10
    page.isLive = true
    return page
  }
}
