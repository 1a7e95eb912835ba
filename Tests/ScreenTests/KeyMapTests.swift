import Screen
import Testing

@Suite("Keys of one's own")
struct KeyMapTests {
  @Test("the table has no conflicts")
  func standard() {
    let (map, conflicts) = KeyMap.replacing([:])
    #expect(conflicts.isEmpty)
    #expect(map == .standard)
  }

  @Test("a key that is given away is taken from its action, and that is told")
  func conflict() {
    let (map, conflicts) = KeyMap.replacing([.veto: [Key(.character("p"))]])
    #expect(map.action(for: Key(.character("p")), in: .overview)?.name == .veto)
    #expect(map.action(for: Key(.character("v")), in: .overview) == nil)
    #expect(conflicts == ["p is for veto already; pause does not get it"])
    #expect(map.keys(of: .pause).isEmpty)
  }

  @Test("an action can have several keys, or none")
  func several() {
    let (map, conflicts) = KeyMap.replacing([
      .quit: [], .help: [Key(.function(1)), Key(.character("?"))],
    ])
    #expect(conflicts.isEmpty)
    #expect(map.action(for: Key(.character("q")), in: .overview) == nil)
    #expect(map.action(for: Key(.function(1)), in: .curves)?.name == .help)
    var driver = Driver(Fixture.campaign(), 120, 36)
    driver.state.keys = map
    #expect(!driver.lastRow.contains("leave"))
    #expect(driver.lastRow.contains("F1 help"))
  }

  @Test("a key's name is read as it is written")
  func names() {
    for action in ActionTable.all {
      for key in action.keys { #expect(Key(text: key.text) == key, "\(key.text)") }
    }
    #expect(Key(text: "ctrl-alt-x") == Key(.character("x"), control: true, alt: true))
    #expect(Key(text: "PGDN") == Key(.pageDown))
    #expect(Key(text: "hjkl") == nil && Key(text: "") == nil && Key(text: "F13") == nil)
    #expect(Key(text: "-") == Key(.character("-")))
  }
}
