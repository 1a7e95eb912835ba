import Testing

@testable import Engine

@Suite struct CommandWordsTests {
  @Test(arguments: [
    ("goose acp", ["goose", "acp"]), ("  a   b ", ["a", "b"]),
    ("'my agent' --x=\"1 2\"", ["my agent", "--x=1 2"]),
    ("a\\ b c", ["a b", "c"]), ("''", [""]), ("", []), ("'open", ["open"]),
    ("-c 'k={a=\"b\"}'", ["-c", "k={a=\"b\"}"]),
  ])
  func `a command is taken apart as a shell would`(_ command: String, _ words: [String]) {
    #expect(CommandWords.split(command) == words)
  }
}
