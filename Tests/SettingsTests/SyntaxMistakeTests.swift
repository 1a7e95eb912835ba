import Settings
import Testing

@Suite struct SyntaxMistakeTests {
  @Test(arguments: syntax)
  func `a mistake in the YAML is explained`(mistake: Mistake) {
    #expect(SettingsText.mistakes(mistake.text).first == mistake.sentence)
  }

  private static let syntax: [Mistake] = [
    Mistake(
      .added("metric:\n  name: x"),
      "7: the key 'metric' is given twice, first on line 1; keep one of them"),
    Mistake(
      .below(.command, "  command: y"),
      "5: the key 'command' is given twice, first on line 4; keep one of them"),
    Mistake(
      .instead("  command: python3 train.py", "\tcommand: python3 train.py"),
      "4: this line is indented with a tab; indent with spaces"),
    Mistake(
      .below(.command, "\tgrace: 3s"),
      "5: this line is indented with a tab; indent with spaces"),
    Mistake(
      .instead(.editable, "editable: [*.py]"),
      "6: a value cannot begin with '*' or '&' here; put it in quotes, such as \"*.py\""),
    Mistake(
      .instead(.editable, "editable: [a, b"),
      "6: the '[' that opens here is not closed; close it with ']' and put a comma "
        + "between its values"),
    Mistake(
      .instead(.command, "command: \"abc"),
      "4: the quote that opens here is not closed; close it with the same kind of quote"),
    Mistake(
      .instead(.command, "command: a: b"),
      "4: a ':' cannot stand here; check the indentation, and put text that holds ': ' "
        + "in quotes"),
    Mistake(
      .below(.command, " grace: 3"),
      "5: this line does not fit the lines above it; give all keys of one section the "
        + "same indentation"),
    Mistake(
      .instead(.command, "command: @x"),
      "4: a value cannot begin with '@'; put it in quotes"),
    Mistake(
      .instead(.command, "command: %x"),
      "4: a value cannot begin with '%'; put it in quotes"),
    Mistake(
      .instead(.command, "command: `x`"),
      "4: a value cannot begin with '`'; put it in quotes"),
    Mistake(
      .added("---\na: b"),
      "7: a second document begins here; remove the '---' line and what follows"),
    Mistake(
      .below(.name, "- a"),
      "3: this line does not fit the lines above it; give all keys of one section the "
        + "same indentation"),
    Mistake(
      .instead(.command, "command: 'it's'"),
      "4: this line does not fit the lines above it; check its quotes and its indentation"),
    Mistake(
      .below(.command, "  budget: {cpu: 6s"),
      "5: the '{' that opens here is not closed; close it with '}' and put a comma "
        + "between its values"),
    Mistake(
      .instead(.editable, "editable: - a"),
      "6: a '-' cannot stand here; put the list below its key"),
    Mistake(
      .instead(.editable, "editable:\n  - a\n - b"),
      "8: this line does not fit the lines above it; give all keys of one section the "
        + "same indentation"),
    Mistake(.instead(.name, "name: a\u{1}b"), "2: the text holds a control character; remove it"),
    Mistake(
      .instead(.command, "command: \"\\q\""),
      "4: the text in double quotes cannot be read: found unknown escape character; use "
        + "single quotes, where a '\\' means itself"),
    Mistake(
      .instead(.name, "name: *x"),
      "2: a value cannot begin with '*' or '&' here; put it in quotes, such as \"*.py\""),
  ]
}
