import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Changes one line of a person's `config.yaml` and leaves the others as they are.
package enum PreferenceWriter {
  /// Sets `theme:`, and makes the folder and the file where they are missing.
  ///
  /// - Throws: why it was not done; the file is as it was then.
  package static func setTheme(
    _ name: String, in folder: ConfigurationFolder
  ) throws(SettingsError) {
    let disk = FileManager.default
    // A file that is kept elsewhere and linked here stays linked.
    let path = URL(filePath: folder.file).resolvingSymlinksInPath().path(percentEncoded: false)
    var old = ""
    if disk.fileExists(atPath: path) {
      guard let data = disk.contents(atPath: path) else {
        throw SettingsError(file: folder.file, problem: "the file cannot be read")
      }
      old = try YamlFile.text([UInt8](data), file: folder.file)
    }
    let text = try setting("theme", to: name, in: old, file: folder.file)
    guard text != old else { return }
    do {
      try write(text, to: path)
    } catch {
      throw SettingsError(
        file: folder.file, keyPath: "theme", problem: "the theme could not be saved",
        hint: "the folder must exist and be writable")
    }
  }

  /// The text with a key's value set.
  static func setting(
    _ key: String, to value: String, in text: String, file: String
  ) throws(SettingsError) -> String {
    // What cannot be read now must not be written over.
    let before = try YamlFile.mapping(text, file: file, first: "theme")
    let line = "\(key): \(YamlText.scalar(value))"
    let ending = text.contains("\r\n") ? "\r\n" : "\n"
    var lines = text.split(separator: ending, omittingEmptySubsequences: false).map(String.init)
    let place = before?.keys.first { $0.scalar?.string == key }.flatMap { Place($0) }
    if let place, lines.indices.contains(place.line - 1) {
      lines[place.line - 1] = line + comment(of: lines[place.line - 1])
    } else {
      if lines.last == "" { lines.removeLast() }
      lines += [line, ""]
    }
    let changed = lines.joined(separator: ending)
    let after = try? YamlFile.mapping(changed, file: file, first: "theme")
    guard isSame(after ?? nil, before, but: key, value) else {
      throw SettingsError(
        file: file, line: place?.line, keyPath: key,
        problem: "'\(key)' stands where it cannot be changed safely",
        hint: "write '\(line)' on a line of its own")
    }
    return changed
  }

  /// A comment at the end of a line, with the blanks before it.
  private static func comment(of line: String) -> Substring {
    var quote: Character?
    var blanks = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      let character = line[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "#", index > blanks {
        return line[blanks...]
      } else if character == "\"" || character == "'" {
        quote = character
      }
      index = line.index(after: index)
      if character != " " && character != "\t" { blanks = index }
    }
    return ""
  }

  private static func isSame(
    _ after: Node.Mapping?, _ before: Node.Mapping?, but key: String, _ value: String
  ) -> Bool {
    func others(_ mapping: Node.Mapping?) -> [Node: Node] {
      var others: [Node: Node] = [:]
      for (name, value) in mapping ?? [:] where name.scalar?.string != key { others[name] = value }
      return others
    }
    let found = after?.first { $0.key.scalar?.string == key }?.value.scalar?.string
    return found == value && others(after) == others(before)
  }

  /// Writes beside the file and renames; the permissions stay.
  private static func write(_ text: String, to path: String) throws {
    let disk = FileManager.default
    let file = URL(filePath: path)
    try disk.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let permissions = try? disk.attributesOfItem(atPath: path)[.posixPermissions]
    try Data(text.utf8).write(to: file, options: .atomic)
    if let permissions {
      try? disk.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    }
  }
}
