import Core

extension Section {
  /// The `files` section, with its lists checked against each other.
  func files() -> FileSettings? {
    let example = "editable: [train.py]"
    guard let editable = require("editable", such: example)?.items(such: "[train.py]") else {
      _ = paths("frozen")
      return nil
    }
    if editable.isEmpty {
      field("editable")?.fail(
        "is empty", hint: "agents need at least one file they may change, such as \(example)")
      return nil
    }
    let mine = pairs(editable) { $0.repositoryPath() }
    let frozen = paths("frozen")
    let own = SettingsReader.fileName
    if !frozen.contains(where: { Glob($0.path).matches(own) }) {
      for (field, path) in mine where Glob(path).matches(own) {
        field.fail(
          "covers \(own), which agents must not change", hint: "list \(own) in 'files.frozen'")
      }
    }
    let hidden = paths("hidden")
    let data = paths("data")
    for (field, path) in frozen { check(field, path, name: "frozen", against: mine) }
    for (field, path) in hidden { check(field, path, name: "hidden", against: mine) }
    for (field, path) in hidden where data.contains(where: { $0.path == path }) {
      field.fail(
        "is also in 'files.data'", hint: "runs may read data; keep what is hidden out of it")
    }
    return FileSettings(
      editable: mine.map(\.path), frozen: frozen.map(\.path), data: data.map(\.path),
      hidden: hidden.map(\.path))
  }

  private typealias Entry = (field: Field, path: String)

  private func pairs(_ items: [Field], _ read: (Field) -> String?) -> [Entry] {
    items.compactMap { item in read(item).map { (item, $0) } }
  }

  private func paths(_ name: String) -> [Entry] {
    guard let items = some(name)?.items(such: "[\(name == "frozen" ? "prepare.py" : "data")]")
    else { return [] }
    return pairs(items) { name == "frozen" ? $0.repositoryPath() : $0.anyPath() }
  }

  /// Finds what can never be edited: an entry in both lists, or covered by a pattern of the other.
  ///
  /// A frozen path below an editable glob is no mistake: it stays frozen.
  private func check(_ field: Field, _ path: String, name: String, against editable: [Entry]) {
    for entry in editable {
      let isSame = entry.path == path
      let isCovered = Glob(entry.path).isLiteral && Glob(path).matches(entry.path)
      guard isSame || isCovered else { continue }
      field.fail(
        isSame
          ? "'\(path)' is also in 'files.editable'"
          : "'\(path)' covers '\(entry.path)' of 'files.editable'",
        hint: "a file is either editable or \(name)")
    }
  }
}

extension Field {
  /// A path or glob below the project's folder.
  func repositoryPath(such example: String = "train.py") -> String? {
    guard let path = anyPath(such: example) else { return nil }
    let parts = path.split(separator: "/")
    if path.hasPrefix("/") || path.hasPrefix("~") {
      fail("must be inside the repository, not \(kind)", hint: "such as \(example)")
      return nil
    }
    if parts.contains("..") {
      fail("must be inside the repository, so '..' cannot be part of it")
      return nil
    }
    if parts.first == ".git" || parts.first == ".pawl" {
      fail("cannot be below '\(parts.first ?? "")'", hint: "name a file of the project")
      return nil
    }
    return path
  }

  /// Any path; `~` is kept as written.
  func anyPath(such example: String = "train.py") -> String? {
    guard var path = text(such: example) else { return nil }
    if path.contains(where: \.isNewline) {
      fail("must be a path on one line")
      return nil
    }
    while path.hasPrefix("./") { path.removeFirst(2) }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard !path.isEmpty, path != "." else {
      fail("cannot be the whole folder", hint: "name files or folders, such as src/**")
      return nil
    }
    return path
  }
}
