package import Screen

/// Turns the bytes a terminal sends into keys, pastes, mouse and focus reports.
///
/// Correct wherever the stream is split: what is incomplete is held until more comes, or until ``flush()``
/// after ``patience`` without any. Bytes that mean nothing are dropped, and the next key is read right.
package struct Decoder: Sendable {
  /// The most a paste may bring, in bytes; the rest of it is dropped.
  package static let pasteLimit = 1 << 20
  /// The longest answer that is read; longer ones are swallowed.
  static let answerLimit = 64
  /// The longest key sequence worth holding.
  private static let sequenceLimit = 64
  /// The longest parameters of a single shift.
  private static let singleLimit = 8
  /// The longest reply to swallow before taking the stream for something else.
  private static let stringLimit = 1 << 16

  enum State: Equatable {
    case ground
    case utf8(remaining: Int, scalar: UInt32, least: UInt32)
    case escape(doubled: Bool)
    case control
    case single
    case oldMouse
    case string(introducer: UInt8, escaped: Bool)
    case paste(matched: Int)
  }

  var state = State.ground
  /// Whether an escape came before what is being read.
  var alt = false
  /// What has come of a sequence after its introducer.
  var sequence: [UInt8] = []
  var inputs: [Input] = []
  private var overflow = false
  private var pasted: [UInt8] = []
  private var swallowed = 0
  let keyStrings: [[UInt8]: KeyCode]

  /// Whether the terminal says that it can take a frame as one update; nil while it has not answered.
  package internal(set) var synchronizedUpdates: Bool?
  /// The color behind the text, as the terminal tells it; nil while it has not.
  package internal(set) var background: Background.Color?
  /// Whether the terminal said what it is, which is asked last: no other answer comes after it.
  package internal(set) var hasAnswered = false

  /// - Parameter keyStrings: what this terminal sends for some keys, for one that differs from all others;
  ///   sequences that begin with escape and `[` or `O`.
  package init(keyStrings: [[UInt8]: KeyCode] = [:]) {
    self.keyStrings = keyStrings
  }

  /// How long to wait for more before ``flush()``; nil when nothing is held.
  package var patience: Duration? {
    switch state {
    case .ground: nil
    case .escape: .milliseconds(25)
    case .control, .single: .milliseconds(sequence.isEmpty ? 25 : 100)
    case .utf8, .oldMouse: .milliseconds(100)
    case .string: .milliseconds(swallowed == 0 ? 25 : 500)
    // What comes after a paste that was given up would be taken for keys.
    case .paste: .seconds(3)
    }
  }

  /// Reads more bytes.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Input] {
    let bytes = Array(bytes)
    var index = 0
    while index < bytes.count {
      if state == .paste(matched: 0) {
        // Only an escape can end a paste: what comes before the next one is kept as a whole.
        let stop = bytes[index...].firstIndex(of: 0x1B) ?? bytes.count
        keepPasted(bytes[index..<stop])
        index = stop
        guard index < bytes.count else { break }
      }
      take(bytes[index])
      index += 1
    }
    return takeInputs()
  }

  /// Gives up waiting: a held escape was the escape key, an unended paste is as long as it is.
  package mutating func flush() -> [Input] {
    let held = state
    state = .ground
    switch held {
    case .ground, .utf8, .oldMouse: break
    case .escape(let doubled):
      emit(.escape)
      if doubled { emit(.escape) }
    case .control where sequence.isEmpty: emit(.character("["), alt: true)
    case .single where sequence.isEmpty: emit(.character("O"), alt: true)
    case .control, .single: break
    case .string(let introducer, _):
      if swallowed == 0 { emit(.character(Character(UnicodeScalar(introducer))), alt: true) }
    case .paste(let matched): endPaste(holding: matched)
    }
    alt = false
    return takeInputs()
  }

  private mutating func takeInputs() -> [Input] {
    defer { inputs.removeAll(keepingCapacity: true) }
    return inputs
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: begin(byte)
    case .utf8(let remaining, let scalar, let least):
      continueText(byte, remaining: remaining, scalar: scalar, least: least)
    case .escape(let doubled): escape(byte, doubled: doubled)
    case .control: control(byte)
    case .single: single(byte)
    case .oldMouse:
      sequence.append(byte)
      guard sequence.count == 3 else { return }
      finish()
      reportOldMouse(sequence)
    case .string(let introducer, let escaped):
      string(byte, introducer: introducer, escaped: escaped)
    case .paste(let matched): paste(byte, matched: matched)
    }
  }

  /// Back to the ground, keeping the sequence for whoever dispatches it.
  mutating func finish() {
    state = .ground
    overflow = false
  }

  func key(_ code: KeyCode, control: Bool = false, shift: Bool = false) -> Input {
    .key(Key(code, control: control, alt: alt, shift: shift))
  }

  mutating func emit(_ code: KeyCode, control: Bool = false, alt: Bool = false) {
    inputs.append(.key(Key(code, control: control, alt: alt || self.alt)))
    self.alt = false
  }

  // MARK: Text

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape(doubled: false)
    case 0x00..<0x20, 0x7F: emitControl(byte)
    case 0x20..<0x7F: emit(.character(Character(UnicodeScalar(byte))))
    case 0xC2...0xDF: state = .utf8(remaining: 1, scalar: UInt32(byte & 0x1F), least: 0x80)
    case 0xE0...0xEF: state = .utf8(remaining: 2, scalar: UInt32(byte & 0x0F), least: 0x800)
    case 0xF0...0xF4: state = .utf8(remaining: 3, scalar: UInt32(byte & 0x07), least: 0x10000)
    default: alt = false
    }
  }

  private mutating func continueText(
    _ byte: UInt8, remaining: Int, scalar: UInt32, least: UInt32
  ) {
    guard byte & 0xC0 == 0x80 else {
      state = .ground
      alt = false
      return take(byte)
    }
    let scalar = scalar << 6 | UInt32(byte & 0x3F)
    guard remaining == 1 else {
      state = .utf8(remaining: remaining - 1, scalar: scalar, least: least)
      return
    }
    state = .ground
    // The upper controls are nothing a person types.
    if scalar >= max(least, 0xA0), let value = UnicodeScalar(scalar) {
      emit(.character(Character(value)))
    }
    alt = false
  }

  private mutating func emitControl(_ byte: UInt8) {
    switch byte {
    case 0x00: emit(.character(" "), control: true)
    case 0x09: emit(.tab)
    // A line feed is what a script types for enter.
    case 0x0A, 0x0D: emit(.enter)
    case 0x08, 0x7F: emit(.backspace)
    case 0x01...0x1A: emit(.character(Character(UnicodeScalar(byte + 0x60))), control: true)
    default: emit(.character(Character(UnicodeScalar(byte + 0x40))), control: true)
    }
  }

  // MARK: Sequences

  private mutating func escape(_ byte: UInt8, doubled: Bool) {
    alt = doubled
    sequence.removeAll(keepingCapacity: true)
    switch byte {
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "O"): state = .single
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      state = .string(introducer: byte, escaped: false)
      swallowed = 0
    case 0x1B:
      alt = false
      if doubled { emit(.escape) }
      state = .escape(doubled: true)
    default:
      alt = false
      if doubled { emit(.escape) }
      alt = true
      state = .ground
      take(byte)
    }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    // The Linux console's function keys: a second bracket, then a letter.
    case UInt8(ascii: "[") where sequence.isEmpty: sequence.append(byte)
    // One family of terminals ends a key with shift so; elsewhere more follows it.
    case UInt8(ascii: "$")
    where !overflow && KeyTable.numbers[SequenceParameters(sequence)[0]] != nil
      && sequence.allSatisfy({ (0x30..<0x3A).contains($0) }):
      finish()
      dispatchControl(final: byte)
      alt = false
    case 0x20..<0x40:
      if sequence.count < Self.sequenceLimit { sequence.append(byte) } else { overflow = true }
    case 0x40..<0x7F:
      let usable = !overflow
      finish()
      if usable { dispatchControl(final: byte) }
      if state == .ground { alt = false }
    default: abandon(byte)
    }
  }

  private mutating func single(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9") where sequence.count < Self.singleLimit,
      UInt8(ascii: ";") where !sequence.isEmpty && sequence.count < Self.singleLimit:
      sequence.append(byte)
    case 0x40..<0x7F:
      finish()
      dispatchSingle(final: byte)
      alt = false
    default:
      if sequence.isEmpty { emit(.character("O"), alt: true) }
      abandon(byte)
    }
  }

  /// A sequence broke off; the byte that broke it counts by itself.
  private mutating func abandon(_ byte: UInt8) {
    finish()
    alt = false
    // Cancel and substitute say just that: forget the sequence.
    if byte != 0x18, byte != 0x1A { take(byte) }
  }

  private mutating func string(_ byte: UInt8, introducer: UInt8, escaped: Bool) {
    if escaped, byte != UInt8(ascii: "\\") {
      state = .escape(doubled: false)
      return take(byte)
    }
    swallowed += 1
    let broken = byte == 0x18 || byte == 0x1A
    if escaped || byte == 0x07 || broken || swallowed > Self.stringLimit {
      if introducer == UInt8(ascii: "]"), !broken { hearAnswer() }
      finish()
      alt = false
    } else {
      if byte != 0x1B, sequence.count <= Self.answerLimit { sequence.append(byte) }
      state = .string(introducer: introducer, escaped: byte == 0x1B)
    }
  }

  // MARK: Paste

  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  mutating func beginPaste() {
    pasted.removeAll()
    alt = false
    state = .paste(matched: 0)
  }

  private mutating func paste(_ byte: UInt8, matched: Int) {
    if byte == Self.pasteEnd[matched] {
      guard matched + 1 == Self.pasteEnd.count else {
        state = .paste(matched: matched + 1)
        return
      }
      return endPaste(holding: 0)
    }
    keepPasted(Self.pasteEnd.prefix(matched))
    // Only the first byte of the end can begin it again.
    let restarts = byte == Self.pasteEnd[0]
    if !restarts { keepPasted(CollectionOfOne(byte)) }
    state = .paste(matched: restarts ? 1 : 0)
  }

  private mutating func keepPasted(_ bytes: some Collection<UInt8>) {
    pasted.append(contentsOf: bytes.prefix(max(0, Self.pasteLimit - pasted.count)))
  }

  private mutating func endPaste(holding matched: Int) {
    keepPasted(Self.pasteEnd.prefix(matched))
    finish()
    inputs.append(.paste(Self.text(pasted)))
    pasted = []
  }

  /// Pasted bytes as text: terminals send a carriage return for each line's end.
  private static func text(_ bytes: [UInt8]) -> String {
    var lines: [UInt8] = []
    lines.reserveCapacity(bytes.count)
    var afterReturn = false
    for byte in bytes {
      if byte == 0x0D {
        lines.append(0x0A)
      } else if !(byte == 0x0A && afterReturn) {
        lines.append(byte)
      }
      afterReturn = byte == 0x0D
    }
    return String(decoding: lines, as: UTF8.self)
  }
}
