import Testing

@testable import Settings

struct PreferenceWritingTests {
  private func changed(_ text: String, _ theme: String = "new") throws(SettingsError) -> String {
    try PreferenceWriter.setting("theme", to: theme, in: text, file: "config.yaml")
  }

  @Test(arguments: [
    ("", "theme: new\n"),
    ("mouse: on\n", "mouse: on\ntheme: new\n"),
    ("mouse: on", "mouse: on\ntheme: new\n"),
    ("# mine\ntheme: old   # dark\n\nmouse: on\n", "# mine\ntheme: new   # dark\n\nmouse: on\n"),
    ("theme: \"o # ld\" # x\n", "theme: new # x\n"),
    ("theme:\nmouse: on\n", "theme: new\nmouse: on\n"),
    ("'theme': old\n", "theme: new\n"),
    ("# theme: old\n", "# theme: old\ntheme: new\n"),
    ("keys:\n  theme: T\n", "keys:\n  theme: T\ntheme: new\n"),
    ("theme: old\r\nmouse: on\r\n", "theme: new\r\nmouse: on\r\n"),
  ])
  func `one line changes and the others stay`(before: String, after: String) throws {
    #expect(try changed(before) == after)
  }

  @Test func `a name that YAML would take for something else is quoted`() throws {
    #expect(try changed("theme: old\n", "on") == "theme: \"on\"\n")
  }

  @Test(arguments: ["{theme: old, mouse: on}\n", "theme:\n  old\n", "---\nmouse: on\n...\n"])
  func `what cannot be changed safely is refused`(text: String) {
    let error = #expect(throws: SettingsError.self) { try changed(text) }
    #expect(error?.description.contains("theme") == true)
  }

  @Test func `a file with a mistake in its grammar is not written over`() {
    #expect(throws: SettingsError.self) { try changed("keys: [\ntheme: old\n") }
  }

  @Test func `the folder and the file are made, then kept`() throws {
    try TestFolder.use { root in
      let folder = ConfigurationFolder(path: root + "/a/b/pawl")
      try PreferenceWriter.setTheme("one", in: folder)
      #expect(try TestFolder.text(folder.file) == "theme: one\n")
      try TestFolder.write("# hands off\ntheme: one\nmouse: on\n", to: folder.file)
      try PreferenceWriter.setTheme("two", in: folder)
      #expect(try TestFolder.text(folder.file) == "# hands off\ntheme: two\nmouse: on\n")
      #expect(try TestFolder.names(folder.path) == ["config.yaml"], "nothing is left beside it")
    }
  }

  @Test func `a file that is a link stays one`() throws {
    try TestFolder.use(["dotfiles/pawl.yaml": "mouse: on\n", "pawl/x": ""]) { root in
      let folder = ConfigurationFolder(path: root + "/pawl")
      try TestFolder.link(folder.file, to: root + "/dotfiles/pawl.yaml")
      try PreferenceWriter.setTheme("two", in: folder)
      #expect(try TestFolder.text(root + "/dotfiles/pawl.yaml") == "mouse: on\ntheme: two\n")
      #expect(try TestFolder.isLink(folder.file))
    }
  }

  @Test func `a folder that cannot be made is said`() throws {
    try TestFolder.use(["file": ""]) { root in
      let folder = ConfigurationFolder(path: root + "/file/pawl")
      let error = #expect(throws: SettingsError.self) {
        try PreferenceWriter.setTheme("two", in: folder)
      }
      #expect(error?.problem == "the theme could not be saved")
    }
  }
}
