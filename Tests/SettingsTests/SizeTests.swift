import Settings
import Testing

struct `Sizes` {
  @Test(arguments: [
    ("16GB", 16_000_000_000), ("1.5 TB", 1_500_000_000_000), ("64GiB", 64 << 30),
    ("500mb", 500_000_000), ("2048", 2048), ("0", 0), ("7B", 7),
  ])
  func `are read as people write them`(text: String, bytes: Int) {
    #expect(SizeText.bytes(text) == bytes)
  }

  @Test(arguments: ["", "GB", "-1GB", "1e40", "ten", "nan", "1GB2", "inf"])
  func `are nothing else`(text: String) {
    #expect(SizeText.bytes(text) == nil)
  }

  @Test(arguments: ["16GB", "64GiB", "500MB", "7B", "1500MB"])
  func `are written as they were read`(text: String) {
    #expect(SizeText.bytes(text).map(SizeText.text) == text)
  }

  @Test func `bound a run unless they are none`() throws {
    func bounds(_ limits: String) throws -> RunBounds {
      let text = """
        metric: {name: loss}
        run: {command: ./train}
        files: {editable: [a]}
        \(limits)
        """
      return try SettingsReader.read(text: text, name: "t").bounds
    }
    #expect(try bounds("") == RunBounds())
    #expect(
      try bounds("limits: {memory: 8GB, processes: none, disk: 1TB}")
        == RunBounds(processes: nil, memory: 8_000_000_000, disk: 1_000_000_000_000))
  }
}
