/// The members of an object, taken one by one in the order of their names, straight from the text.
///
/// A campaign of ten thousand experiments has to be read before the first frame is drawn, and
/// `Codable` spends ten times as long on finding a member as on reading it. Whoever reads fields
/// names all of them, sorted and without spaces as they were written: a member too many, too few or
/// of another kind is `Unfamiliar`, and then `Codable` has to do it.
struct JSONFields {
  struct Unfamiliar: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// Whether nothing was taken of the object yet.
  private var isFirst = true

  /// Reads a text that is one object; the bytes are only looked at meanwhile.
  static func read<T>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (inout JSONFields) throws -> T
  ) throws -> T {
    var fields = JSONFields(bytes: bytes)
    let value = try fields.inside(body)
    guard fields.at == bytes.count else { throw Unfamiliar() }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  // MARK: Members

  mutating func text(_ name: StaticString) throws -> String {
    try known(optionalText(name))
  }

  mutating func optionalText(_ name: StaticString) throws -> String? {
    take(name) ? try string() : nil
  }

  mutating func integer(_ name: StaticString) throws -> Int {
    try known(optionalInteger(name))
  }

  mutating func optionalInteger(_ name: StaticString) throws -> Int? {
    take(name) ? try whole() : nil
  }

  mutating func number(_ name: StaticString) throws -> Double {
    try known(optionalNumber(name))
  }

  mutating func optionalNumber(_ name: StaticString) throws -> Double? {
    guard take(name) else { return nil }
    if next == UInt8(ascii: "\"") {
      switch try string() {
      case "nan": return .nan
      case "inf": return .infinity
      case "-inf": return -.infinity
      default: throw Unfamiliar()
      }
    }
    let (value, end) = try known(JSONNumber.double(bytes, at: at))
    at = end
    return value
  }

  mutating func truth(_ name: StaticString) throws -> Bool {
    try known(optionalTruth(name))
  }

  mutating func optionalTruth(_ name: StaticString) throws -> Bool? {
    guard take(name) else { return nil }
    if pass("true") { return true }
    guard pass("false") else { throw Unfamiliar() }
    return false
  }

  mutating func texts(_ name: StaticString) throws -> [String] {
    try items(name) { try $0.string() }
  }

  mutating func integers(_ name: StaticString) throws -> [Int] {
    try items(name) { try $0.whole() }
  }

  /// A list of objects, each read by `read`.
  mutating func objects<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> [T] {
    try items(name) { try $0.inside(read) }
  }

  mutating func optionalObjects<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> [T]? {
    take(name) ? try list { try $0.inside(read) } : nil
  }

  mutating func object<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> T {
    try known(optionalObject(name, read))
  }

  mutating func optionalObject<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> T? {
    take(name) ? try inside(read) : nil
  }

  /// The one case of an enum, by name, with its values.
  mutating func enumCase<T>(
    _ read: (_ name: String, _ values: inout JSONFields) throws -> T
  ) throws -> T {
    guard isFirst else { throw Unfamiliar() }
    let name = try string()
    guard pass(":") else { throw Unfamiliar() }
    let value = try inside { try read(name, &$0) }
    isFirst = false
    return value
  }

  // MARK: Bytes

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  /// Steps over these bytes if they are next.
  private mutating func pass(_ text: StaticString) -> Bool {
    guard follows(text, at) else { return false }
    at += text.utf8CodeUnitCount
    return true
  }

  private func follows(_ text: StaticString, _ place: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length <= bytes.count - place else { return false }
    let start = text.utf8Start
    for index in 0..<length where bytes[place + index] != start[index] { return false }
    return true
  }

  /// Steps to the value if the next member has this name.
  private mutating func take(_ name: StaticString) -> Bool {
    var place = at
    if !isFirst {
      guard place < bytes.count, bytes[place] == UInt8(ascii: ",") else { return false }
      place += 1
    }
    let end = place + 1 + name.utf8CodeUnitCount
    guard end + 1 < bytes.count, bytes[place] == UInt8(ascii: "\""), follows(name, place + 1),
      bytes[end] == UInt8(ascii: "\""), bytes[end + 1] == UInt8(ascii: ":")
    else { return false }
    at = end + 2
    isFirst = false
    return true
  }

  /// Reads an object, all of whose members are to be taken.
  private mutating func inside<T>(_ read: (inout JSONFields) throws -> T) throws -> T {
    guard pass("{") else { throw Unfamiliar() }
    isFirst = true
    let value = try read(&self)
    guard pass("}") else { throw Unfamiliar() }
    isFirst = false
    return value
  }

  private mutating func items<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> [T] {
    guard take(name) else { throw Unfamiliar() }
    return try list(read)
  }

  private mutating func list<T>(_ read: (inout JSONFields) throws -> T) throws -> [T] {
    guard pass("[") else { throw Unfamiliar() }
    var items: [T] = []
    if pass("]") { return items }
    repeat { items.append(try read(&self)) } while pass(",")
    guard pass("]") else { throw Unfamiliar() }
    return items
  }

  private mutating func whole() throws -> Int {
    let (value, end): (Int, Int) = try known(JSONNumber.integer(bytes, at: at))
    at = end
    return value
  }

  private mutating func string() throws -> String {
    guard pass("\"") else { throw Unfamiliar() }
    let start = at
    var isEscaped = false
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "\\") {
        isEscaped = true
        at += 1
      }
      at += 1
    }
    guard at < bytes.count else { throw Unfamiliar() }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<at])
    at += 1
    return isEscaped
      ? JSONEscapes.resolved(Array(text)[...]) : String(decoding: text, as: UTF8.self)
  }
}

/// What is there, or that the object is not as expected.
func known<T>(_ value: T?) throws -> T {
  guard let value else { throw JSONFields.Unfamiliar() }
  return value
}
