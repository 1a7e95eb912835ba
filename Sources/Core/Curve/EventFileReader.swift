/// Reads the scalars of a TensorBoard event file: length-framed records of protocol buffers.
struct EventFileReader: Sendable {
  private var buffer: [UInt8] = []
  private var isBroken = false

  /// Nil when the file does not begin with such a record.
  init?(_ head: [UInt8]) {
    guard head.count >= 12, head[4] | head[5] | head[6] | head[7] == 0, head[2] | head[3] == 0
    else { return nil }
  }

  /// Takes the next bytes; a record over 16 MB ends the reading.
  mutating func feed(_ bytes: UnsafeRawBufferPointer, into parser: inout LineParser) {
    guard !isBroken else { return }
    buffer.append(contentsOf: bytes)
    let used = buffer.withUnsafeBytes { p in
      var at = 0
      while at + 12 <= p.count {
        let size = p.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
        guard size < 1 << 24 else { return -1 }
        let end = at + 12 + Int(size)
        guard end + 4 <= p.count else { break }
        event(UnsafeRawBufferPointer(rebasing: p[at + 12..<end]), into: &parser)
        at = end + 4
      }
      return at
    }
    isBroken = used < 0
    buffer.removeFirst(isBroken ? buffer.count : used)
  }

  private func event(_ p: UnsafeRawBufferPointer, into parser: inout LineParser) {
    var step = 0.0
    var record = LogRecord()
    record.isTable = true
    ProtocolFields.forEach(p) { field, number, body in
      if field == 2, let number { step = Double(Int64(bitPattern: number)) }
      guard field == 5, let body else { return }
      ProtocolFields.forEach(body) { field, _, value in
        guard field == 1, let value, let item = Self.item(value, &parser) else { return }
        record.items.append(item)
      }
    }
    guard !record.items.isEmpty else { return }
    record.opening = step
    parser.recorder.line += 1
    parser.recorder.commit(record)
  }

  /// The tag and the simple value of one entry of a summary.
  private static func item(
    _ p: UnsafeRawBufferPointer, _ parser: inout LineParser
  ) -> RecordItem? {
    var tag: String?
    var value: Double?
    ProtocolFields.forEach(p) { field, number, body in
      if field == 1, let body {
        tag = plainText(String(decoding: body.prefix(160), as: UTF8.self), limit: 80)
      }
      if field == 2, let number, body == nil {
        value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: number)))
      }
    }
    guard let tag, let value else { return nil }
    let hash = ASCIIWord.hash(tag) ^ 7
    guard
      let entry = parser.recorder.table.find(hash, position: 64)
        ?? parser.recorder.table.add(hash, name: tag)
    else { return nil }
    return RecordItem(
      entry: entry, number: ScannedNumber(value: value, end: 0), isSeparated: true)
  }
}

/// Walks the fields of a protocol buffer message.
enum ProtocolFields {
  /// Calls with each field's number and its value: an integer's bits, or the bytes of a nested one.
  static func forEach(
    _ p: UnsafeRawBufferPointer, _ body: (UInt64, UInt64?, UnsafeRawBufferPointer?) -> Void
  ) {
    var i = 0
    while i < p.count, let key = varint(p, &i) {
      switch key & 7 {
      case 0:
        guard let number = varint(p, &i) else { return }
        body(key >> 3, number, nil)
      case 1:
        guard i + 8 <= p.count else { return }
        body(key >> 3, p.loadUnaligned(fromByteOffset: i, as: UInt64.self).littleEndian, nil)
        i += 8
      case 2:
        guard let size = varint(p, &i), size <= UInt64(p.count - i) else { return }
        body(key >> 3, nil, UnsafeRawBufferPointer(rebasing: p[i..<i + Int(size)]))
        i += Int(size)
      case 5:
        guard i + 4 <= p.count else { return }
        body(
          key >> 3, UInt64(p.loadUnaligned(fromByteOffset: i, as: UInt32.self).littleEndian), nil)
        i += 4
      default: return
      }
    }
  }

  private static func varint(_ p: UnsafeRawBufferPointer, _ i: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while i < p.count, shift < 64 {
      let byte = p[i]
      i += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
