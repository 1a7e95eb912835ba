import Testing

@testable import Dashboard

struct FindingTableTests {
  @Test func `all groups share one column of words`() {
    let groups = [
      [Finding("terminal", "xterm"), Finding("", "goes on")], [],
      [Finding("git", "/usr/bin/git"), Finding("settings", "pawl.yaml: two\nmistakes")],
    ]
    #expect(
      FindingTable.lines(groups) == [
        "terminal  xterm",
        "          goes on",
        "",
        "git       /usr/bin/git",
        "settings  pawl.yaml: two",
        "          mistakes",
      ])
  }

  @Test func `what was not found takes no room`() {
    #expect(FindingTable.lines([]).isEmpty)
    #expect(FindingTable.lines([[], []]).isEmpty)
  }
}
