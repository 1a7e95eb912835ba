/// The members of an object, taken one by one in the order of their names.
///
/// A campaign of ten thousand experiments has to be read before the first frame is drawn, and
/// `Codable` spends ten times as long on finding a member as on reading it. Whoever reads fields
/// names all of them, sorted as they were written: a member too many, too few or of another kind is
/// `Unfamiliar`, and then `Codable` has to do it.
struct JSONFields {
  struct Unfamiliar: Error {}

  private let tape: JSONTape
  private var next: Int
  private let end: Int

  /// The members of the whole text.
  init(_ tape: JSONTape) throws {
    try self.init(tape, object: 0)
  }

  private init(_ tape: JSONTape, object index: Int) throws {
    guard tape.kind(index) == .object else { throw Unfamiliar() }
    self.tape = tape
    next = index + 1
    end = tape.next(index)
  }

  /// Nothing may be left.
  func finish() throws {
    guard next == end else { throw Unfamiliar() }
  }

  mutating func text(_ name: StaticString) throws -> String {
    try known(optionalText(name))
  }

  mutating func optionalText(_ name: StaticString) throws -> String? {
    try take(name).map { [tape] in try known(tape.text($0)) }
  }

  mutating func integer(_ name: StaticString) throws -> Int {
    try known(optionalInteger(name))
  }

  mutating func optionalInteger(_ name: StaticString) throws -> Int? {
    try take(name).map { [tape] in try known(tape.integer($0)) }
  }

  mutating func number(_ name: StaticString) throws -> Double {
    try known(optionalNumber(name))
  }

  mutating func optionalNumber(_ name: StaticString) throws -> Double? {
    try take(name).map { [tape] in try known(tape.double($0)) }
  }

  mutating func truth(_ name: StaticString) throws -> Bool {
    switch tape.kind(try known(take(name))) {
    case .yes: true
    case .no: false
    case .object, .array, .text, .escapedText, .number, .null: throw Unfamiliar()
    }
  }

  mutating func optionalTruth(_ name: StaticString) throws -> Bool? {
    guard next < end, tape.isText(next, name) else { return nil }
    return try truth(name)
  }

  mutating func texts(_ name: StaticString) throws -> [String] {
    try items(name).map { [tape] in try known(tape.text($0)) }
  }

  mutating func integers(_ name: StaticString) throws -> [Int] {
    try items(name).map { [tape] in try known(tape.integer($0)) }
  }

  /// A list of objects, each read by `read`.
  mutating func objects<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> [T] {
    try items(name).map { [tape] in try JSONFields.whole(tape, $0, read) }
  }

  mutating func optionalObjects<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> [T]? {
    guard next < end, tape.isText(next, name) else { return nil }
    return try objects(name, read)
  }

  mutating func object<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> T {
    try JSONFields.whole(tape, known(take(name)), read)
  }

  mutating func optionalObject<T>(
    _ name: StaticString, _ read: (inout JSONFields) throws -> T
  ) throws -> T? {
    try take(name).map { [tape] in try JSONFields.whole(tape, $0, read) }
  }

  /// The one case of an enum, by name, with its values.
  mutating func enumCase<T>(
    _ read: (_ name: String, _ values: inout JSONFields) throws -> T
  ) throws -> T {
    guard next < end, let name = tape.text(next) else { throw Unfamiliar() }
    let value = try JSONFields.whole(tape, next + 1) { try read(name, &$0) }
    next = tape.next(next + 1)
    return value
  }

  private static func whole<T>(
    _ tape: JSONTape, _ index: Int, _ read: (inout JSONFields) throws -> T
  ) throws -> T {
    var fields = try JSONFields(tape, object: index)
    let value = try read(&fields)
    try fields.finish()
    return value
  }

  /// Where the value is if the next member has this name; steps over it then.
  private mutating func take(_ name: StaticString) -> Int? {
    guard next < end, tape.isText(next, name) else { return nil }
    let value = next + 1
    next = tape.next(value)
    return value
  }

  private mutating func items(_ name: StaticString) throws -> [Int] {
    let list = try known(take(name))
    guard tape.kind(list) == .array else { throw Unfamiliar() }
    var items: [Int] = []
    var item = list + 1
    while item < tape.next(list) {
      items.append(item)
      item = tape.next(item)
    }
    return items
  }
}

/// What is there, or that the object is not as expected.
func known<T>(_ value: T?) throws -> T {
  guard let value else { throw JSONFields.Unfamiliar() }
  return value
}
