import Core
import Settings
import Testing

@testable import Settings

struct ThemeMutationTests {
  @Test(arguments: BuiltInThemes.files.map(\.name))
  func `a theme changed at random is read or refused with its line, never fatal`(
    name: String
  ) throws {
    let file = try #require(BuiltInThemes.files.first { $0.name == name })
    var random = SplitMix(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    var read = 0
    let count = Mutation.count(10_000) / BuiltInThemes.files.count
    for _ in 0..<count {
      let bytes = Mutation.of(file.bytes, &random)
      do throws(SettingsError) {
        let theme = try ThemeReader.read(
          bytes: bytes, file: "t.yaml", name: name, vocabulary: Self.vocabulary)
        #expect(theme.palette.isEmpty || theme.palette.prefix(16).allSatisfy { $0 != nil })
        read += 1
      } catch {
        for one in error.errors {
          let sentence = one.description
          #expect(sentence.hasPrefix("t.yaml"))
          #expect(sentence.split(whereSeparator: \.isNewline).count == 1, "\(sentence)")
          // What is missing has no line; whatever is there has one.
          let isAbsent = ["has no", "is missing", "is empty"].contains { sentence.contains($0) }
          #expect(one.line != nil || isAbsent, "\(sentence)")
          if let line = one.line { #expect((1...bytes.count + 1).contains(line)) }
        }
      }
    }
    #expect((1..<count).contains(read), "some of the damage is harmless, and some is not")
  }

  /// The roles and grounds that the files name.
  private static let vocabulary: ThemeVocabulary = {
    var names: Set<String> = []
    for file in BuiltInThemes.files {
      for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n") {
        let parts = line.split(separator: ":")
        guard line.hasPrefix("  "), parts.count > 1 else { continue }
        names.insert(String(parts[0].drop { $0 == " " }))
      }
    }
    let roles = names.subtracting(["background", "selection-background"])
      .filter { !$0.hasPrefix("base") && !$0.hasPrefix("ground-") }
    let grounds = names.filter { $0.hasPrefix("ground-") }.map { String($0.dropFirst(7)) }
    return ThemeVocabulary(roles: roles.sorted(), grounds: grounds.sorted())
  }()
}
