internal import RealModule

/// How the values of one axis become shares of its length.
struct ChartScale: Equatable, Sendable {
  let domain: ClosedRange<Double>
  let isLogarithmic: Bool
  /// The domain's ends as they are measured off, halved so that their distance is always finite.
  private let low: Double
  private let high: Double

  /// A logarithmic scale needs a positive domain; without one it is linear.
  init(_ domain: ClosedRange<Double>, isLogarithmic: Bool = false) {
    self.domain = domain
    self.isLogarithmic = isLogarithmic && domain.lowerBound > 0
    low = ChartScale.measured(domain.lowerBound, self.isLogarithmic)
    high = ChartScale.measured(domain.upperBound, self.isLogarithmic)
  }

  /// 0 at the domain's lower end, 1 at its upper one, beyond these outside; NaN where a value has
  /// no place, as zero on a logarithmic scale.
  func share(of value: Double) -> Double {
    let span = high - low
    guard span > 0 else { return 0.5 }
    return (ChartScale.measured(value, isLogarithmic) - low) / span
  }

  /// The same, counted from the upper end.
  func shareFromTop(of value: Double) -> Double {
    let span = high - low
    guard span > 0 else { return 0.5 }
    return (high - ChartScale.measured(value, isLogarithmic)) / span
  }

  /// The value at a share of the length.
  func value(at share: Double) -> Double {
    let place = (low + (high - low) * share) * 2
    return isLogarithmic ? Double.pow(10, place) : place
  }

  private static func measured(_ value: Double, _ isLogarithmic: Bool) -> Double {
    guard isLogarithmic else { return value / 2 }
    return value > 0 ? Double.log10(value) / 2 : .nan
  }
}
