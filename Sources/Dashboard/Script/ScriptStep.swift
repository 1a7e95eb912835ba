import Screen

/// One thing a script does.
enum ScriptStep: Equatable {
  case key(Key)
  case type(String)
  case paste(String)
  case click(row: Int, column: Int)
  /// Seconds that pass for the dashboard.
  case wait(Double)
  case resize(Size)
  case glyphs(Glyphs)
  /// The picture so far is written out.
  case screen(Plane?)

  /// What can be written out below a picture: what its cells mean, or how they look without colour.
  enum Plane: String, CaseIterable {
    case styles, mono
  }
}

/// Why a script cannot be played.
package struct ScriptError: Error, Equatable, CustomStringConvertible {
  package var file: String
  package var line: Int
  package var problem: String

  package var description: String { "\(file), line \(line): \(problem)" }
}

/// Reads the steps of a script: a step a line, `#` begins a comment.
enum ScriptReader {
  static func steps(_ text: String, file: String) throws(ScriptError) -> [ScriptStep] {
    var steps: [ScriptStep] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let parts = line.split(separator: " ", maxSplits: 1)
      let rest = parts.count > 1 ? String(parts[1]) : ""
      do {
        steps += try step(String(parts[0]), rest)
      } catch {
        throw ScriptError(file: file, line: index + 1, problem: error.text)
      }
    }
    return steps
  }

  private struct Problem: Error { var text: String }

  private static func step(_ word: String, _ rest: String) throws(Problem) -> [ScriptStep] {
    let words = rest.split(separator: " ").map(String.init)
    switch word {
    case "key":
      guard !words.isEmpty else { throw Problem(text: "key wants the names of keys") }
      var keys: [ScriptStep] = []
      for name in words {
        guard let key = Key(text: name) else {
          throw Problem(
            text: "there is no key '\(name)'; keys are like j, enter, esc, ctrl-l, PgDn")
        }
        keys.append(.key(key))
      }
      return keys
    case "type": return [.type(rest)]
    case "paste": return [.paste(rest)]
    case "wait":
      guard let seconds = Double(rest), seconds >= 0, seconds < 1e9 else {
        throw Problem(text: "wait wants seconds, not '\(rest)'")
      }
      return [.wait(seconds)]
    case "click":
      guard words.count == 2, let row = Int(words[0]), let column = Int(words[1]) else {
        throw Problem(text: "click wants a row and a column")
      }
      return [.click(row: row, column: column)]
    case "size":
      let sides = rest.split(separator: "x").compactMap { Int($0) }
      guard sides.count == 2, (0...1000).contains(sides[0]), (0...1000).contains(sides[1]) else {
        throw Problem(text: "size wants columns and rows such as 120x36, not '\(rest)'")
      }
      return [.resize(Size(width: sides[0], height: sides[1]))]
    case "glyphs":
      guard let glyphs = Glyphs(rawValue: rest) else {
        throw Problem(text: "glyphs are braille, block or ascii, not '\(rest)'")
      }
      return [.glyphs(glyphs)]
    case "screen":
      let plane = ScriptStep.Plane(rawValue: rest)
      guard rest.isEmpty || plane != nil else {
        throw Problem(text: "screen takes nothing, styles or mono, not '\(rest)'")
      }
      return [.screen(plane)]
    default:
      throw Problem(
        text: "'\(word)' is none of key, type, paste, click, wait, size, glyphs, screen")
    }
  }
}
