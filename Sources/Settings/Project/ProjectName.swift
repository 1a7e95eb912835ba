/// Names that can stand in the ratchet's branch, `pawl/<name>`.
package enum ProjectName {
  /// Whether git takes the name as the end of a branch, and a shell as one word.
  package static func isValid(_ name: String) -> Bool {
    !name.isEmpty && name == slug(name)
  }

  /// The nearest valid name: what is neither a letter, a digit, nor `.`, `_` or `-` becomes `-`.
  package static func slug(_ text: String) -> String {
    var name = ""
    for character in text.prefix(80) {
      let keeps = character.isLetter || character.isNumber || "._-".contains(character)
      let next: Character = keeps ? character : "-"
      if let last = name.last, last == next, ".-".contains(next) { continue }
      name.append(next)
    }
    while let first = name.first, ".-".contains(first) { name.removeFirst() }
    while let last = name.last, ".-".contains(last) { name.removeLast() }
    if name.hasSuffix(".lock") { name = name.dropLast(5) + "-lock" }
    return name.isEmpty ? "project" : name
  }

  /// The name a project gets from the path of its folder.
  package static func ofFolder(_ path: String) -> String {
    slug(path.split(separator: "/").last.map(String.init) ?? "")
  }
}
