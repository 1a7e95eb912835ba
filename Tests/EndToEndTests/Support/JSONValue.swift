import Foundation

/// JSON as a script sees it.
enum JSONValue: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  init(parsing text: String) throws {
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    } catch {
      throw Hang(description: "not JSON: \(text.prefix(300))")
    }
  }

  subscript(_ key: String) -> JSONValue {
    if case .object(let object) = self { object[key] ?? .null } else { .null }
  }

  var keys: Set<String> {
    if case .object(let object) = self { Set(object.keys) } else { [] }
  }

  var items: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }

  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// `string`, `number`, `bool`, `null`, `array` or `object`.
  var type: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// What is wrong with an object by a list of its keys and their types, such as `n: number` or
  /// `ended: string?`; further keys are welcome.
  func faults(_ contract: [String: String]) -> [String] {
    contract.sorted { $0.key < $1.key }.compactMap { key, wanted in
      guard keys.contains(key) else { return "\(key) is missing" }
      let found = self[key].type
      if found == "null", wanted.hasSuffix("?") { return nil }
      let name = wanted.hasSuffix("?") ? String(wanted.dropLast()) : wanted
      return found == name ? nil : "\(key) is \(found), not \(wanted)"
    }
  }
}
