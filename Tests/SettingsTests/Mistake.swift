import Settings
import Testing

/// A settings file with one mistake, and the sentence a person reads about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  /// Lines of the smallest valid file that mistakes are made at.
  enum Line: String {
    case name = "name: val_loss"
    case command = "command: python3 train.py"
    case editable = "editable: [train.py]"
  }

  /// A file's text.
  struct Text {
    let text: String

    /// The smallest valid file with a text of it replaced.
    static func instead(_ text: String, _ replacement: String) -> Text {
      Text(text: SettingsText.smallest.replacing(text, with: replacement))
    }

    static func instead(_ line: Line, _ replacement: String) -> Text {
      instead(line.rawValue, replacement)
    }

    /// With a line more, right below one of its lines.
    static func below(_ line: Line, _ addition: String) -> Text {
      instead(line, line.rawValue + "\n" + addition)
    }

    /// With a line more at its end.
    static func added(_ line: String) -> Text {
      Text(text: SettingsText.smallest + line + "\n")
    }

    static func whole(_ text: String) -> Text { Text(text: text) }
  }

  let text: String
  let sentence: String

  /// `place` begins with a line's number, unless the mistake concerns the whole file.
  init(_ text: Text, _ place: String) {
    self.text = text.text
    let hasLine = place.first.map { $0.isNumber } ?? false
    sentence = (hasLine ? "pawl.yaml:" : "pawl.yaml: ") + place
  }

  var testDescription: String { sentence }
}
