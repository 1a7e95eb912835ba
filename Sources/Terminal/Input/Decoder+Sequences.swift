import Screen

extension Decoder {
  /// A control sequence is complete: escape, `[`, ``sequence``, final byte.
  mutating func dispatchControl(final: UInt8) {
    if let code = keyStrings[[0x1B, UInt8(ascii: "[")] + sequence + [final]] {
      inputs.append(key(code))
      return
    }
    switch sequence.first {
    case UInt8(ascii: "["): emitConsoleFunction(final)
    case UInt8(ascii: "<"): reportMouse(SequenceParameters(sequence.dropFirst()), final: final)
    case UInt8(ascii: "?"): reply(final)
    case UInt8(ascii: ">"), UInt8(ascii: "="): break
    default: dispatchKey(SequenceParameters(sequence), final: final)
    }
  }

  /// A single shift is complete: escape, `O`, perhaps modifiers, final byte.
  mutating func dispatchSingle(final: UInt8) {
    let raw = [0x1B, UInt8(ascii: "O")] + sequence + [final]
    let parameters = SequenceParameters(sequence)
    // Some write the modifiers alone, some behind a one as in a control sequence.
    guard
      let modifiers = Modifiers(
        parameter: sequence.contains(UInt8(ascii: ";")) ? parameters[1] : parameters[0])
    else { return }
    if sequence.isEmpty, let code = KeyTable.finals[final - 0x20], KeyTable.arrows.contains(code) {
      emit(code, Modifiers(control: true))
    } else if let code = keyStrings[raw] ?? KeyTable.singles[final] {
      emit(code, modifiers)
    } else if let character = KeyTable.keypad[final] {
      emit(.character(character), modifiers)
    }
  }

  private mutating func emit(_ code: KeyCode, _ modifiers: Modifiers) {
    var code = code
    var modifiers = modifiers
    if code == .tab, modifiers.shift {
      code = .backTab
    } else if case .character(let character) = code {
      // A typed character carries its shift in itself; Ctrl-[ has always been escape.
      if modifiers.shift, let upper = character.uppercased().first, character.isLetter {
        code = .character(modifiers.control ? character : upper)
      }
      if modifiers.control, character == "[" {
        code = .escape
        modifiers.control = false
      }
    }
    let typed = if case .character = code { true } else { code == .backTab }
    inputs.append(
      .key(
        Key(
          code, control: modifiers.control, alt: modifiers.alt || alt,
          shift: modifiers.shift && !typed)))
  }

  private mutating func dispatchKey(_ parameters: SequenceParameters, final: UInt8) {
    // A key together with one that is the desktop's is not the key alone.
    guard let modifiers = Modifiers(parameter: parameters[1]) else { return }
    // Terminals that report a key's release call it event 3.
    if parameters.event == 3 { return }
    switch final {
    case UInt8(ascii: "M") where sequence.isEmpty: state = .oldMouse
    case UInt8(ascii: "I") where sequence.isEmpty: inputs.append(.focus(true))
    case UInt8(ascii: "O") where sequence.isEmpty: inputs.append(.focus(false))
    case UInt8(ascii: "u"): emitScalar(parameters, modifiers)
    case UInt8(ascii: "~"): dispatchNumber(parameters, modifiers)
    // One family of terminals writes control and control-shift into the final byte.
    case UInt8(ascii: "^"), UInt8(ascii: "@"):
      guard let code = KeyTable.numbers[parameters[0]] else { return }
      emit(code, Modifiers(shift: final == UInt8(ascii: "@"), control: true))
    case UInt8(ascii: "$"):
      if let code = KeyTable.numbers[parameters[0]] { emit(code, Modifiers(shift: true)) }
    case UInt8(ascii: "a")...UInt8(ascii: "d") where sequence.isEmpty:
      if let code = KeyTable.finals[final - 0x20] { emit(code, Modifiers(shift: true)) }
    case UInt8(ascii: "R") where parameters[0] != 1 && !sequence.isEmpty: break
    default:
      if let code = KeyTable.finals[final] { emit(code, modifiers) }
    }
  }

  private mutating func dispatchNumber(_ parameters: SequenceParameters, _ modifiers: Modifiers) {
    switch parameters[0] {
    case 200: beginPaste()
    case 27: emitScalar(parameters[2], modifiers)
    case let number:
      if let code = KeyTable.numbers[number] { emit(code, modifiers) }
    }
  }

