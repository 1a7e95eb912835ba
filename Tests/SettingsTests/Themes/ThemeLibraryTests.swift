import Settings
import Testing

struct ThemeLibraryTests {
  private let vocabulary = ThemeText.vocabulary

  @Test func `a person's themes come after the program's and may stand for them`() throws {
    let mine = ThemeText.scheme.replacing("Some scheme", with: "Mine")
    let files = [
      "zebra.yaml": ThemeText.scheme, "gruvbox-dark.yml": mine, "notes.txt": "", ".x.yaml": "",
    ]
    try TestFolder.use(files) { folder in
      let library = ThemeLibrary(vocabulary: vocabulary, folder: folder)
      let builtIn = ThemeLibrary(vocabulary: vocabulary, folder: nil).names
      #expect(library.names == builtIn + ["zebra"])
      let titles = try ["gruvbox-dark", "zebra"].map { try library.theme(named: $0).title }
      #expect(titles == ["Mine", "Some scheme"])
    }
  }

  @Test func `a theme that is not there is named with the one that was meant`() {
    let library = ThemeLibrary(vocabulary: vocabulary, folder: "/nonexistent")
    let error = #expect(throws: SettingsError.self) { try library.theme(named: "gruvbox-drak") }
    #expect(
      error?.description
        == "config.yaml: there is no theme 'gruvbox-drak'; did you mean 'gruvbox-dark'?")
  }

  @Test func `a mistake in a person's theme names its file`() throws {
    try TestFolder.use(["mine.yaml": "name: x\npallette: {}\n"]) { folder in
      let library = ThemeLibrary(vocabulary: vocabulary, folder: folder)
      let error = #expect(throws: SettingsError.self) { try library.theme(named: "mine") }
      #expect(
        error?.description
          == "\(folder)/mine.yaml:2: unknown key 'pallette'; did you mean 'palette'?")
    }
  }
}
