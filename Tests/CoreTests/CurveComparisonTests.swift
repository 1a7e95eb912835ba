import Testing

@testable import Core

private func points(_ pairs: [(Double, Double)]) -> [Point] {
  pairs.map { Point(x: $0.0, time: $0.0 / 10, y: $0.1) }
}

struct `Comparing curves` {
  @Test func `a smoothed constant is that constant from its first point`() {
    var average = Smoothing(weight: 0.9)
    for _ in 0..<5 { #expect((average.add(3) - 3).magnitude < 1e-12) }
  }

  @Test func `a smoothed curve starts anew after a gap`() {
    var average = Smoothing(weight: 0.9)
    _ = average.add(100)
    #expect(average.add(.nan).isNaN)
    #expect((average.add(2) - 2).magnitude < 1e-12)
  }

  @Test(arguments: [-1.0, 1.5, Double.nan])
  func `an impossible weight is put right`(weight: Double) {
    var average = Smoothing(weight: weight)
    _ = average.add(1)
    #expect(average.add(2).isFinite)
  }

  @Test func `the difference is taken at equal step, linear in between`() {
    let reference = Comparison(reference: points([(0, 4), (10, 2)]), by: .step)
    #expect(reference.difference(of: Point(x: 5, time: nil, y: 3.5)) == 0.5)
    #expect(reference.difference(of: Point(x: 10, time: nil, y: 2)) == 0)
  }

  @Test func `outside the reference there is no difference`() {
    let reference = Comparison(reference: points([(0, 4), (10, 2)]), by: .step)
    #expect(reference.difference(of: Point(x: 10.5, time: nil, y: 3)) == nil)
    #expect(reference.difference(of: Point(x: -1, time: nil, y: 3)) == nil)
    #expect(Comparison(reference: [], by: .step).value(at: 0) == nil)
  }

  @Test func `the difference is taken at equal time`() {
    let reference = Comparison(reference: points([(0, 4), (10, 2)]), by: .time)
    #expect(reference.difference(of: Point(x: 999, time: 0.5, y: 3)) == 0)
    #expect(reference.difference(of: Point(x: 5, time: nil, y: 3)) == nil)
  }

  @Test func `points that are not finite or go back are left out`() {
    let reference = Comparison(
      reference: points([(0, 4), (5, .nan), (10, 2), (3, 9), (20, 1)]), by: .step)
    #expect(reference.value(at: 5) == 3)
    #expect(reference.differences(of: points([(5, 3), (15, .infinity), (30, 1)])).count == 1)
  }
}

struct `Plain text` {
  @Test(arguments: [
    ("a\u{1B}[31mred\u{1B}[0m", "ared"), ("a\u{1B}]52;c;eA==\u{7}b", "ab"), ("a\nb\tc", "a b c"),
    ("x\u{202E}y\u{2066}z", "xyz"), ("\u{9B}31mq", "31mq"), ("größe ✓", "größe ✓"), ("\u{1B}", ""),
    ("a\u{1B}[31", "a"), ("a\u{200D}b\u{200B}c\u{AD}d\u{3164}e", "abcde"),
  ])
  func `what a terminal would act on is gone`(text: String, plain: String) {
    #expect(plainText(text) == plain)
  }

  @Test func `what is too long ends in an ellipsis`() {
    #expect(plainText("abcdef", limit: 4) == "abc…")
    #expect(plainText("äöüß", limit: 4) == "äöüß")
  }
}
