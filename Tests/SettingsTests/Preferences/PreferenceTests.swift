import Core
import Settings
import Testing

/// How tests read preferences.
enum PreferenceText {
  static let vocabulary = PreferenceVocabulary(
    actions: ["veto", "diff", "page-down", "redraw", "quit"],
    keys: ["enter", "esc", "tab", "shift-tab", "space", "up", "down", "PgUp", "PgDn", "F1"])

  static func read(_ text: String) -> (Preferences, [String]) {
    let (preferences, problems) = PreferenceReader.read(
      bytes: Array(text.utf8), vocabulary: vocabulary)
    return (preferences, problems?.errors.map(\.description) ?? [])
  }
}

struct PreferenceTests {
  @Test func `everything can be said`() {
    let (found, mistakes) = PreferenceText.read(
      """
      theme: gruvbox-dark
      charts: block
      mouse: on
      bell: [kept, needs-you]
      title: off
      clipboard: wl-copy --trim-newline
      pager: less -R
      editor: nvim
      keys:
        veto: x
        diff: [d, ctrl-D, PGDN]
        page-down: space
        redraw: ctrl-alt-l
        quit: []

      """)
    #expect(mistakes == [])
    var wanted = Preferences()
    wanted.theme = "gruvbox-dark"
    wanted.charts = .block
    wanted.mouse = true
    wanted.bell = [.kept, .needsYou]
    wanted.title = false
    wanted.clipboard = .command("wl-copy --trim-newline")
    wanted.pager = "less -R"
    wanted.editor = "nvim"
    wanted.keys = [
      "veto": ["x"], "diff": ["d", "ctrl-d", "PgDn"], "page-down": ["space"],
      "redraw": ["ctrl-alt-l"], "quit": [],
    ]
    #expect(found == wanted)
  }

  @Test(arguments: ["", "# nothing yet\n"])
  func `a file that says nothing is no mistake`(text: String) {
    let (found, mistakes) = PreferenceText.read(text)
    #expect(found == Preferences())
    #expect(mistakes == [])
  }

  @Test(arguments: [
    ("bell: on", Set(BellReason.allCases)), ("bell: off", Set<BellReason>()),
    ("bell: []", Set<BellReason>()),
    ("bell: [stopped]", Set([BellReason.stopped])),
  ])
  func `the bell is on, off, or for some news`(text: String, bell: Set<BellReason>) {
    #expect(PreferenceText.read(text).0.bell == bell)
  }

  @Test(arguments: [
    ("auto", ClipboardChoice.auto), ("tmux", .tmux), ("osc52", .osc52), ("none", .none),
    ("xclip -sel c", .command("xclip -sel c")), ("pbcopy", .command("pbcopy")),
  ])
  func `the clipboard is a word or a command`(text: String, clipboard: ClipboardChoice) {
    let (found, mistakes) = PreferenceText.read("clipboard: \(text)\n")
    #expect(found.clipboard == clipboard)
    #expect(mistakes == [])
  }

  @Test(arguments: [
    ("'!'", "!"), ("'?'", "?"), ("V", "V"), ("ctrl-l", "ctrl-l"), ("Ctrl-L", "ctrl-l"),
    ("'-'", "-"),
    ("ctrl--", "ctrl--"), ("' '", "space"), ("Enter", "enter"), ("pgdn", "PgDn"),
    ("alt-V", "alt-V"),
    ("1", "1"), ("ä", "ä"), ("y", "y"),
  ])
  func `a key is written as the screen writes it`(text: String, key: String) {
    let (found, mistakes) = PreferenceText.read("keys: {veto: \(text)}\n")
    #expect(found.keys == ["veto": [key]])
    #expect(mistakes == [])
  }

  @Test func `mistakes are named and spoil nothing else`() {
    let (found, mistakes) = PreferenceText.read(
      """
      theme: solarized
      chart: block
      mouse: sometimes
      bell: [kept, need-you]
      clipboard: ocs52
      veto: x
      keys:
        vetoo: x
        veto: entr
        diff: [d, shift-x]
        quit:
        page-down: J
      pager:
      title: off

      """)
    #expect(
      mistakes == [
        "config.yaml:2: unknown key 'chart'; did you mean 'charts'?",
        "config.yaml:3: 'mouse' must be on or off, not 'sometimes'",
        "config.yaml:4: 'bell[1]' must be one of kept, needs-you, stopped, not 'need-you'; did you mean 'needs-you'?",
        "config.yaml:5: 'clipboard' is 'ocs52'; did you mean 'osc52'?",
        "config.yaml:6: unknown key 'veto'; it belongs in 'keys'",
        "config.yaml:8: unknown key 'vetoo' in 'keys'; did you mean 'veto'?",
        "config.yaml:9: 'keys.veto' must be a key, not 'entr'; did you mean 'enter'?",
        "config.yaml:10: 'keys.diff[1]' must be a key, not 'shift-x'; write 'X'",
        "config.yaml:11: 'keys.quit' is empty; name a key, or write [] for none",
        "config.yaml:13: 'pager' is empty; such as pager: less -R",
      ])
    var wanted = Preferences()
    wanted.theme = "solarized"
    wanted.bell = [.kept]
    wanted.title = false
    wanted.keys = ["diff": ["d"], "page-down": ["J"]]
    #expect(found == wanted)
  }

  @Test func `a file that is no YAML leaves the defaults and says where`() {
    let (found, mistakes) = PreferenceText.read("theme: gruvbox-dark\nmouse: on: off\n")
    #expect(found == Preferences())
    #expect(
      mistakes == [
        "config.yaml:2: a ':' cannot stand here; check the indentation, and put text that holds ': ' in quotes"
      ])
  }

  @Test func `a folder without a file says nothing, and one with a file is read`() throws {
    try TestFolder.use(["pawl/config.yaml": "theme: monochrome\n"]) { home in
      let folder = try #require(ConfigurationFolder(environment: ["XDG_CONFIG_HOME": home]))
      let found = PreferenceReader.read(folder, vocabulary: PreferenceText.vocabulary)
      #expect(found.preferences.theme == "monochrome")
      let empty = ConfigurationFolder(path: home + "/nothing")
      let nothing = PreferenceReader.read(empty, vocabulary: PreferenceText.vocabulary)
      #expect(nothing.preferences == Preferences())
      #expect(nothing.problems == nil)
    }
  }

  @Test(arguments: [
    (["XDG_CONFIG_HOME": "/x", "HOME": "/h"], "/x/pawl"), (["HOME": "/h"], "/h/.config/pawl"),
    (["XDG_CONFIG_HOME": "x", "HOME": "/h"], "/h/.config/pawl"), ([:], nil),
  ])
  func `the folder is where the environment says`(variables: [String: String], path: String?) {
    #expect(ConfigurationFolder(environment: variables)?.path == path)
  }

  @Test func `preferences changed at random yield something, and one sentence for each mistake`() {
    let text = "theme: a\ncharts: ascii\nbell: [kept]\nclipboard: tmux\nkeys: {veto: [x, ctrl-l]}\n"
    var random = SplitMix(seed: 5)
    var mistaken = 0
    for _ in 0..<Mutation.count(2_000) {
      let bytes = Mutation.of(Array(text.utf8), &random)
      let found = PreferenceReader.read(bytes: bytes, vocabulary: PreferenceText.vocabulary)
      mistaken += found.problems == nil ? 0 : 1
      for sentence in found.problems?.errors.map(\.description) ?? [] {
        #expect(sentence.split(whereSeparator: \.isNewline).count == 1, "\(sentence)")
      }
    }
    #expect(mistaken > 500)
  }
}
