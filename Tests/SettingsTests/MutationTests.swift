import Core
import Settings
import Testing

@Suite struct MutationTests {
  @Test(arguments: 1...8)
  func `a file changed at random is read or refused with one sentence, never fatal`(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let original = Array(SettingsText.full.utf8)
    for _ in 0..<Mutation.count(250) {
      let bytes = Mutation.of(original, &random)
      do throws(SettingsError) {
        _ = try SettingsReader.read(bytes: bytes, name: "p")
      } catch {
        #expect(error.description.hasPrefix("pawl.yaml"))
        for sentence in error.errors.map(\.description) {
          #expect(sentence.split(whereSeparator: \.isNewline).count == 1, "\(sentence)")
        }
        if let line = error.line { #expect((1...bytes.count + 1).contains(line)) }
      }
    }
  }
}
