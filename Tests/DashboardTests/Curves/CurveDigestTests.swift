import Core
import Testing

@testable import Dashboard

@Suite struct `A series of any length in bounded memory` {
  private func points(_ range: Range<Int>) -> [Point] {
    range.map { index in
      let noise = Double(index &* 7919 % 97) / 97
      return Point(x: Double(index), time: Double(index) / 10, y: 3 + noise)
    }
  }

  private func digest(_ points: [Point], by step: Int = 700) -> CurveDigest {
    var digest = CurveDigest()
    for start in stride(from: 0, to: points.count, by: step) {
      digest.append(points[start..<min(points.count, start + step)])
    }
    return digest
  }

  @Test func `a short one is kept as it is`() {
    let all = points(0..<CurveDigest.exact)
    let digest = digest(all)
    #expect(digest.isExact)
    #expect(digest.points == all)
    #expect(digest.means == all)
    #expect(digest.buckets.isEmpty)
  }

  @Test(arguments: [4097, 5000, 9999, 65_536, 300_001])
  func `a long one loses no extreme, no end and not its order`(_ count: Int) {
    var all = points(0..<count)
    var chance = SplitMix(seed: UInt64(count))
    for _ in 0..<20 {
      all[chance.next(count)].y = Double(chance.next(1000)) - 500
    }
    let digest = digest(all)
    let kept = digest.points
    #expect(digest.count == count)
    #expect(!digest.isExact)
    #expect(kept.count <= 4 * CurveDigest.capacity + CurveDigest.tailCapacity)
    #expect(kept.first == all.first && kept.last == all.last)
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $0.x < $1.x })
    #expect(kept.allSatisfy { all[Int($0.x)] == $0 })
    #expect(kept.suffix(CurveDigest.tailCapacity / 2) == all.suffix(CurveDigest.tailCapacity / 2))
    // In every stretch as wide as two buckets the extremes are the true ones.
    let width = 2 * digest.stride
    for start in stride(from: 0, to: count - count % width, by: width) {
      let whole = all[start..<start + width].map(\.y)
      let rest = kept.lazy.filter { $0.x >= Double(start) && $0.x < Double(start + width) }
      if start > count / 2 { break }
      #expect(rest.map(\.y).max() == whole.max())
      #expect(rest.map(\.y).min() == whole.min())
      if start > 40 * width { break }
    }
  }

  @Test func `memory does not grow with the series`() {
    var digest = CurveDigest()
    var most = 0
    let block = points(0..<10_000)
    for round in 0..<200 {
      digest.append(
        block.map { Point(x: $0.x + Double(round * 10_000), time: nil, y: $0.y) })
      most = max(most, digest.buckets.count)
      #expect(digest.tail.count <= CurveDigest.tailCapacity)
    }
    #expect(digest.count == 2_000_000)
    #expect(most <= CurveDigest.capacity)
    #expect(digest.buckets.count >= CurveDigest.capacity / 2)
    #expect(digest.stride == 2048)
  }

  @Test func `how it was fed makes no difference`() {
    let all = points(0..<30_000)
    let once = digest(all, by: 30_000)
    for step in [1, 37, 1024] {
      let fed = digest(all, by: step)
      // Only where the kept tail begins may differ.
      #expect(fed.points.prefix(1000) == once.points.prefix(1000) || fed.stride != once.stride)
      #expect(fed.sparkline(32).count == 32)
      #expect(fed.count == once.count)
    }
  }

  @Test func `a gap stays a gap, and a bad end a bad end`() {
    var all = points(0..<20_000)
    all[7000].y = .nan
    for index in 19_990..<20_000 { all[index].y = .infinity }
    let kept = digest(all).points
    #expect(kept.contains { $0.x == 7000 && $0.y.isNaN })
    #expect(kept.last?.y == .infinity)
    #expect(kept.count { !$0.y.isFinite } == 11)
    let none = digest((0..<20_000).map { Point(x: Double($0), time: nil, y: .nan) })
    #expect(none.points.allSatisfy { $0.y.isNaN })
    #expect(none.sparkline(8).allSatisfy { $0.isNaN })
  }

  @Test func `means are means, all of them of equally many points`() {
    let all = (0..<100_000).map { Point(x: Double($0), time: Double($0), y: Double($0 % 2)) }
    let digest = digest(all)
    let means = digest.means
    #expect(means.dropLast().allSatisfy { $0.y == 0.5 })
    #expect(abs(means.count - 100_000 / digest.stride) <= 2)
    let steps = zip(means, means.dropFirst()).map { $1.x - $0.x }
    #expect(steps.dropLast().allSatisfy { $0 == Double(digest.stride) })
    // Smoothed, they are what all the points would be.
    let weight = 0.9999
    let exact = Smoothing.smooth(all, weight: weight).last?.y ?? 0
    var power = 1.0
    for _ in 0..<digest.stride { power *= weight }
    let near = Smoothing.smooth(means, weight: power).last?.y ?? 0
    #expect(abs(exact - near) < 0.001)
  }

  @Test func `a sparkline has the course in few values`() {
    let all = (0..<50_000).map { Point(x: Double($0), time: nil, y: Double($0)) }
    let line = digest(all).sparkline(32)
    #expect(line.count == 32)
    #expect(line == line.sorted())
    #expect(abs((line.first ?? 0) - 50_000 / 64) < 200)
    #expect(digest(Array(all.prefix(5))).sparkline(32) == [0, 1, 2, 3, 4])
    #expect(CurveDigest().sparkline(32).isEmpty)
  }

  @Test func `a part of x is found, also where x goes back`() {
    let digest = digest(points(0..<100_000))
    let range = digest.range(of: 40_000...41_000)
    #expect(range.map { $0.contains(40_000) && $0.contains(41_000) } == true)
    #expect((range?.count ?? 0) < 1000 + 4 * digest.stride)
    #expect(digest.range(of: 200_000...300_000) == nil)
    #expect(digest.range(of: 99_999...300_000)?.upperBound == 100_000)
    let twice = self.digest(points(0..<50_000) + points(0..<50_000))
    let both = twice.range(of: 100...200)
    #expect(both.map { $0.contains(150) && $0.contains(50_150) } == true)
  }
}
