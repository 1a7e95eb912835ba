/// The numbers of a control sequence, separated by semicolons; an absent one is 0.
struct SequenceParameters {
  private var values: [Int] = []
  /// What stands behind a colon in the second: press, repeat or release.
  private(set) var event = 0
  /// What stands behind a colon in the first: what the key types with shift.
  private(set) var alternate = 0

  init(_ bytes: some Sequence<UInt8>) {
    var value = 0
    var part = 0
    func settle(_ values: inout [Int], _ event: inout Int, _ alternate: inout Int) {
      if part == 0 {
        values.append(value)
      } else if part == 1, values.count == 2 {
        event = value
      } else if part == 1, values.count == 1 {
        alternate = value
      }
    }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 9_999_999)
      case UInt8(ascii: ";"):
        settle(&values, &event, &alternate)
        (value, part) = (0, 0)
      case UInt8(ascii: ":"):
        settle(&values, &event, &alternate)
        (value, part) = (0, part + 1)
      default: break
      }
    }
    settle(&values, &event, &alternate)
  }

  subscript(index: Int) -> Int {
    values.indices.contains(index) ? values[index] : 0
  }
}
