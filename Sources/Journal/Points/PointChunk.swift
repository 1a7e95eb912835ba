internal import Core
internal import Foundation

/// Some points of a series in a row, as three columns of little-endian doubles.
struct PointChunk {
  /// Points of a chunk that is full.
  static let capacity = 1024
  /// A chunk of fewer points is rewritten by every append, so it is kept small.
  static let tail = 64

  var x = Data()
  /// Seconds since the run began; NaN: unknown.
  var t = Data()
  var y = Data()

  var count: Int { y.count / 8 }

  init() {}

  init(x: Data, t: Data, y: Data) {
    self.x = x
    self.t = t
    self.y = y
  }

  init(_ points: some Collection<Point>) {
    x = PointChunk.bytes(points.lazy.map(\.x))
    t = PointChunk.bytes(points.lazy.map { $0.time ?? .nan })
    y = PointChunk.bytes(points.lazy.map(\.y))
  }

  var points: [Point] {
    let (x, t, y) = (PointChunk.doubles(x), PointChunk.doubles(t), PointChunk.doubles(y))
    return (0..<min(x.count, t.count, y.count)).map {
      Point(x: x[$0], time: t[$0].isNaN ? nil : t[$0], y: y[$0])
    }
  }

  private static func bytes(_ values: some Collection<Double>) -> Data {
    var data = Data(capacity: values.count * 8)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  private static func doubles(_ data: Data) -> [Double] {
    data.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map {
        Double(
          bitPattern: UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)))
      }
    }
  }
}
