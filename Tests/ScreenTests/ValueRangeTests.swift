import Core
import Screen
import Testing

@Suite("What part of a curve's values is shown")
struct ValueRangeTests {
  private func curves() -> Driver {
    var driver = Driver(Fixture.told(), 120, 36)
    driver.press("3")
    return driver
  }

  @Test("a key turns through the ranges and back, and the title says which")
  func ranges() {
    var driver = curves()
    driver.press("=")
    #expect(driver.state.chart.range == .full)
    #expect(text(of: driver.grid).contains("all values"))
    driver.press("=")
    #expect(driver.state.chart.range == .visible)
    driver.press("=")
    guard case .locked(let held) = driver.state.chart.range else {
      Issue.record("not held")
      return
    }
    #expect(held.upperBound > held.lowerBound)
    #expect(text(of: driver.grid).contains("y held"))
    driver.press("=")
    #expect(driver.state.chart.range == .robust)
  }

  @Test("zooming in shows less around the newest value, zooming out all there is, 0 what it was")
  func zoom() throws {
    var driver = curves()
    driver.press("*")
    let first = try #require(driver.state.chart.verticalWindow)
    driver.press("*")
    let second = try #require(driver.state.chart.verticalWindow)
    #expect(first.lowerBound <= second.lowerBound && second.upperBound <= first.upperBound)
    #expect(second.upperBound - second.lowerBound < first.upperBound - first.lowerBound)
    #expect(text(of: driver.grid).contains("a part, 0 shows all"))
    for _ in 0..<8 { driver.press("_") }
    #expect(driver.state.chart.verticalWindow == nil)
    #expect(driver.state.chart.range == .full)
    driver.press("*", "0")
    #expect(driver.state.chart.verticalWindow == nil)
  }

  @Test("a held range goes with the series it was of")
  func series() {
    var driver = curves()
    driver.press("=", "=", "=", "0")
    #expect(driver.state.chart.range == .robust)
  }
}
