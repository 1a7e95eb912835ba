/// Why a text is not JSON.
struct JSONFault: Error, Equatable {
  /// Where in the text, in bytes.
  var offset: Int
}

/// Finds the tokens of a JSON text.
///
/// Numbers are delimited here and understood when they are asked for.
struct JSONScanner {
  private(set) var tokens: [JSONTape.Token] = []
  private var at = 0

  /// Levels of nesting that are followed.
  private static let depth = 64

  init(count: Int) {
    tokens.reserveCapacity(count / 8)
  }

  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    try value(bytes, depth: 0)
    skipSpace(bytes)
    guard at == bytes.count else { throw JSONFault(offset: at) }
  }

  private mutating func value(_ bytes: UnsafeBufferPointer<UInt8>, depth: Int) throws {
    skipSpace(bytes)
    guard at < bytes.count, depth < Self.depth else { throw JSONFault(offset: at) }
    switch bytes[at] {
    case UInt8(ascii: "\""): try text(bytes)
    case UInt8(ascii: "{"):
      try children(bytes, .object, until: UInt8(ascii: "}")) { scanner in
        scanner.skipSpace(bytes)
        try scanner.text(bytes)
        scanner.skipSpace(bytes)
        guard scanner.at < bytes.count, bytes[scanner.at] == UInt8(ascii: ":") else {
          throw JSONFault(offset: scanner.at)
        }
        scanner.at += 1
        try scanner.value(bytes, depth: depth + 1)
      }
    case UInt8(ascii: "["):
      try children(bytes, .array, until: UInt8(ascii: "]")) { scanner in
        try scanner.value(bytes, depth: depth + 1)
      }
    case UInt8(ascii: "t"): try word(bytes, "true", .yes)
    case UInt8(ascii: "f"): try word(bytes, "false", .no)
    case UInt8(ascii: "n"): try word(bytes, "null", .null)
    default: try number(bytes)
    }
  }

  private mutating func children(
    _ bytes: UnsafeBufferPointer<UInt8>, _ kind: JSONTape.Kind, until end: UInt8,
    _ child: (inout JSONScanner) throws -> Void
  ) throws {
    let place = tokens.count
    add(kind, from: at, to: at)
    at += 1
    skipSpace(bytes)
    if at < bytes.count, bytes[at] == end {
      at += 1
      return
    }
    while true {
      try child(&self)
      skipSpace(bytes)
      guard at < bytes.count else { throw JSONFault(offset: at) }
      at += 1
      if bytes[at - 1] == end { break }
      guard bytes[at - 1] == UInt8(ascii: ",") else { throw JSONFault(offset: at - 1) }
    }
    tokens[place].next = Int32(tokens.count)
  }

  private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw JSONFault(offset: at) }
    let start = at + 1
    var kind = JSONTape.Kind.text
    at = start
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "\\") {
        kind = .escapedText
        at += 1
      }
      at += 1
    }
    guard at < bytes.count else { throw JSONFault(offset: bytes.count) }
    add(kind, from: start, to: at)
    at += 1
  }

  private mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let start = at
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        at += 1
        continue
      default: break
      }
      break
    }
    guard at > start else { throw JSONFault(offset: at) }
    add(.number, from: start, to: at)
  }

  private mutating func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString, _ kind: JSONTape.Kind
  ) throws {
    let end = at + word.utf8CodeUnitCount
    guard end <= bytes.count,
      word.withUTF8Buffer({ $0.elementsEqual(bytes[at..<end]) })
    else { throw JSONFault(offset: at) }
    add(kind, from: at, to: end)
    at = end
  }

  private mutating func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>) {
    while at < bytes.count, bytes[at] == 32 || bytes[at] == 9 || bytes[at] == 10 || bytes[at] == 13
    {
      at += 1
    }
  }

  private mutating func add(_ kind: JSONTape.Kind, from start: Int, to end: Int) {
    tokens.append(
      JSONTape.Token(
        kind: kind, start: Int32(start), end: Int32(end), next: Int32(tokens.count + 1)))
  }
}
