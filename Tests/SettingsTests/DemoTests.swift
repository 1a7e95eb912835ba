import Core
import Settings
import Testing

@Suite struct DemoTests {
  @Test func `the demo writes its files into a new folder, and its settings are valid`() throws {
    try TestFolder.use { root in
      let folder = root + "/new/demo"
      #expect(try DemoProject.write(to: folder) == .written)
      #expect(
        try TestFolder.names(folder) == [
          ".gitignore", "evaluate.py", "pawl.yaml", "prepare.py", "program.md", "train.py",
        ])
      let settings = try SettingsReader.read(folder: folder)
      #expect(settings.name == "demo")
      #expect(settings.metric.evaluate != nil)
      #expect(settings.files.editable == ["train.py"])
      #expect(settings.agents.allSatisfy { $0.use == .sweep })
      #expect(try TestFolder.names(folder).contains(settings.instructions))
    }
  }

  @Test func `the demo is what init would recognise`() throws {
    try TestFolder.use { folder in
      try DemoProject.write(to: folder)
      let settings = try SettingsReader.read(folder: folder)
      let proposal = RepositoryScout.look(at: folder)
      #expect(proposal.layout == .autoresearch)
      #expect(proposal.settings.files.editable == settings.files.editable)
      #expect(proposal.settings.files.frozen.sorted() == settings.files.frozen.sorted())
      #expect(proposal.settings.metric.evaluate == settings.metric.evaluate)
      #expect(proposal.settings.metric.predict == settings.metric.predict)
    }
  }

  @Test func `a demo that is there is left as it is`() throws {
    try TestFolder.use { folder in
      try DemoProject.write(to: folder)
      try TestFolder.write("changed", to: folder + "/train.py")
      try TestFolder.write("mine", to: folder + "/notes.txt")
      #expect(try DemoProject.write(to: folder) == .present)
      #expect(try TestFolder.text(folder + "/train.py") == "changed")
    }
  }

  @Test func `the beginning of a demo is completed`() throws {
    try TestFolder.use { folder in
      try DemoProject.write(to: folder)
      try TestFolder.remove(folder + "/pawl.yaml")
      try TestFolder.remove(folder + "/train.py")
      #expect(try DemoProject.write(to: folder) == .written)
      #expect(DemoProject.isDemo(folder))
    }
  }

  @Test(arguments: ["notes.txt", "train.py", ".git/HEAD"])
  func `a folder with something else in it is refused`(file: String) throws {
    try TestFolder.use([file: "mine"]) { folder in
      #expect(throws: DemoProject.Failure.occupied(folder: folder)) {
        try DemoProject.write(to: folder)
      }
      let names = try TestFolder.names(folder)
      #expect(names.count == 1)
      #expect(
        DemoProject.Failure.occupied(folder: "x").description
          == "x is not empty and not a pawl demo; name another folder: pawl demo DIR")
    }
  }

  @Test func `a file in the folder's place is refused`() throws {
    try TestFolder.use(["x": "mine"]) { root in
      #expect(throws: DemoProject.Failure.notAFolder(path: root + "/x")) {
        try DemoProject.write(to: root + "/x")
      }
      #expect(throws: DemoProject.Failure.self) { try DemoProject.write(to: root + "/x/y") }
    }
  }
}
