import Foundation

/// A JSON value of the protocol; whole numbers stay whole, so that an id goes back as it came.
enum MCPValue: Codable, Equatable, Sendable {
  case null
  case truth(Bool)
  case whole(Int)
  case number(Double)
  case text(String)
  case array([MCPValue])
  case object([String: MCPValue])

  init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .null
    } else if let truth = try? box.decode(Bool.self) {
      self = .truth(truth)
    } else if let whole = try? box.decode(Int.self) {
      self = .whole(whole)
    } else if let number = try? box.decode(Double.self) {
      self = .number(number)
    } else if let text = try? box.decode(String.self) {
      self = .text(text)
    } else if let array = try? box.decode([MCPValue].self) {
      self = .array(array)
    } else {
      self = .object(try box.decode([String: MCPValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    switch self {
    case .null: try box.encodeNil()
    case .truth(let truth): try box.encode(truth)
    case .whole(let whole): try box.encode(whole)
    case .number(let number): try box.encode(number)
    case .text(let text): try box.encode(text)
    case .array(let array): try box.encode(array)
    case .object(let object): try box.encode(object)
    }
  }

  subscript(_ key: String) -> MCPValue? {
    if case .object(let object) = self { return object[key] }
    return nil
  }

  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// A whole number, also one that is written as a text or with a point.
  var whole: Int? {
    switch self {
    case .whole(let whole): whole
    case .number(let number): Int(exactly: number)
    case .text(let text): Int(text.hasPrefix("#") ? String(text.dropFirst()) : text)
    case .null, .truth, .array, .object: nil
    }
  }

  var truth: Bool? {
    if case .truth(let truth) = self { return truth }
    return nil
  }
}

extension MCPValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral whole: Int) { self = .whole(whole) }
  init(booleanLiteral truth: Bool) { self = .truth(truth) }
  init(arrayLiteral values: MCPValue...) { self = .array(values) }
  init(dictionaryLiteral members: (String, MCPValue)...) {
    self = .object(Dictionary(members, uniquingKeysWith: { _, last in last }))
  }
}
