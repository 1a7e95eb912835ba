import Settings
import Testing

@Suite struct FileMistakeTests {
  private func mistake(_ bytes: [UInt8]) -> String? {
    do throws(SettingsError) {
      _ = try SettingsReader.read(bytes: bytes, name: "p")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `all mistakes are found at once, in the order of their lines`() {
    let text = """
      metric: {name: x, goal: sideways}
      run:
        command: y
        budget: -1
      files: {editable: [a], frozen: a}
      review: maybe
      """
    #expect(
      SettingsText.mistakes(text).map { $0.split(separator: " ")[0] } == [
        "pawl.yaml:1:", "pawl.yaml:4:", "pawl.yaml:5:", "pawl.yaml:6:",
      ])
  }

  @Test func `an error carries its line, its column and its key`() throws {
    let error = try #require(throws: SettingsError.self) {
      try SettingsReader.read(text: "metric: {name: x, gaol: y}\n", name: "p")
    }
    #expect(error.line == 1)
    #expect(error.column == 19)
    #expect(error.keyPath == "metric.gaol")
    #expect(error.problem == "unknown key 'gaol' in 'metric'")
    #expect(error.hint == "did you mean 'goal'?")
    #expect(error.errors.count == 3)
  }

  @Test func `a file that is not UTF-8 is refused with the line`() {
    let bytes = Array("metric:\n  name: x\n".utf8) + [0x23, 0xE9, 0x0A]
    #expect(
      mistake(bytes) == "pawl.yaml:3: this is not UTF-8 text; save the file as UTF-8")
    #expect(mistake([0xFF, 0xFE, 0x6D, 0x00]) != nil)
  }

  @Test func `a byte order mark and Windows line ends are read`() {
    let text = SettingsText.full.split(separator: "\n").joined(separator: "\r\n")
    #expect(mistake(Array("\u{FEFF}\(text)".utf8)) == nil)
    let wrong = "metric:\r\n  name: x\r\nrun:\r\n  comand: y\r\n"
    #expect(mistake(Array(wrong.utf8))?.hasPrefix("pawl.yaml:4: unknown key 'comand'") == true)
  }

  @Test func `a huge file and a deep one are refused`() {
    let huge = [UInt8](repeating: 0x23, count: 2_000_000)
    #expect(mistake(huge)?.contains("too large") == true)
    let deep = String(repeating: "[", count: 990) + String(repeating: "]", count: 990)
    #expect(mistake(Array("metric: \(deep)".utf8))?.contains("'metric' must be a mapping") == true)
  }

  @Test func `a folder without settings is told how to get them`() throws {
    try TestFolder.use { folder in
      let error = try #require(throws: SettingsError.self) {
        try SettingsReader.read(folder: folder)
      }
      #expect(error.description.hasSuffix("; write one with 'pawl init'"))
    }
    try TestFolder.use(["pawl.yaml/x": ""]) { folder in
      let error = try #require(throws: SettingsError.self) {
        try SettingsReader.read(folder: folder)
      }
      #expect(error.problem.contains("cannot be read"))
    }
  }
}