  /// A key named by its character's number, perhaps with the one on its upper half, and with what it types.
  private mutating func emitScalar(_ parameters: SequenceParameters, _ modifiers: Modifiers) {
    let plain = !modifiers.control && !modifiers.alt && !alt
    let shifted = modifiers.shift && parameters.alternate >= 0x20 ? parameters.alternate : nil
    let typed = plain && parameters[2] >= 0x20 ? parameters[2] : nil
    guard KeyTable.scalars[parameters[0]] == nil, let value = typed ?? shifted else {
      return emitScalar(parameters[0], modifiers)
    }
    emitScalar(value, Modifiers(alt: modifiers.alt, control: modifiers.control))
  }

  /// A key named by its character's number.
  private mutating func emitScalar(_ value: Int, _ modifiers: Modifiers) {
    if let code = KeyTable.scalars[value] { return emit(code, modifiers) }
    // The private area names keys such as a lone shift, which mean nothing here.
    guard value >= 0x20, !(0x7F..<0xA0).contains(value), !(0xE000..<0xF900).contains(value),
      let scalar = UInt32(exactly: value).flatMap(UnicodeScalar.init)
    else { return }
    emit(.character(Character(scalar)), modifiers)
  }

  private mutating func emitConsoleFunction(_ final: UInt8) {
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return }
    inputs.append(key(.function(Int(final - UInt8(ascii: "A")) + 1)))
  }

  /// The answer to a question about a mode, `? mode ; value $ y`, or about what the terminal is; other replies
  /// are swallowed.
  private mutating func reply(_ final: UInt8) {
    if final == UInt8(ascii: "c") { hasAnswered = true }
    guard final == UInt8(ascii: "y"), sequence.last == UInt8(ascii: "$") else { return }
    let parameters = SequenceParameters(sequence.dropFirst().dropLast())
    guard parameters[0] == 2026 else { return }
    synchronizedUpdates = [1, 2, 3].contains(parameters[1])
  }

  /// The answer to the question about the background, `11 ; color`; other answers are swallowed.
  mutating func hearAnswer() {
    guard sequence.count <= Self.answerLimit, sequence.starts(with: "11;".utf8) else { return }
    let text = String(decoding: sequence.dropFirst(3), as: UTF8.self)
    background = Background.Color(answer: text) ?? background
  }

  private mutating func reportMouse(_ parameters: SequenceParameters, final: UInt8) {
    guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else { return }
    report(
      button: parameters[0], released: final == UInt8(ascii: "m"), column: parameters[1] - 1,
      row: parameters[2] - 1)
  }

  mutating func reportOldMouse(_ bytes: [UInt8]) {
    alt = false
    let button = Int(bytes[0]) - 32
    // The old form does not say which button was released.
    let released = button & 0x43 == 3
    report(
      button: released ? button & ~3 : button, released: released, column: Int(bytes[1]) - 33,
      row: Int(bytes[2]) - 33)
  }

  /// Reports the first button and the wheel.
  ///
  /// Bits of a button: 0-1 which, 2-4 modifiers, 5 motion, 6 wheel.
  private mutating func report(button: Int, released: Bool, column: Int, row: Int) {
    guard column >= 0, row >= 0, button >= 0 else { return }
    let kind: MouseKind
    switch button & 0x63 | button & 0x80 {
    case 0: kind = released ? .release : .press
    case 32: kind = released ? .release : .drag
    case 64: kind = .wheelUp
    case 65: kind = .wheelDown
    default: return
    }
    inputs.append(.mouse(kind, row: row, column: column))
  }
}

/// The modifiers of a sequence: one more than a sum of bits.
private struct Modifiers {
  var shift = false
  var alt = false
  var control = false

  init(shift: Bool = false, alt: Bool = false, control: Bool = false) {
    self.shift = shift
    self.alt = alt
    self.control = control
  }

  /// Nil when a key of the desktop's is held, which no binding has.
  init?(parameter: Int) {
    let bits = max(0, parameter - 1)
    guard bits & 0b01_1000 == 0 else { return nil }
    // Bit 5 is what such terminals call meta; the locks above it change nothing.
    self.init(shift: bits & 1 != 0, alt: bits & 0b10_0010 != 0, control: bits & 4 != 0)
  }
}
