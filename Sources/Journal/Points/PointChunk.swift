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
    let count = min(x.count, t.count, y.count) / 8
    return x.withUnsafeBytes { x in
      t.withUnsafeBytes { t in
        y.withUnsafeBytes { y in
          [Point](unsafeUninitializedCapacity: count) { points, filled in
            for index in 0..<count {
              let time = PointChunk.double(t, index)
              let point = Point(
                x: PointChunk.double(x, index), time: time.isNaN ? nil : time,
                y: PointChunk.double(y, index))
              points.initializeElement(at: index, to: point)
            }
            filled = count
          }
        }
      }
    }
  }

  private static func bytes(_ values: some Collection<Double>) -> Data {
    var data = Data(capacity: values.count * 8)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  private static func double(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Double {
    Double(
      bitPattern: UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
  }
}
