import Journal

/// A piece of JSON whose shape nobody promised: whatever is missing or of another kind is `null`.
enum JSONValue: Equatable, Sendable {
  case null
  case truth(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Nil when the text is not one whole JSON value, or is nested more than 64 deep.
  init?(parsing text: String) {
    // Most lines that are not JSON are seen at their first byte.
    guard let first = text.utf8.first(where: { $0 > 32 }),
      "{[\"-0123456789tfn".utf8.contains(first),
      let tape = try? JSONTape(Array(text.utf8))
    else { return nil }
    self.init(tape, 0)
  }

  private init(_ tape: JSONTape, _ index: Int) {
    switch tape.kind(index) {
    case .null: self = .null
    case .yes: self = .truth(true)
    case .no: self = .truth(false)
    case .text, .escapedText: self = .text(tape.text(index) ?? "")
    case .number:
      if let integer: Int = tape.integer(index) {
        self = .integer(integer)
      } else {
        self = tape.double(index).map(JSONValue.number) ?? .null
      }
    case .array:
      var items: [JSONValue] = []
      var item = index + 1
      while item < tape.next(index) {
        items.append(JSONValue(tape, item))
        item = tape.next(item)
      }
      self = .list(items)
    case .object:
      var fields: [String: JSONValue] = [:]
      var name = index + 1
      while name < tape.next(index) {
        fields[tape.text(name) ?? ""] = JSONValue(tape, name + 1)
        name = tape.next(name + 1)
      }
      self = .object(fields)
    }
  }
}

// MARK: Taking apart

extension JSONValue {
  /// What stands at the end of a path of names.
  subscript(_ path: String...) -> JSONValue {
    path.reduce(self) { value, name in
      guard case .object(let fields) = value else { return .null }
      return fields[name] ?? .null
    }
  }

  subscript(_ index: Int) -> JSONValue {
    items.indices.contains(index) ? items[index] : .null
  }

  var string: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  var int: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value.rounded(.towardZero))
    case .null, .truth, .text, .list, .object: nil
    }
  }

  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .null, .truth, .text, .list, .object: nil
    }
  }

  var bool: Bool? {
    guard case .truth(let value) = self else { return nil }
    return value
  }

  /// The items of a list; none of anything else.
  var items: [JSONValue] {
    guard case .list(let items) = self else { return [] }
    return items
  }

  /// The members of an object; none of anything else.
  var fields: [String: JSONValue] {
    guard case .object(let fields) = self else { return [:] }
    return fields
  }

  var isNull: Bool { self == .null }
}

// MARK: Building

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(nilLiteral: ()) { self = .null }
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .truth(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { $1 })
  }

  /// Text as JSON, or `null` for none.
  init(_ text: String?) { self = text.map(JSONValue.text) ?? .null }

  init(_ texts: [String]) { self = .list(texts.map(JSONValue.text)) }

  /// One line, names in order; numbers that JSON cannot spell are `null`.
  var line: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .truth(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += "\(value)".utf8
    case .number(let value): bytes += (value.isFinite ? "\(value)" : "null").utf8
    case .text(let text): Self.write(text, to: &bytes)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (place, item) in items.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let fields):
      bytes.append(UInt8(ascii: "{"))
      for (place, field) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(field.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        field.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 10: bytes += "\\n".utf8
      case 9: bytes += "\\t".utf8
      case 13: bytes += "\\r".utf8
      case 0..<32:
        bytes +=
          "\\u00\(byte < 16 ? "0" : "1")\("0123456789abcdef".map(String.init)[Int(byte & 15)])".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
