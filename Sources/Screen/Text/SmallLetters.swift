/// Makes small letters of capitals, each at the place where it was.
package enum SmallLetters {
  /// Changes UTF-8 in place.
  ///
  /// A capital whose small letter takes another number of bytes stays, and so does what is no UTF-8 or cut
  /// at an end.
  package static func fold(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte >= 0x80 else {
        bytes[index] = byte | (byte &- 65 < 26 ? 0x20 : 0)
        index += 1
        continue
      }
      let length = length(byte)
      guard length > 1, index + length <= bytes.count,
        let scalar = scalar(bytes, at: index, length: length)
      else {
        index += 1
        continue
      }
      if scalar.properties.changesWhenLowercased {
        let small = scalar.properties.lowercaseMapping.utf8
        if small.count == length {
          for (offset, byte) in small.enumerated() { bytes[index + offset] = byte }
        }
      }
      index += length
    }
  }

  /// Bytes of a sequence that begins so; 0 where none does.
  private static func length(_ byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  private static func scalar(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, at index: Int, length: Int
  ) -> Unicode.Scalar? {
    var value = UInt32(bytes[index]) & (0xFF >> (UInt32(length) + 1))
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return Unicode.Scalar(value)
  }
}
