import RealModule

/// Evidence as people read it.
package enum Odds {
  /// The odds that belong to an evidence in natural logarithms, cut off at a million.
  package static func odds(evidence: Double) -> Double {
    min(1e6, Double.exp(min(evidence, 14)))
  }
}

extension Double {
  /// With a sign always, and so many digits after the point.
  package func signed(_ digits: Int) -> String {
    let text = fixed(digits)
    return text.hasPrefix("-") ? text : "+" + text
  }
}
