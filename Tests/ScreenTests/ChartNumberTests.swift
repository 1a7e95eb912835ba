import Screen
import Testing

@Suite("Numbers on screen")
struct ChartNumberTests {
  @Test("fixed digits")
  func fixed() {
    #expect(NumberText.fixed(1.0012, digits: 4) == "1.0012")
    #expect(NumberText.fixed(-0.04, digits: 1) == "0.0")
    #expect(NumberText.fixed(-0.06, digits: 1) == "-0.1")
    #expect(NumberText.fixed(0.996, digits: 2) == "1.00")
    #expect(NumberText.fixed(12, digits: 0) == "12")
    #expect(NumberText.fixed(.nan, digits: 2) == "nan")
    #expect(NumberText.fixed(-.infinity, digits: 2) == "-inf")
    #expect(NumberText.fixed(1.5e300, digits: 3) == "1.5e300")
  }

  @Test("digits from a step")
  func digits() {
    #expect(NumberText.digits(for: 0.1) == 1)
    #expect(NumberText.digits(for: 0.001) == 3)
    #expect(NumberText.digits(for: 0.0002) == 4)
    #expect(NumberText.digits(for: 50) == 0)
    #expect(NumberText.digits(for: 0) == 4)
  }

  @Test("metrics never vanish")
  func metric() {
    #expect(NumberText.metric(0.98124, noise: 0.0006) == "0.9812")
    #expect(NumberText.metric(0.98124) == "0.9812")
    #expect(NumberText.metric(3.28121) == "3.281")
    #expect(NumberText.metric(1234.5) == "1235")
    #expect(NumberText.metric(0.0000123) == "0.00001230")
    #expect(NumberText.metric(1.23e-7) == "1.23e-7")
    #expect(NumberText.metric(0.00004, noise: 0.1) == "0.00004000")
    #expect(NumberText.metric(.nan) == "nan")
  }

  @Test("gains have a sign, zero has none")
  func gain() {
    #expect(NumberText.gain(2.21) == "+2.2")
    #expect(NumberText.gain(-3.7) == "-3.7")
    #expect(NumberText.gain(-0.01) == "0.0")
    #expect(NumberText.gain(0.01) == "0.0")
    #expect(NumberText.gain(120.4) == "+120")
    #expect(NumberText.signed(0.01, digits: 2) == "+0.01")
  }

  @Test("units")
  func units() {
    #expect(NumberText.clock(192) == "3:12")
    #expect(NumberText.clock(42.9) == "0:42")
    #expect(NumberText.clock(27_065) == "7:31:05")
    #expect(NumberText.duration(27_065) == "7 h 31 m")
    #expect(NumberText.duration(2280) == "38 min")
    #expect(NumberText.duration(273_600) == "3 d 4 h")
    #expect(NumberText.duration(-5) == "0 s")
    #expect(NumberText.duration(.nan) == "-")
    #expect(NumberText.percent(0.64) == "64 %")
    #expect(NumberText.percent(0.0167, digits: 2) == "1.67 %")
    #expect(NumberText.count(2000) == "2k")
    #expect(NumberText.count(1_940_000) == "1.94M")
    #expect(NumberText.count(999_999) == "1M")
    #expect(NumberText.count(600) == "600")
    #expect(NumberText.dollars(11.8) == "$11.80")
    #expect(NumberText.dollars(0.004) == "<$0.01" && NumberText.dollars(0) == "$0.00")
  }

  @Test("ticks are round, inside, and as many as fit")
  func ticks() {
    #expect(Ticks(over: 0...950, atMost: 7).values == [0, 200, 400, 600, 800])
    let fine = Ticks(over: 1.0012...1.0021, atMost: 3)
    #expect(fine.labels == ["1.0015", "1.0020"])
    for limit in 1...12 {
      for (low, high) in [(0.0, 1.0), (-7, 13), (0.9971, 0.9984), (1e-9, 3e-9), (2e5, 9e8)] {
        let ticks = Ticks(over: low...high, atMost: limit)
        #expect(ticks.values.count <= max(2, limit + 1))
        #expect(ticks.values.allSatisfy { $0 >= low - 1e-12 && $0 <= high * (1 + 1e-9) })
        #expect(Set(ticks.labels).count == ticks.labels.count)
      }
    }
    #expect(Ticks.logarithmic(over: 0.01...300, atMost: 8).values.count == 5)
    #expect(Ticks(over: 3...3, atMost: 4).values == [3])
  }

  @Test("progress bars")
  func progress() {
    func bar(_ fraction: Double?, unicode: Bool = true) -> String {
      let parts = ProgressBar.parts(fraction, width: 6, unicode: unicode)
      return parts.done + parts.rest
    }
    #expect(bar(nil) == "──────")
    #expect(bar(0.001) == "╸─────")
    #expect(bar(0.6) == "━━━╸──")
    #expect(bar(0.999) == "━━━━━╸")
    #expect(bar(1) == "━━━━━━")
    #expect(bar(7) == "━━━━━━")
    #expect(bar(.nan) == "──────")
    #expect(bar(0.6, unicode: false) == "==>---")
    #expect(bar(1, unicode: false) == "======")
    #expect(ProgressBar.parts(0.5, width: 0, unicode: true).done.isEmpty)
  }

  @Test("sparklines", arguments: Glyphs.allCases)
  func sparkline(glyphs: Glyphs) {
    let capabilities = capabilities(glyphs)
    for values in [[], [1], [.nan], [1, 2, 3], [5, .infinity, 4], [-1e308, 1e308]] {
      for width in 0...9 {
        let text = Sparkline.text(values, width: width, capabilities: capabilities)
        #expect(text.count == width)
        #expect(glyphs != .ascii || text.allSatisfy(\.isASCII))
      }
    }
    #expect(
      Sparkline.text([3, 2, 1], width: 8, capabilities: capabilities).contains { $0 != " " })
  }
}
