import Screen
import Settings
import Testing

@testable import Dashboard

struct PreferenceNamesTests {
  @Test(arguments: PreferenceVocabulary.screen.keys)
  func `every key that preferences may name is a key of the screen`(name: String) throws {
    #expect(Key(text: name) != nil)
    let text = "keys: {quit: [\(name), ctrl-\(name), alt-\(name)]}\n"
    let found = PreferenceReader.read(bytes: Array(text.utf8), vocabulary: .screen)
    #expect(found.problems == nil)
    let keys = try #require(found.preferences.keys["quit"]).compactMap { Key(text: $0) }
    #expect(keys.count == 3)
    #expect(keys[1].control && keys[2].alt)
  }

  @Test func `every action may have other keys`() {
    for action in ActionName.allCases {
      let text = "keys: {\(action.rawValue): [shift-up, X]}\n"
      let found = PreferenceReader.read(bytes: Array(text.utf8), vocabulary: .screen)
      #expect(found.problems == nil)
      #expect(found.preferences.keys[action.rawValue] == ["shift-up", "X"])
    }
  }
}
